#!/usr/bin/env python3
"""Asks every query of every panel of a Prometheus that watched an incident: python3 deploy/proof/panels.py [--keep DIR]

On storages that fail in known ways a node's agent is killed and Kafka is paused, under load; each must show in the panel that is
for it. Then each query is put with its variables replaced, and a table is printed: dashboard, panel, query, samples, verdict.
Fails when a query is refused, has no samples or one below zero, or when injected trouble is not seen. With --keep the
answers are written to DIR as JSON, from which the pictures are drawn. $JMX_EXPORTER names the agent's jar; without it the
Kafka dashboard is not looked at.
"""

import json
import pathlib
import shutil
import sys
import tempfile

from incident import incident
from questions import BOARDS, Questions, samples, verdict
from rig import Rig, start


def look(ask):
    """Prints the table; how many of its rows are bad, and the answers by board and panel."""
    kept, bad = {}, 0
    print("| dashboard | panel | query | series | samples | verdict |\n|---|---|---|---|---|---|")
    for board, panel, target in targets():
        expression, error, series = ask.ask(target)
        said = verdict(error, series)
        bad += said.split()[0].isupper()
        kept.setdefault(board["uid"], {}).setdefault(str(panel["id"]), []).append(
            {"legend": target["legendFormat"], "result": series})
        shown = expression.replace("|", "\\|")
        print(f"| {board['uid']} | {panel['title']} | `{shown}` | {len(series)} | {len(samples(series))} | {said} |")
    return bad, kept


def look_at_annotations(ask):
    """As look, of what boards mark, what all have in common once; the answers by name and colour."""
    kept, bad = [], 0
    marks = {one["name"]: one for board in BOARDS for one in board["annotations"]["list"]}
    for one in marks.values():
        expression, error, series = ask.ask({"expr": one["expr"], "instant": False})
        said = verdict(error, series)
        bad += said.split()[0].isupper()
        kept.append({"name": one["name"], "ink": one["iconColor"], "result": series})
        shown = expression.replace("|", "\\|")
        print(f"| marks | {one['name']} | `{shown}` | {len(series)} | {len(samples(series))} | {said} |")
    return bad, kept


def targets():
    for board in BOARDS:
        for panel in board["panels"]:
            for target in panel.get("targets", []):
                yield board, panel, target


def main():
    keep = sys.argv[sys.argv.index("--keep") + 1] if "--keep" in sys.argv else None
    folder = pathlib.Path(tempfile.mkdtemp(prefix="tern-proof-"))
    rig, bad, done = Rig(folder), 0, False
    try:
        start(rig)
        ask = Questions()
        incident(rig, ask)
        bad, boards = look(ask)
        unmarked, marks = look_at_annotations(ask)
        bad += unmarked
        kept = {"boards": boards, "marks": marks, "alerts": ask.alerts()}
        done = not bad
    finally:
        rig.stop()
        if not done:
            print(f"logs are in {folder}")
    if keep:
        pathlib.Path(keep).mkdir(parents=True, exist_ok=True)
        (pathlib.Path(keep) / "answers.json").write_text(json.dumps(kept))
    if done:
        shutil.rmtree(folder)
    print(f"{bad} of them bad" if bad else "all good")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
