"""The queries of all panels, with their variables replaced, put to the Prometheus that watched."""

import json
import math
import time
import urllib.error
import urllib.parse

from places import EXPORTER, PROMETHEUS, ROOT
from rig import fetch

STEP = 2
BOARDS = [board for board in (json.loads(path.read_text())
                              for path in sorted((ROOT / "deploy/grafana/dashboards").glob("*.json")))
          if EXPORTER or board["uid"] != "tern-kafka"]


class Questions:
    """Of the time since this was made."""

    def __init__(self):
        self.began = time.time()

    def ask(self, target):
        """The query as it was put, why it was refused, and the series."""
        now = time.time()
        expression = substituted(target["expr"], f"{max(30, now - self.began):.0f}s")
        asked = {"query": expression, "time": now} if target["instant"] else {
            "query": expression, "start": self.began, "end": now, "step": STEP}
        path = "query" if target["instant"] else "query_range"
        try:
            answer = fetch(f"http://127.0.0.1:{PROMETHEUS}/api/v1/{path}?{urllib.parse.urlencode(asked)}")
        except urllib.error.HTTPError as refused:
            return expression, refused.read().decode(), []
        return expression, "", answer["data"]["result"]

    def series(self, uid, title):
        """All that the panel of that name shows."""
        (panel,) = [panel for board in BOARDS if board["uid"] == uid for panel in board["panels"] if panel["title"] == title]
        return [one for target in panel["targets"] for one in self.ask(target)[2]]

    def mark(self, name):
        """What the mark of that name shows, on whichever board it is."""
        expression = next(one["expr"] for board in BOARDS for one in board["annotations"]["list"] if one["name"] == name)
        return self.ask({"expr": expression, "instant": False})[2]

    def alerts(self):
        """Those that fire or are about to, as Grafana's list shows them."""
        return fetch(f"http://127.0.0.1:{PROMETHEUS}/api/v1/alerts")["data"]["alerts"]


def substituted(expression, range_):
    """$__range before all others, since none of them begins with it."""
    for name, value in {"$__rate_interval": "20s", "$__range": range_}.items():
        expression = expression.replace(name, value)
    for name in ("job", "instance", "vo", "src", "dst", "storage", "server"):
        expression = expression.replace(f"${name}", ".+")
    return expression


def samples(series):
    return [float(value) for one in series for _, value in one.get("values", [one.get("value", (0, "NaN"))])]


def finite(series):
    return [value for value in samples(series) if math.isfinite(value)]


def verdict(error, series):
    found = finite(series)
    if error:
        return f"REFUSED {error}"
    if not found:
        return "EMPTY"
    return "BELOW ZERO" if min(found) < 0 else "good"
