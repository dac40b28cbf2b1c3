"""The rules of Grafana's dashboard-linter, and that panels ask only for metrics that exist."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import yaml

from test_prometheus import ROOT, catalogue, unknown

DASHBOARDS = ROOT / "deploy/grafana/dashboards"
BOARDS = [json.loads(path.read_text()) for path in sorted(DASHBOARDS.glob("*.json"))]
UNITS = {"none", "short", "percentunit", "s", "ms", "bytes", "Bps", "cps", "reqps"}   # Grafana's names; more may be added
SOURCE = {"type": "prometheus", "uid": "$datasource"}
SUBSTITUTES = {"$__rate_interval": "5m", "$__range": "3h", "$job": ".+", "$instance": ".+", "$vo": ".+", "$src": ".+",
               "$dst": ".+", "$storage": ".+", "$server": ".+"}


def substituted(expression):
    for name, value in SUBSTITUTES.items():
        expression = expression.replace(name, value)
    return expression


def targets():
    for board in BOARDS:
        for panel in board["panels"]:
            for target in panel.get("targets", []):
                yield f"{board['title']} / {panel['title']}", target["expr"]


def annotations():
    for board in BOARDS:
        for mark in board["annotations"]["list"]:
            yield f"{board['title']} / {mark['name']}", mark["expr"]


def variables():
    """Those that ask Prometheus."""
    for board in BOARDS:
        for variable in board["templating"]["list"][1:]:
            yield f"{board['title']} / {variable['name']}", variable


def excused():
    """By rule, where it need not hold."""
    rules = yaml.safe_load((DASHBOARDS / ".lint").read_text())["exclusions"]
    return {rule: {f"{entry['dashboard']} / {entry['panel']}" for entry in what["entries"]} for rule, what in rules.items()}


class Dashboards(unittest.TestCase):
    def test_committed_is_what_the_generator_makes(self):
        made = subprocess.run([sys.executable, "-B", ROOT / "deploy/generate", "--check"], capture_output=True, text=True)
        self.assertEqual(made.returncode, 0, made.stdout + made.stderr)

    def test_nine_boards_with_stable_names(self):
        self.assertEqual({board["uid"] for board in BOARDS}, {
            "tern-overview", "tern-links", "tern-link", "tern-storage", "tern-shares", "tern-errors", "tern-service",
            "tern-kafka", "tern-load"})
        for board in BOARDS:
            self.assertFalse(board["editable"], board["uid"])
            self.assertEqual(board["tags"], ["tern"])

    def test_variables(self):
        for board in BOARDS:
            source, *others = board["templating"]["list"]
            self.assertEqual((source["name"], source["label"], source["query"]), ("datasource", "Data Source", "prometheus"))
            self.assertEqual([(variable["name"], variable["label"]) for variable in others[:2]],
                             [("job", "Job"), ("instance", "Instance")])
        for name, variable in variables():
            self.assertEqual((variable["datasource"], variable["multi"], variable["allValue"], variable["refresh"]),
                             (SOURCE, True, ".+", 2), name)
            self.assertRegex(variable["definition"], r"^label_values\(.+, \w+\)$", name)

    def test_panels_say_what_they_show(self):
        for board in BOARDS:
            ids = [panel["id"] for panel in board["panels"]]
            self.assertEqual(len(ids), len(set(ids)), board["uid"])
            for panel in board["panels"]:
                name = f"{board['uid']} / {panel['title']}"
                self.assertTrue(panel["title"] and panel["description"], name)
                if panel["type"] == "alertlist":
                    continue
                self.assertEqual(panel["datasource"], SOURCE, name)
                self.assertIn(panel["fieldConfig"]["defaults"]["unit"], UNITS, name)
                self.assertTrue(panel["targets"], name)
                self.assertTrue(panel["fieldConfig"]["defaults"]["thresholds"]["steps"], name)
                if panel["type"] == "timeseries":
                    self.assertTrue(panel["options"]["legend"]["showLegend"], name)
                    self.assertNotIn("__auto", [target["legendFormat"] for target in panel["targets"]], name)

    def test_panels_do_not_overlap(self):
        for board in BOARDS:
            taken = set()
            for panel in board["panels"]:
                at = panel["gridPos"]
                self.assertLessEqual(at["x"] + at["w"], 24, panel["title"])
                cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
                self.assertFalse(cells & taken, f"{board['uid']} / {panel['title']}")
                taken |= cells

    def test_queries(self):
        breaks = {"target-job-rule": set(), "target-instance-rule": set(), "target-counter-agg-rule": set(),
                  "target-rate-interval-rule": set()}
        for name, expression in targets():
            for selector in re.findall(r"\b(?:tern|jvm|process|system|logback|disk|kafka|slo:tern)_[\w:]+(\{[^}]*\})?", expression):
                for label in ("job", "instance"):
                    if f'{label}=~"${label}"' not in selector:
                        breaks[f"target-{label}-rule"].add(name)
            for window in re.findall(r"_total\{[^}]*\}(\[?)", expression):
                if not window:
                    breaks["target-counter-agg-rule"].add(name)
            for window in re.findall(r"(?:rate|increase)\([^\[]*\[([^\]]*)\]", expression):
                if window != "$__rate_interval":
                    self.assertEqual(window, "$__range", name)
                    breaks["target-rate-interval-rule"].add(name)
        self.assertEqual(breaks, excused(), "the second is what .lint gives a reason for")

    def test_queries_ask_only_for_what_the_catalogue_has(self):
        names = catalogue("operations.md")   # where the canary's are
        asked = ""
        for name, expression in [*targets(), *annotations()]:
            if "slo:" not in expression:
                self.assertEqual(unknown(expression, names), [], name)
            asked += expression
        rules = "".join(path.read_text() for path in (ROOT / "deploy/prometheus/rules").glob("*.yml"))
        families = {re.sub(r"_(bucket|count|sum)$", "", metric) for metric in names}
        unused = {family for family in families if family not in asked and family not in rules}
        self.assertEqual(unused, {"tern_build_info", "tern_duplicate_dispatches_total", "tern_markers_total"},
                         "shown nowhere; these three are for diagnosis by hand")

    def test_promql_parses(self):
        asked = [expression for _, expression in [*targets(), *annotations()]] + [
            re.sub(r"^label_values\((.+), \w+\)$", r"\1", variable["definition"]) for _, variable in variables()]
        rules = {"groups": [{"name": "all", "rules": [
            {"record": "check:expression", "expr": substituted(expression), "labels": {"n": str(n)}}
            for n, expression in enumerate(asked)]}]}
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(rules, file)
            file.flush()
            done = subprocess.run(["promtool", "check", "rules", file.name], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
