"""What tests of the command line share: the command in this process, and a document that takes long to solve."""

import pytest

import gametheory as gt
from gametheory import cli


@pytest.fixture
def run(capsys):
    """Run the command in this process; return (exit code, stdout, stderr)."""

    def command(*arguments):
        code = cli.main([str(one) for one in arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return code, captured.out, captured.err

    return command


@pytest.fixture
def slow(tmp_path):
    """Return the path of a document with so many patterns that solving it takes a while."""
    labels = [f"m{i}" for i in range(8)]
    game = gt.SignalingGame(
        "s",
        "r",
        {f"t{i}": f"p{i}" if i < 5 else "1 - p0 - p1 - p2 - p3 - p4" for i in range(6)},
        dict.fromkeys(labels, ("a", "b", "c")),
        {
            (f"t{i}", m, x): (f"{(i * 7 + j * 5 + k * 3) % 11}*u", (i * 5 + j * 3 + k * 7) % 13)
            for i in range(6)
            for j, m in enumerate(labels)
            for k, x in enumerate("abc")
        },
    )
    ranges = {f"p{i}": {"value": "1/6", "range": ["(0", "1/5)"]} for i in range(5)}
    path = tmp_path / "slow.toml"
    path.write_text(gt.Model("slow", game, {**ranges, "u": {"value": 1, "range": [1, 2]}}).to_toml())
    return str(path)
