"""Writes what is made and not written by hand: python3 deploy/generate. With --check only says what differs."""

import json
import pathlib
import sys

import boards
import slo

DEPLOY = pathlib.Path(__file__).resolve().parent.parent


def files():
    yield DEPLOY / "prometheus/rules/slo.yml", slo.rules()
    for make in boards.ALL:
        board = make()
        yield DEPLOY / f"grafana/dashboards/{board['uid']}.json", json.dumps(board, indent=1) + "\n"


def main(check):
    stale = []
    for path, text in files():
        if not path.exists() or path.read_text() != text:
            stale.append(str(path.relative_to(DEPLOY)))
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
    if stale:
        print(("differ, run python3 deploy/generate: " if check else "written: ") + ", ".join(stale))
    return 1 if check and stale else 0


sys.exit(main("--check" in sys.argv[1:]))
