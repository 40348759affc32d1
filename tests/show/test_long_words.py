"""Labels without a blank in figures: cut in as many steps as they have signs."""

from gametheory.show.plot import style


def test_a_long_word_is_measured_piece_by_piece(monkeypatch):
    longest = []
    true = style.measure
    monkeypatch.setattr(style, "measure", lambda text, *more: longest.append(len(text)) or true(text, *more))
    assert style.wrapped("a" * 600, 100.0).count("\n") == 2
    assert sum(longest) < 600 * 60  # from the other end it is millions
