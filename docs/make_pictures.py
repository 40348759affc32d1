"""Makes the pictures of the README from a report: ``python docs/make_pictures.py REPORT``, with Chromium on the path.

The report is the one of the README's first command. The pictures are small: as wide as a page shows them, in few
colours.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent / "_static"
SHOTS = {
    "answer.png": ("index.html", 1400, 1180),
    "explorer.png": ("support_signal/explorer.html", 1400, 1000),
}
WIDTH, COLOURS = 1000, 64


def shoot(browser: str, page: Path, width: int, height: int, out: Path) -> None:
    """Take a picture of the top of a page."""
    with tempfile.TemporaryDirectory() as profile:
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"]
        options += [f"--user-data-dir={profile}", f"--screenshot={out}", f"--window-size={width},{height}"]
        subprocess.run([browser, *options, page.resolve().as_uri()], check=True, capture_output=True)


def main(report: Path) -> None:
    """Write the pictures."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("make_pictures.py needs Chromium: install it")
    for name, (page, width, height) in SHOTS.items():
        with tempfile.TemporaryDirectory() as room:
            raw = Path(room) / name
            shoot(browser, report / page, width, height, raw)
            picture = Image.open(raw).convert("RGB")
            small = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS)
            small.quantize(COLOURS).save(HERE / name, optimize=True)
        print(f"wrote {HERE / name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
