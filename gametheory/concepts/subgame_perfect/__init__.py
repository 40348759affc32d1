"""Subgame perfect equilibrium of trees with perfect information: backward induction, with conditions."""
