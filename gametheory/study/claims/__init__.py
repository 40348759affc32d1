"""Claims about a solution: sentences that are proved for every parameter value, or refuted at an exact point.

The language of claims is described in :mod:`gametheory.study.claims.language`.
"""
