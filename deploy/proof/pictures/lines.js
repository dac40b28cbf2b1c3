"use strict";
// Time series, by uPlot.

const KEY_HEIGHT = 16, TITLE = 30, KEYS_PART = 0.45, SHADE = "55", MARK_STEP = 60;

function lines(panel, targets, box, width, height, {marks, span}) {
  const series = targets.flatMap(target => target.result.map(one => ({
    name: legend(target.legend, one.metric),
    points: new Map(one.values.map(([at, value]) => [at, Number(value)]).filter(([, value]) => Number.isFinite(value))),
  }))).filter(one => one.points.size > 0);
  if (series.length === 0) return box.append(element("div", "big none", "No data"));
  series.sort((a, b) => a.name.localeCompare(b.name, "en", {numeric: true}));
  paint(panel, series);
  const keys = keysOf(panel, series, width, Math.floor(height * KEYS_PART / KEY_HEIGHT));
  box.append(keys);
  plot(panel, series, box, width, height - TITLE - keys.dataset.rows * KEY_HEIGHT - 10, marks, span);
}

function paint(panel, series) {
  const fixed = Object.fromEntries(panel.fieldConfig.overrides.map(one =>
    [one.matcher.options, NAMED[one.properties[0].value.fixedColor]]));
  series.forEach((one, index) => one.ink = fixed[one.name] ?? PALETTE[index % PALETTE.length]);
}

// A table of name, last and most, whoever has most first; in two columns where there are many.
function keysOf(panel, series, width, mostRows) {
  const keys = element("div", "keys"), columns = series.length > 4 && width > 500 ? 2 : 1;
  const sorted = [...series].sort((a, b) => peak(b) - peak(a)), shown = sorted.slice(0, columns * (mostRows - 2));
  const rows = Math.ceil(shown.length / columns), left = sorted.length - shown.length;
  keys.style.columnCount = columns;
  for (let column = 0; column < columns; column++) {
    keys.append(key(left && column === 0 ? `${left} more are not listed` : "", "last", "max", "head"));
    shown.slice(column * rows, (column + 1) * rows).forEach(one => keys.append(keyOf(one, panel.fieldConfig.defaults.unit)));
  }
  keys.dataset.rows = rows + 1;
  return keys;
}

function peak(one) {
  return Math.max(...one.points.values());
}

function keyOf(one, unit) {
  return key(one.name, number([...one.points.values()].at(-1), unit), number(peak(one), unit), "", one.ink);
}

function key(name, last, most, classes, colour = "transparent") {
  const row = element("div", `key ${classes}`), mark = element("i");
  mark.style.background = colour;
  row.append(mark, element("b", "", name), element("span", "", last), element("span", "", most));
  return row;
}

function plot(panel, series, box, width, height, marks, [began, ended]) {
  const defaults = panel.fieldConfig.defaults, stacked = defaults.custom.stacking.mode === "normal";
  const times = [...new Set(series.flatMap(one => [...one.points.keys()]))].sort((a, b) => a - b);
  const values = series.map(one => times.map(at => one.points.get(at) ?? null));
  const drawn = stacked ? heaped(values) : values;
  const limits = defaults.custom.thresholdsStyle.mode === "line" ? defaults.thresholds.steps.filter(step => step.value !== null) : [];
  new uPlot({
    width: width - 4, height, legend: {show: false}, cursor: {show: false}, padding: [10, 24, 0, 0],
    scales: {x: {time: false, range: [0, ended - began]}, y: {range: (_, low, high) => [0, high > 0 ? high * 1.08 : 1]}},
    axes: [
      {values: (_, ticks) => ticks.map(at => `${at} s`), size: 28, grid: {stroke: "#eceef0"}, stroke: "#667"},
      {values: (_, ticks) => ticks.map(value => number(value, defaults.unit)), incrs: STEPS[defaults.unit], size: 76,
        grid: {stroke: "#eceef0"}, stroke: "#667"},
    ],
    series: [{}].concat(series.map((one, index) => ({
      stroke: one.ink, width: 1.5, points: {show: false}, spanGaps: false,
      fill: stacked && index === 0 ? one.ink + SHADE : undefined,
    }))),
    bands: stacked ? series.map((one, index) => ({series: [index + 1, index], fill: one.ink + SHADE})).slice(1) : [],
    hooks: {draw: [plotted => limits.forEach(step => rule(plotted, step)), plotted => marks.forEach(one => mark(plotted, one, began))]},
  }, [times.map(at => Math.round(at - began))].concat(drawn), box);
}

// Each on those before it; who has nothing at a time adds nothing then.
function heaped(values) {
  const under = values[0].map((_, at) => values.every(row => row[at] === null) ? null : 0);
  return values.map(row => row.map((value, at) => under[at] === null ? null : under[at] += value ?? 0));
}

function rule(plotted, step) {
  const y = plotted.valToPos(step.value, "y", true), {left, top, width, height} = plotted.bbox;
  if (y < top || y > top + height) return;
  const pen = plotted.ctx;
  pen.save();
  pen.strokeStyle = NAMED[step.color];
  pen.setLineDash([6, 4]);
  pen.beginPath();
  pen.moveTo(left, y);
  pen.lineTo(left + width, y);
  pen.stroke();
  pen.restore();
}

// Where an annotation begins: the first of its points, and those after a pause longer than Grafana's step.
function mark(plotted, annotation, began) {
  const {left, top, width, height} = plotted.bbox, pen = plotted.ctx;
  annotation.result.forEach(one => one.values.forEach(([at], index) => {
    const x = plotted.valToPos(at - began, "x", true);
    if (index > 0 && at - one.values[index - 1][0] <= MARK_STEP || x < left || x > left + width) return;
    pen.save();
    pen.strokeStyle = NAMED[annotation.ink];
    pen.setLineDash([2, 3]);
    pen.beginPath();
    pen.moveTo(x, top);
    pen.lineTo(x, top + height);
    pen.stroke();
    pen.restore();
  }));
}
