"""Quantities of an equilibrium: probabilities, payoffs, beliefs, and the language that names them."""
