"""Answers as words: what ``print`` and notebooks show of equilibria and solutions."""
