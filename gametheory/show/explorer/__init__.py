"""The explorer: one self-contained page in which a solved model is looked at in a browser, without a server.

The solution's conditions and closed forms are compiled to JavaScript from the same plan that the Python engines carry
out; the page shows, at a point that sliders move, every equilibrium that exists there, why the others do not, the game
with an equilibrium drawn on it, a map of the regimes over two parameters, and any outcome along one. It picks no
equilibrium, it lists them; it draws doubtful points as borders, and names the knife edges.

The page's own files lie beside this one, in ``page_files``, as they are; nothing builds them.
"""

from gametheory.show.explorer.assembly import page

__all__ = ["page"]
