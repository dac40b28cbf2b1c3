#!/usr/bin/env python3
"""Draws each dashboard from its JSON and the answers that panels.py kept: draw.py ANSWERS FOLDER. Needs chromium.

This is not Grafana: it draws the same panels in the same places from the same data, so that people can see what is on a board.
"""

import html
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
COLUMN, ROW, GAP = 58, 34, 8
COLOURS = ["#1f78b4", "#e6842a", "#33a02c", "#c23b3b", "#7b4fa3", "#8c6d31", "#d45c9e", "#4b4b4b", "#9aa11c", "#17a2a8"]
NAMED = {"green": "#2c8a3d", "orange": "#d9822b", "red": "#c23b3b", "blue": "#1f60c4", "purple": "#7b4fa3"}
STYLE = """
body {margin: 0; font: 13px 'DejaVu Sans', sans-serif; background: #f4f5f7; color: #24292f}
h1 {font-size: 20px; margin: 12px 8px 0} h1 small {font-weight: normal; color: #667; font-size: 14px}
.panel {position: absolute; background: #fff; border: 1px solid #d5d9de; border-radius: 3px; overflow: hidden}
.title {font-weight: bold; padding: 5px 8px 0} .big {text-align: center; font-size: 30px; padding-top: 14px}
table {border-collapse: collapse; margin: 4px 8px; font-size: 12px} td, th {padding: 2px 8px; text-align: left}
th {color: #667; font-weight: normal} td.n {text-align: right} svg text {font-size: 11px; fill: #667}
.key {display: inline-block; margin: 0 10px 0 0; white-space: nowrap; font-size: 11px} .keys {padding: 0 8px}
.key i {display: inline-block; width: 10px; height: 10px; margin-right: 4px; border-radius: 2px}
"""


def number(value, unit):
    """A value as Grafana shows it, more or less."""
    if not math.isfinite(value):
        return "-"
    if unit == "percentunit":
        return f"{value * 100:.3g} %"
    if unit in ("s", "ms"):
        seconds = value / 1000 if unit == "ms" else value
        return f"{seconds * 1000:.3g} ms" if seconds < 1 else f"{seconds:.3g} s" if seconds < 120 else f"{seconds / 60:.3g} min"
    sizes = {"Bps": ("B/s", "kB/s", "MB/s", "GB/s", "TB/s"), "bytes": ("B", "KiB", "MiB", "GiB", "TiB")}.get(
        unit, ("", " k", " M", " G"))
    step, size = 1024 if unit == "bytes" else 1000, 0
    while abs(value) >= step and size < len(sizes) - 1:
        value, size = value / step, size + 1
    return f"{value:.3g} {sizes[size]}".strip() + {"cps": "/s", "reqps": "/s"}.get(unit, "")


def colour(value, defaults):
    chosen = "#24292f"
    if defaults["color"]["mode"] == "thresholds":
        for step in defaults["thresholds"]["steps"]:
            if step["value"] is None or value >= step["value"]:
                chosen = NAMED[step["color"]]
    return chosen


def legend(target, series):
    text = target["legend"]
    if text == "__auto":
        return ", ".join(f"{name}={value}" for name, value in series["metric"].items()) or "value"
    return re.sub(r"{{(\w+)}}", lambda name: series["metric"].get(name.group(1), ""), text).replace("http://", "")


def stat(panel, answers, *_):
    defaults = panel["fieldConfig"]["defaults"]
    values = [float(series["value"][1]) for target in answers for series in target["result"]]
    if not values:
        return '<div class="big">No data</div>'
    return f'<div class="big" style="color:{colour(values[0], defaults)}">{number(values[0], defaults["unit"])}</div>'


def lines(panel, answers, width, height):
    defaults, stacked = panel["fieldConfig"]["defaults"], panel["fieldConfig"]["defaults"]["custom"]["stacking"]["mode"] == "normal"
    drawn = [(legend(target, series), [(float(at), float(value)) for at, value in series["values"] if math.isfinite(float(value))])
             for target in answers for series in target["result"]]
    drawn = [(name, points) for name, points in drawn if points]
    if not drawn:
        return '<div class="big">No data</div>'
    left, base = 76, height - 82
    low_x = min(points[0][0] for _, points in drawn)
    span = max(max(points[-1][0] for _, points in drawn) - low_x, 1)
    under, shapes, top = {}, [], 0
    for name, points in drawn:
        placed = [(at, value + under.get(at, 0), under.get(at, 0)) for at, value in points]
        if stacked:
            under.update({at: high for at, high, _ in placed})
        top = max([top] + [high for _, high, _ in placed])
        shapes.append((name, points[-1][1], placed))
    top = top * 1.08 or 1
    x, y = lambda at: left + (at - low_x) / span * (width - left - 14), lambda value: base - value / top * (base - 26)
    parts = []
    for step in range(5):
        value = top * step / 4
        parts.append(f'<line x1="{left}" x2="{width - 14}" y1="{y(value):.1f}" y2="{y(value):.1f}" stroke="#e4e7ea"/>'
                     f'<text x="{left - 6}" y="{y(value) + 4:.1f}" text-anchor="end">{number(value, defaults["unit"])}</text>')
    for part in (0, 0.5, 1):
        parts.append(f'<text x="{x(low_x + span * part):.0f}" y="{base + 15}" text-anchor="middle">{span * part:.0f} s</text>')
    keys = []
    fixed = {one["matcher"]["options"]: NAMED[one["properties"][0]["value"]["fixedColor"]]
             for one in panel["fieldConfig"]["overrides"]}
    for index, (name, last, placed) in enumerate(shapes):
        ink = fixed.get(name, COLOURS[index % len(COLOURS)])
        path = " ".join(f"{x(at):.1f},{y(high):.1f}" for at, high, _ in placed)
        if stacked:
            floor = " ".join(f"{x(at):.1f},{y(low):.1f}" for at, _, low in reversed(placed))
            parts.append(f'<polygon points="{path} {floor}" fill="{ink}" fill-opacity="0.35"/>')
        parts.append(f'<polyline points="{path}" fill="none" stroke="{ink}" stroke-width="1.6"/>')
        keys.append(f'<span class="key"><i style="background:{ink}"></i>{html.escape(name)} {number(last, defaults["unit"])}</span>')
    more = f'<span class="key">and {len(keys) - 8} more</span>' if len(keys) > 8 else ""
    return (f'<svg width="{width}" height="{height - 58}" style="margin-top:-16px">{"".join(parts)}</svg>'
            f'<div class="keys">{"".join(keys[:8])}{more}</div>')


def table(panel, answers, width, height):
    defaults = panel["fieldConfig"]["defaults"]
    series = sorted((one for target in answers for one in target["result"]), key=lambda one: -float(one["value"][1]))
    if any(change["id"] == "groupingToMatrix" for change in panel.get("transformations", [])):
        return matrix(series, defaults)
    names = sorted({name for one in series for name in one["metric"]}, reverse=True)
    head = "".join(f"<th>{name}</th>" for name in names) + "<th>Value</th>"
    rows = "".join("<tr>" + "".join(f"<td>{html.escape(one['metric'].get(name, ''))}</td>" for name in names)
                   + f'<td class="n">{number(float(one["value"][1]), defaults["unit"])}</td></tr>'
                   for one in series[:(height - 60) // 20])
    return f"<table><tr>{head}</tr>{rows}</table>"


def matrix(series, defaults):
    cells = {(one["metric"]["src"], one["metric"]["dst"]): float(one["value"][1]) for one in series}
    sources, destinations = sorted({src for src, _ in cells}), sorted({dst for _, dst in cells})
    head = "<th></th>" + "".join(f"<th>{html.escape(name)}</th>" for name in destinations)
    rows = ""
    for source in sources:
        rows += f"<tr><th>{html.escape(source)}</th>"
        for destination in destinations:
            value = cells.get((source, destination))
            rows += "<td></td>" if value is None else (
                f'<td class="n" style="background:{colour(value, defaults)};color:#fff">{number(value, defaults["unit"])}</td>')
        rows += "</tr>"
    return f"<table><tr>{head}</tr>{rows}</table>"


def alerts(*_):
    return '<div class="keys">The list of Grafana; not drawn here.</div>'


KINDS = {"stat": stat, "timeseries": lines, "table": table, "alertlist": alerts}


def page(board, answers):
    parts = [f"<style>{STYLE}</style><h1>{html.escape(board['title'])} <small>{html.escape(board['description'])}</small></h1>"]
    bottom = 0
    for panel in board["panels"]:
        at = panel["gridPos"]
        width, height = at["w"] * COLUMN - GAP, at["h"] * ROW - GAP
        x, y = at["x"] * COLUMN + GAP, at["y"] * ROW + 44
        bottom = max(bottom, y + height)
        inner = KINDS[panel["type"]](panel, answers.get(str(panel["id"]), []), width, height)
        parts.append(f'<div class="panel" style="left:{x}px;top:{y}px;width:{width}px;height:{height}px">'
                     f'<div class="title">{html.escape(panel["title"])}</div>{inner}</div>')
    return "".join(parts), bottom + GAP


def main(answers, folder):
    kept, folder = json.loads(pathlib.Path(answers).read_text()), pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted((ROOT / "deploy/grafana/dashboards").glob("*.json")):
        board = json.loads(path.read_text())
        if board["uid"] not in kept:
            continue
        text, height = page(board, kept[board["uid"]])
        with tempfile.NamedTemporaryFile("w", suffix=".html") as file:
            file.write("<!doctype html><meta charset=utf-8>" + text)
            file.flush()
            subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                            f"--screenshot={folder / board['uid']}.png", f"--window-size={24 * COLUMN + GAP},{height}",
                            f"file://{file.name}"], check=True, capture_output=True)
        print(folder / f"{board['uid']}.png")


if __name__ == "__main__":
    main(*sys.argv[1:3])
