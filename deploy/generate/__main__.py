"""Writes what is made and not written by hand: python3 deploy/generate. With --check only says what differs."""

import json
import pathlib
import sys

import boards
import slo

DEPLOY = pathlib.Path(__file__).resolve().parent.parent


def files():
    yield DEPLOY / "prometheus/rules/slo.yml", slo.rules()
    yield DEPLOY / "kustomize/monitoring/rules.yaml", rule_resources(slo.rules())
    for make in boards.ALL:
        board = make()
        yield DEPLOY / f"grafana/dashboards/{board['uid']}.json", json.dumps(board, indent=1) + "\n"


def rule_resources(levels):
    """Both files of rules as the Prometheus operator takes them."""
    made = ["# Made by deploy/generate from deploy/prometheus/rules."]
    alerts = (DEPLOY / "prometheus/rules/alerts.yml").read_text()
    for name, text in (("tern-levels", levels), ("tern-alerts", alerts)):
        body = "".join(f"  {line}\n" for line in text.splitlines() if not line.startswith("#"))
        made.append(f"apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {{name: {name}}}\nspec:\n{body}---")
    return "\n".join(made).removesuffix("---").rstrip("\n") + "\n"


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
