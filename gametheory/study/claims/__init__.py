"""Claims about a solution: sentences that are proved for every parameter value, or refuted at an exact point."""
