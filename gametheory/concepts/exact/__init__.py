"""Exact linear algebra: coefficients with or without parameters, elimination, polytopes, bicliques."""
