"use strict";
// The panels of a board in their places: draw({board, answers, marks, firing, column, row, gap, top}).

function stat(panel, targets, box) {
  const defaults = panel.fieldConfig.defaults, big = element("div", "big");
  targets.flatMap(target => target.result).forEach(one => {
    const value = Number(one.value[1]), shown = element("span", "", number(value, defaults.unit));
    shown.style.color = ink(value, defaults);
    big.append(shown);
  });
  box.append(big.childElementCount ? big : element("div", "big none", "No data"), element("div", "about", panel.description));
}

function table(panel, targets, box, width, height) {
  const unit = panel.fieldConfig.defaults.unit, value = one => Number(one.value[1]);
  const order = panel.transformations.find(change => change.id === "sortBy")?.options.sort[0].desc === false ? -1 : 1;
  const series = targets.flatMap(target => target.result).sort((a, b) => order * (value(b) - value(a)));
  if (series.length === 0) return box.append(element("div", "big none", "No data"));
  if (panel.transformations.some(change => change.id === "groupingToMatrix")) return matrix(panel, series, box);
  const names = [...new Set(series.flatMap(one => Object.keys(one.metric)))].sort().reverse();
  const made = box.appendChild(element("table"));
  row(made, [...names.map(name => element("th", "", name)), element("th", "n", counted(panel))]);
  series.slice(0, Math.floor((height - 60) / 20)).forEach(one => row(made, [
    ...names.map(name => element("td", "", plain(one.metric[name] ?? ""))), element("td", "n", number(Math.round(value(one)), unit))]));
}

function counted(panel) {
  return panel.transformations.find(change => change.id === "organize").options.renameByName.Value;
}

function matrix(panel, series, box) {
  const defaults = panel.fieldConfig.defaults, made = box.appendChild(element("table", "matrix"));
  const of = label => [...new Set(series.map(one => one.metric[label]))].sort();
  row(made, [element("th", "", "src \\ dst"), ...of("dst").map(name => element("th", "", plain(name)))]);
  of("src").forEach(src => row(made, [element("th", "", plain(src)), ...of("dst").map(dst => {
    const found = series.find(one => one.metric.src === src && one.metric.dst === dst);
    if (!found) return element("td");
    const value = Number(found.value[1]), cell = element("td", "", number(value, defaults.unit));
    cell.style.background = ink(value, defaults);
    return cell;
  })]));
}

function row(to, cells) {
  to.appendChild(element("tr")).append(...cells);
}

function alerts(panel, targets, box, width, height, {firing}) {
  if (firing.length === 0) return box.append(element("div", "big none", "No alert"));
  const made = box.appendChild(element("table"));
  firing.slice(0, Math.floor((height - 40) / 20)).forEach(one => row(made, [
    element("td", one.state, one.state), element("td", "", one.labels.alertname), element("td", "", one.annotations.summary)]));
}

const KINDS = {stat, timeseries: lines, table, alertlist: alerts};

function draw({board, answers, marks, firing, column, row: line, gap, top}) {
  const head = document.body.appendChild(element("h1", "", board.title));
  head.append(element("small", "", board.description), legendOf(marks));
  const span = spanOf(answers);
  board.panels.forEach(panel => {
    const at = panel.gridPos, box = document.body.appendChild(element("div", "panel"));
    const width = at.w * column - gap, height = at.h * line - gap;
    Object.assign(box.style, {left: `${at.x * column + gap}px`, top: `${at.y * line + top}px`, width: `${width}px`, height: `${height}px`});
    const title = box.appendChild(element("div", "title", panel.title));
    if (panel.type !== "stat") title.append(element("small", "", panel.description));
    KINDS[panel.type](panel, answers[panel.id] ?? [], box, width, height, {firing, marks, span});
  });
}

// First and last time of any line, so that all have one axis.
function spanOf(answers) {
  const times = Object.values(answers).flat().flatMap(target => target.result).flatMap(one => one.values ?? []).map(([at]) => at);
  return times.reduce(([first, last], at) => [Math.min(first, at), Math.max(last, at)], [Infinity, -Infinity]);
}

function legendOf(marks) {
  const all = element("small", "marks");
  marks.forEach(mark => {
    const ink = all.appendChild(element("i", ""));
    ink.style.background = NAMED[mark.ink];
    all.append(element("span", "", mark.name));
  });
  return all;
}
