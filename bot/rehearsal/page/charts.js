// data_visualization: a picture for who sees it, and the same figures as a table for everybody.

import { el, svg, unique } from "./el.js";

const HIGH = 220, LEFT = 46, RIGHT = 12, TOP = 10, BOTTOM = 26;
const SIGN = 6.6, TILT = 35; // a sign's width, and degrees by which labels turn that do not fit
const wideness = () => (matchMedia("(max-width: 760px)").matches ? 320 : 560);

export function dataVisualization(block) {
  const { chart } = block;
  const title = unique("chart");
  const pie = chart.type === "pie";
  const names = pie ? [] : chart.series.map((one) => one.name);
  return el(
    "figure",
    { class: "block chart", "aria-labelledby": title },
    el("figcaption", { id: title }, block.title),
    pie ? pieOf(chart) : plotOf(chart),
    names.length > 1 && el("ul", { class: "legend", "aria-hidden": "true" }, names.map((name, at) => el("li", { class: `c${at % 6}` }, name))),
    el("details", {}, el("summary", {}, "The figures"), pie ? segments(chart) : figures(chart)),
  );
}

const categories = (chart) => chart.axis_config?.categories ?? chart.series[0].data.map((one) => one.label);

const valueAt = (series, label) => series.data.find((one) => one.label === label)?.value;

function figures(chart) {
  const head = el("tr", {}, el("th", { scope: "col" }, chart.axis_config?.x_label ?? ""), chart.series.map((one) => el("th", { scope: "col" }, one.name)));
  const row = (label) =>
    el("tr", {}, el("th", { scope: "row" }, label), chart.series.map((one) => el("td", {}, String(valueAt(one, label) ?? ""))));
  return wide(el("table", {}, el("thead", {}, head), el("tbody", {}, categories(chart).map(row))));
}

function segments(chart) {
  const row = (one) => el("tr", {}, el("th", { scope: "row" }, one.label), el("td", {}, String(one.value)));
  return wide(el("table", {}, el("tbody", {}, (chart.segments ?? []).map(row))));
}

const wide = (made) => el("div", { class: "wide", tabindex: "0", role: "group", "aria-label": "The figures" }, made);

function plotOf(chart) {
  const labels = categories(chart);
  const values = chart.series.flatMap((one) => one.data.map((point) => point.value));
  const [low, high, step] = scale(Math.min(...values), Math.max(...values), chart.type !== "line");
  const WIDE = wideness();
  const slot = (WIDE - LEFT - RIGHT) / labels.length;
  const below = beneath(labels, slot, chart.type);
  const x = (at) => LEFT + slot * (at + 0.5);
  const y = (value) => TOP + (HIGH - TOP - BOTTOM) * (1 - (value - low) / (high - low || 1));
  const made = svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH + below.more}`, "aria-hidden": "true" });
  for (let value = low; value <= high + step / 2; value += step) {
    made.append(svg("line", { class: "grid", x1: LEFT, x2: WIDE - RIGHT, y1: y(value), y2: y(value) }));
    made.append(svg("text", { x: LEFT - 6, y: y(value) + 4, "text-anchor": "end" }, number(value)));
  }
  const last = labels.length - 1;
  labels.forEach((label, at) => (last - at) % below.every || made.append(svg("text", below.place(x(at)), label)));
  chart.series.forEach((one, index) => {
    const points = labels.map((label, at) => [x(at), valueAt(one, label)]).filter(([, value]) => value !== undefined);
    const place = { index, of: chart.series.length, slot, zero: y(Math.max(low, 0)) };
    made.append(...drawn(chart.type, points.map(([at, value]) => [at, y(value)]), place));
  });
  return made;
}

/** Labels below: side by side where they fit, else every so many of a line, or turned below bars. */
function beneath(labels, slot, kind) {
  const longest = Math.max(...labels.map((label) => label.length)) * SIGN;
  const every = kind === "bar" ? 1 : Math.ceil((longest + 10) / slot);
  if (kind !== "bar" || longest <= slot) return { more: 0, every, place: (x) => ({ x, y: HIGH - 8, "text-anchor": "middle" }) };
  const turn = (x) => `rotate(-${TILT} ${x + 4} ${HIGH - 12})`;
  const more = longest * Math.sin((TILT * Math.PI) / 180) - 6;
  return { more: Math.max(0, more), every, place: (x) => ({ x: x + 4, y: HIGH - 12, "text-anchor": "end", transform: turn(x) }) };
}

function drawn(kind, points, { index, of, slot, zero }) {
  const color = `c${index % 6}`;
  if (kind === "bar") {
    const width = (slot * 0.72) / of;
    return points.map(([x, y]) =>
      svg("rect", { class: color, x: x - slot * 0.36 + width * index, width, y: Math.min(y, zero), height: Math.abs(zero - y), rx: 2 }));
  }
  const path = points.map(([x, y], at) => `${at ? "L" : "M"}${x} ${y}`).join("");
  const line = svg("path", { class: `line ${color}`, d: path });
  const dots = points.map(([cx, cy]) => svg("circle", { class: color, cx, cy, r: 3 }));
  if (kind !== "area" || !points.length) return [line, ...dots];
  return [svg("path", { class: `area ${color}`, d: `${path}L${points.at(-1)[0]} ${zero}L${points[0][0]} ${zero}Z` }), line];
}

/** Round numbers that enclose the values: lowest, highest and the step between grid lines. */
function scale(least, most, fromZero) {
  const from = fromZero ? Math.min(0, least) : least;
  const raw = (most - from || Math.abs(most) || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].find((one) => one * power >= raw) * power;
  return [Math.floor(from / step) * step, Math.ceil(most / step) * step, step];
}

const number = (value) => String(Number(value.toFixed(4)));

function pieOf(chart) {
  const WIDE = 560;
  const all = chart.segments ?? [];
  const sum = all.reduce((total, one) => total + one.value, 0);
  const made = svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, "aria-hidden": "true" });
  let angle = -Math.PI / 2;
  all.forEach((one, at) => {
    const next = angle + (one.value / sum) * 2 * Math.PI;
    const at1 = [110 + 90 * Math.cos(angle), 110 + 90 * Math.sin(angle)];
    const at2 = [110 + 90 * Math.cos(next - 1e-4), 110 + 90 * Math.sin(next - 1e-4)];
    const large = next - angle > Math.PI ? 1 : 0;
    made.append(svg("path", { class: `area solid c${at % 6}`, d: `M110 110L${at1.join(" ")}A90 90 0 ${large} 1 ${at2.join(" ")}Z` }));
    made.append(svg("rect", { class: `c${at % 6}`, x: 230, y: 24 + at * 24, width: 12, height: 12, rx: 2 }));
    made.append(svg("text", { x: 250, y: 35 + at * 24 }, `${one.label} · ${number(one.value)}`));
    angle = next;
  });
  return made;
}
