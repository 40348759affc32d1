"""Properties of a given profile: consistency of beliefs, dominated strategies, perfection."""
