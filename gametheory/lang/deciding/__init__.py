"""Deciding conditions: provers, remembered conflicts, sample points, and shorter equivalent forms."""
