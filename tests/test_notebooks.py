"""The notebooks run from top to bottom in a fresh kernel, with warnings as errors, and show what they are there for."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "examples").glob("*.ipynb"))
# of all but the kernel itself, which goes on after the last cell
STRICT = "import warnings; warnings.simplefilter('error'); warnings.filterwarnings('ignore', module='ipykernel')"
ASKED = ("thresholds", "margins", "regions", "sensitivity", "verify")


def test_there_is_a_notebook():
    assert [path.name for path in NOTEBOOKS] == ["tour.ipynb"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_its_outputs(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@pytest.fixture(scope="module")
def tour(tmp_path_factory):
    notebook = nbformat.read(ROOT / "examples" / "tour.ipynb", as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(STRICT))
    folder = tmp_path_factory.mktemp("tour")
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
    return client.execute()


def _shown(notebook, start):
    """Return what the one cell that starts with this text shows, by kind."""
    (cell,) = (cell for cell in notebook.cells if cell.cell_type == "code" and start in cell.source)
    return {kind: data for output in cell.outputs for kind, data in output.get("data", {}).items()}


@pytest.mark.slow
def test_the_tour_shows_models_and_answers_as_tables(tour):
    for start in ("model = gt.load(", "gt.solve(", *(f"gt.{verb}(" for verb in ASKED)):
        shown = _shown(tour, start)["text/html"]
        assert "<table" in shown
        assert "<script" not in shown
    assert "<math" in _shown(tour, "gt.solve(")["text/html"]


@pytest.mark.slow
def test_the_tour_draws(tour):
    for start in ("plot.regions(", "plot.line("):
        assert "image/png" in _shown(tour, start)


@pytest.mark.slow
def test_the_tour_says_nothing_on_standard_error(tour):
    streams = [output for cell in tour.cells if cell.cell_type == "code" for output in cell.outputs]
    assert [one.text for one in streams if one.output_type == "stream" and one.name == "stderr"] == []


@pytest.mark.slow
def test_the_tour_audits_and_decides(tour):
    assert _shown(tour, "certificates()")["text/plain"] == "[True, True]"
    (cell,) = (cell for cell in tour.cells if "gt.prove(" in cell.source)
    assert cell.outputs[0].text.startswith(("PROVED", "REFUTED"))
