"""How quantities respond to parameters: derivatives and their signs, tornado diagrams, Sobol' indices."""
