"""How often a game is solved."""

from gametheory.concepts.concept import CONCEPTS


def solving(monkeypatch, counts=lambda game: True):
    """Return a list that gets the name of a concept whenever it solves a game that counts."""
    found = []
    for concept in CONCEPTS.values():
        real = concept.solve

        def counted(self, game, domain, real=real):
            if counts(game):
                found.append(self.name)
            return real(self, game, domain)

        monkeypatch.setattr(concept, "solve", counted)
    return found
