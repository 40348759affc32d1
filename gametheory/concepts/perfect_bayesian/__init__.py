"""Perfect Bayesian equilibrium of signaling games: supports of types and answers, searched with proofs."""
