"""Grafana's JSON (schemaVersion 39, read by Grafana 10 to 13) from a few words a panel."""

MATCH = 'job=~"$job",instance=~"$instance"'
SOURCE = {"type": "prometheus", "uid": "$datasource"}
GOOD, FAIR, BAD, PLAIN = "green", "orange", "red", "blue"
# Series that have the same colour on every board.
FIXED = {"FINISHED": GOOD, "FAILED": BAD, "CANCELED": "purple", "done": GOOD, "failed": BAD, "unknown": FAIR, "stopped": "purple",
         "late": FAIR, "refused": "purple"}

# What every board marks: name, colour, when (above zero), words. Grafana asks each minute, so each looks back for one.
ANNOTATIONS = (
    ("A node began to lead", "purple", "sum by (instance) (increase(tern_leader_changes_total{@}[1m])) > 0", "{{instance}} leads"),
    ("Settings were changed", PLAIN, "sum(increase(tern_settings_changes_total{@}[1m])) > 0", "settings changed"),
    ("A node drains", GOOD, "max by (instance) (max_over_time(tern_node_draining{@}[1m])) > 0", "{{instance}} drains"),
    ("A node does not answer", FAIR, "max by (instance) (1 - min_over_time(up{@}[1m])) > 0", "{{instance}} does not answer"),
    ("An alert fires", BAD, 'max by (alertname) (max_over_time(ALERTS{alertstate="firing",alertname=~"Tern.+"}[1m])) > 0',
     "{{alertname}}"),
)


def query(expression, legend=""):
    """A query in which @ stands for the matchers that every selector has."""
    return expression.replace("@", MATCH), legend


def _targets(queries, instant):
    return [{"refId": chr(ord("A") + i), "datasource": SOURCE, "expr": expression, "legendFormat": legend or "__auto",
             "instant": instant, "range": not instant, "format": "table" if instant == "table" else "time_series"}
            for i, (expression, legend) in enumerate(query(*one) for one in queries)]


def _panel(kind, title, about, unit, queries, instant=False, thresholds=None, options=None, custom=None, **more):
    steps = [{"color": PLAIN, "value": None}] if thresholds is None else [
        {"color": colour, "value": value} for value, colour in thresholds]
    defaults = {"unit": unit, "color": {"mode": "thresholds" if thresholds else "palette-classic"},
                "thresholds": {"mode": "absolute", "steps": steps}, "custom": custom or {}}
    targets = _targets(queries, instant)
    for target in targets:
        target["instant"] = bool(target["instant"])
    return {"type": kind, "title": title, "description": about, "datasource": SOURCE, "targets": targets,
            "fieldConfig": {"defaults": defaults, "overrides": []}, "options": options or {}, **more}


def stat(title, about, unit, expression, thresholds=None):
    return _panel("stat", title, about, unit, [(expression,)], True, thresholds,
                  {"reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False}, "colorMode": "value",
                   "graphMode": "none", "textMode": "value"})


def lines(title, about, unit, *queries, stacked=False, thresholds=None):
    """Each query is an expression and a legend."""
    custom = {"drawStyle": "line", "lineWidth": 1, "fillOpacity": 30 if stacked else 0, "showPoints": "never",
              "stacking": {"mode": "normal" if stacked else "none", "group": "A"},
              "thresholdsStyle": {"mode": "line" if thresholds else "off"}}
    panel = _panel("timeseries", title, about, unit, queries, False, thresholds,
                   {"legend": {"displayMode": "table", "placement": "bottom", "calcs": ["lastNotNull", "max"],
                               "sortBy": "Max", "sortDesc": True, "showLegend": True},
                    "tooltip": {"mode": "multi", "sort": "desc"}}, custom)
    panel["fieldConfig"]["defaults"]["color"] = {"mode": "palette-classic"}
    panel["fieldConfig"]["defaults"]["min"] = 0
    panel["fieldConfig"]["overrides"] = [
        {"matcher": {"id": "byName", "options": name},
         "properties": [{"id": "color", "value": {"mode": "fixed", "fixedColor": ink}}]}
        for name, ink in FIXED.items() if any("outcome" in legend for _, legend in queries)]
    return panel


def table(title, about, unit, expression, counted, thresholds=None, least_first=False):
    """counted: what the value is, at the head of its column."""
    panel = _panel("table", title, about, unit, [(expression,)], "table", thresholds, {"showHeader": True},
                   {"align": "auto", "cellOptions": {"type": "color-text" if thresholds else "auto"}})
    panel["fieldConfig"]["defaults"]["decimals"] = 0
    panel["transformations"] = [
        {"id": "sortBy", "options": {"sort": [{"field": "Value", "desc": not least_first}]}},
        {"id": "organize", "options": {"excludeByName": {"Time": True}, "renameByName": {"Value": counted}}}]
    return panel


def matrix(title, about, unit, expression, thresholds):
    """Rows are sources, columns destinations."""
    panel = _panel("table", title, about, unit, [(expression,)], "table", thresholds, {"showHeader": True},
                   {"align": "center", "cellOptions": {"type": "color-background"}})
    panel["transformations"] = [{"id": "groupingToMatrix", "options": {
        "rowField": "src", "columnField": "dst", "valueField": "Value", "emptyValue": "null"}}]
    return panel


def alerts(title, about):
    return {"type": "alertlist", "title": title, "description": about,
            "options": {"alertName": "Tern", "viewMode": "list", "groupMode": "default", "sortOrder": 3, "maxItems": 20,
                        "stateFilter": {"firing": True, "pending": True, "noData": False, "normal": False, "error": True},
                        "datasource": "$datasource"}}


def _variable(name, expression, label):
    return {"type": "query", "name": name, "label": label, "datasource": SOURCE, "definition": expression,
            "query": {"query": expression, "refId": name}, "refresh": 2, "sort": 1, "multi": True, "includeAll": True,
            "allValue": ".+", "current": {"text": "All", "value": "$__all"}}


def _annotation(name, ink, expression, title):
    return {"name": name, "datasource": SOURCE, "enable": True, "iconColor": ink, "expr": query(expression)[0], "titleFormat": title}


def _source():
    return {"type": "datasource", "name": "datasource", "label": "Data Source", "query": "prometheus", "refresh": 1,
            "current": {}, "hide": 0}


def board(uid, title, about, probe, rows, variables=(), marks=()):
    """rows: lists of (width, height, panel); probe: a metric that names job and instance; marks: as ANNOTATIONS, of this board alone."""
    placed, y = [], 0
    for row in rows:
        x = 0
        for width, height, panel in row:
            placed.append({"id": len(placed) + 1, "gridPos": {"x": x, "y": y, "w": width, "h": height}, **panel})
            x += width
        y += max(height for _, height, _ in row)
    return {
        "uid": uid, "title": title, "description": about, "tags": ["tern"], "editable": False, "schemaVersion": 39,
        "version": 1, "timezone": "utc", "refresh": "30s", "graphTooltip": 1, "time": {"from": "now-3h", "to": "now"},
        "links": [{"type": "dashboards", "title": "Tern", "tags": ["tern"], "asDropdown": True, "includeVars": True,
                   "keepTime": True, "icon": "external link", "url": ""}],
        "annotations": {"list": [_annotation(*one) for one in (*ANNOTATIONS, *marks)]},
        "templating": {"list": [
            _source(), _variable("job", f"label_values({probe}, job)", "Job"),
            _variable("instance", f'label_values({probe}{{job=~"$job"}}, instance)', "Instance")]
            + [_variable(name, expression.replace("@", MATCH), label) for name, label, expression in variables]},
        "panels": placed}
