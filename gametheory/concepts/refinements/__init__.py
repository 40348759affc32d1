"""Refinements: which perfect Bayesian equilibria of a signaling game survive, and where."""
