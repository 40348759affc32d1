"""A solution at many points: grids and draws from the priors, as labelled tables."""
