"""A solution compiled: one plan of its conditions and quantities, evaluated at many points, doubtful signs exactly."""
