"use strict";
// Numbers, names and colours as Grafana shows them, more or less.

const NAMED = {green: "#2c8a3d", orange: "#d9822b", red: "#c23b3b", blue: "#1f60c4", purple: "#7b4fa3",
  yellow: "#d6ae00", "dark-red": "#7d1128", "dark-green": "#14532d", "dark-blue": "#12306b"};
const PALETTE = ["#1f78b4", "#e6842a", "#33a02c", "#c23b3b", "#7b4fa3", "#8c6d31", "#d45c9e", "#4b4b4b", "#9aa11c", "#17a2a8"];
const SCALES = {
  Bps: [1000, ["B/s", "kB/s", "MB/s", "GB/s", "TB/s"]],
  bytes: [1024, ["B", "KiB", "MiB", "GiB", "TiB"]],
  cps: [1000, ["/s", "k/s", "M/s"]],
  reqps: [1000, ["/s", "k/s", "M/s"]],
  short: [1000, ["", "k", "M", "G"]],
  none: [1000, ["", "k", "M", "G"]],
};

// Where an axis may have its lines, so that their numbers are round ones; other units: as uPlot has it.
const STEPS = {
  bytes: Array.from({length: 50}, (_, power) => 2 ** power),
  s: [...[1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1].flatMap(part => [part, 2 * part, 5 * part]),
    1, 2, 5, 10, 20, 60, 120, 300, 600, 1200, 3600, 7200, 14400, 43200, 86400, 172800],
};

function digits(value) {
  return value === 0 ? "0" : Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

function seconds(value) {
  const size = Math.abs(value);
  if (size === 0) return "0 s";
  if (size < 0.001) return `${digits(value * 1e6)} µs`;
  if (size < 1) return `${digits(value * 1e3)} ms`;
  if (size < 120) return `${digits(value)} s`;
  if (size < 7200) return `${digits(value / 60)} min`;
  return size < 172800 ? `${digits(value / 3600)} h` : `${digits(value / 86400)} d`;
}

function percent(value) {
  return value > 0 && value < 0.01 ? "< 0.01 %" : `${digits(value)} %`;
}

function number(value, unit) {
  if (!Number.isFinite(value)) return "-";
  if (unit === "percentunit") return percent(value * 100);
  if (unit === "s") return seconds(value);
  if (unit === "ms") return seconds(value / 1000);
  const [step, names] = SCALES[unit];
  let size = 0;
  for (; Math.abs(value) >= step && size < names.length - 1; size++) value /= step;
  return `${digits(value)} ${names[size]}`.trim();
}

function plain(name) {
  return name.replaceAll("http://", "");
}

function legend(template, metric) {
  if (template === "__auto") return Object.entries(metric).map(([name, value]) => `${name}=${value}`).join(", ") || "value";
  return plain(template.replace(/{{(\w+)}}/g, (_, name) => metric[name] ?? ""));
}

function ink(value, defaults) {
  if (defaults.color.mode !== "thresholds") return "#24292f";
  const reached = defaults.thresholds.steps.filter(step => step.value === null || value >= step.value);
  return NAMED[reached.at(-1).color];
}

function element(kind, classes = "", text = "") {
  const made = document.createElement(kind);
  made.className = classes;
  made.textContent = text;
  return made;
}
