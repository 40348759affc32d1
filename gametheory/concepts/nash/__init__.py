"""Nash equilibrium of two players: vertices of best-response polytopes, in strategic and in sequence form."""
