#!/usr/bin/env python3
"""Draws each dashboard from its JSON and the answers that panels.py kept: draw.py ANSWERS FOLDER. Needs chromium.

This is not Grafana: it draws the same panels in the same places from the same data, so that people can see what is on a board.
Lines are drawn by uPlot; what draws is in pictures/.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PICTURES = pathlib.Path(__file__).resolve().parent / "pictures"
COLUMN, ROW, GAP, TOP = 58, 36, 8, 46
SCRIPTS = ("uplot/uPlot.iife.min.js", "words.js", "lines.js", "panels.js")
STYLES = ("uplot/uPlot.min.css", "page.css")


def page(board, kept):
    """Everything in one file, so that nothing has to be fetched while it is drawn."""
    own = {one["name"] for one in board["annotations"]["list"]}
    marks = [one for one in kept["marks"] if one["name"] in own]
    given = json.dumps({"board": board, "answers": kept["boards"][board["uid"]], "marks": marks, "firing": kept["alerts"],
                        "column": COLUMN, "row": ROW, "gap": GAP, "top": TOP})
    styles = "".join(f"<style>{(PICTURES / name).read_text()}</style>" for name in STYLES)
    scripts = "".join(f"<script>{(PICTURES / name).read_text()}</script>" for name in SCRIPTS)
    escaped = given.replace("<", "\\u003c")
    return f"<!doctype html><meta charset=utf-8>{styles}<body></body>{scripts}<script>draw({escaped})</script>"


def height(board):
    return max((panel["gridPos"]["y"] + panel["gridPos"]["h"]) * ROW for panel in board["panels"]) + TOP + GAP


def shoot(text, to, tall):
    with tempfile.NamedTemporaryFile("w", suffix=".html") as file:
        file.write(text)
        file.flush()
        subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                        "--virtual-time-budget=10000", f"--screenshot={to}", f"--window-size={24 * COLUMN + GAP},{tall}",
                        f"file://{file.name}"], check=True, capture_output=True)


def main(answers, folder):
    kept, folder = json.loads(pathlib.Path(answers).read_text()), pathlib.Path(folder).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted((ROOT / "deploy/grafana/dashboards").glob("*.json")):
        board = json.loads(path.read_text())
        if board["uid"] in kept["boards"]:
            to = folder / f"{board['uid']}.png"
            shoot(page(board, kept), to, height(board))
            print(to)


if __name__ == "__main__":
    main(*sys.argv[1:3])
