"""Alerts: promtool agrees, each has its page, its dashboard, a case that fires and one that does not."""

import pathlib
import re
import subprocess
import unittest

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROMETHEUS = ROOT / "deploy/prometheus"


def rules(name):
    return [rule for group in yaml.safe_load((PROMETHEUS / "rules" / name).read_text())["groups"] for rule in group["rules"]]


def catalogue(*more):
    """Metric names of docs/metrics.md, and of more pages, as series have them, with their labels."""
    names = {}
    text = "".join((ROOT / "docs" / page).read_text() for page in ("metrics.md", *more))
    rows = re.findall(r"^\| `(tern_\w+)` \| (\w+)[^|]*\|([^|]*) \|", text, re.M)
    for name, kind, labels in rows:
        own = {label.strip() for label in labels.split(",") if label.strip()} | {"job", "instance"}
        for suffix in ("_bucket", "_count", "_sum") if kind == "histogram" else ("",):
            names[name + suffix] = own | ({"le"} if suffix == "_bucket" else set())
    return names


def unknown(expression, names):
    """What an expression asks of Tern's own metrics that the catalogue does not have."""
    wrong = []
    for metric, selector in re.findall(r"\b(tern_\w+)(?:\{([^}]*)\})?", expression):
        if metric not in names:
            wrong.append(metric)
            continue
        for label in re.findall(r"(\w+)\s*(?:=~|!~|!=|=)", selector):
            if label not in names[metric]:
                wrong.append(f"{metric}{{{label}}}")
    return wrong


class Prometheus(unittest.TestCase):
    alerts = rules("alerts.yml")

    def run_tool(self, *words):
        done = subprocess.run(words, cwd=PROMETHEUS, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_promtool_accepts_all(self):
        self.run_tool("promtool", "check", "rules", "rules/slo.yml", "rules/alerts.yml")
        self.run_tool("promtool", "check", "config", "--syntax-only", "prometheus.yml")
        self.run_tool("promtool", "test", "rules", "tests/alerts_test.yml")
        self.run_tool("amtool", "check-config", "../alertmanager/alertmanager.yml")

    def test_each_alert_fires_in_one_case_and_not_in_another(self):
        cases = [case for test in yaml.safe_load((PROMETHEUS / "tests/alerts_test.yml").read_text())["tests"]
                 for case in test["alert_rule_test"]]
        for fires in (True, False):
            covered = {case["alertname"] for case in cases if bool(case["exp_alerts"]) == fires}
            self.assertEqual(covered, {rule["alert"] for rule in self.alerts}, f"cases that fire: {fires}")

    def test_each_alert_has_a_page_and_a_dashboard(self):
        for rule in self.alerts:
            notes = rule["annotations"]
            self.assertEqual(set(notes), {"summary", "description", "runbook_url", "dashboard"}, rule["alert"])
            self.assertEqual(notes["runbook_url"], f"docs/runbooks/{rule['alert']}.md")
            self.assertTrue((ROOT / notes["runbook_url"]).exists(), notes["runbook_url"])
            self.assertTrue((ROOT / f"deploy/grafana/dashboards/{notes['dashboard']}.json").exists(), rule["alert"])
        pages = {page.stem for page in (ROOT / "docs/runbooks").glob("*.md")}
        self.assertEqual(pages, {rule["alert"] for rule in self.alerts})

    def test_rules_ask_only_for_what_the_catalogue_has(self):
        names = catalogue("operations.md")   # where the canary's are
        self.assertGreater(len(names), 40)
        own = {rule["record"].split(":")[1] for rule in rules("slo.yml")}
        for rule in rules("alerts.yml") + rules("slo.yml"):
            wrong = [name for name in unknown(rule["expr"], names) if name not in own]
            self.assertEqual(wrong, [], rule.get("alert") or rule["record"])


if __name__ == "__main__":
    unittest.main()
