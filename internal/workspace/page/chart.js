// Charts as SVG. The colours are classes, series-0 to series-5.

import { el, svg } from "./dom.js";
import { pie } from "./pie.js";
import { table } from "./table.js";

/**
 * chartBlock draws a data_visualization block with its title, its legend and
 * its numbers as a table. A letter stands for each series, beside its colour.
 */
export function chartBlock(block) {
  const { chart } = block;
  const names = chart.type === "pie"
    ? chart.segments.map((s) => `${s.label} (${number(s.value)})`)
    : chart.series.map((s) => s.name);
  const drawn = chart.type === "pie" ? pie(chart.segments) : plot(chart);
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", `${block.title}. Its numbers are in the table below.`);
  return el("figure", { class: "chart" },
    el("figcaption", {}, block.title),
    drawn,
    el("ol", { class: "legend" }, names.map((name, i) => el("li", {},
      el("span", { class: `swatch series-${i % 6}`, "aria-hidden": "true" }, names.length > 1 && letter(i)), name))),
    el("details", {}, el("summary", {}, "As a table"), table(numbers(chart), ["left", ...names.map(() => "right")], block.title)));
}

function numbers(chart) {
  if (chart.type === "pie") return [["", "Value"], ...chart.segments.map((s) => [s.label, number(s.value)])];
  return [["", ...chart.series.map((s) => s.name)],
    ...chart.axis_config.categories.map((label) => [label, ...chart.series.map((s) => number(valueOf(s, label)))])];
}

const valueOf = (series, label) => series.data.find((p) => p.label === label)?.value ?? 0;

/** A number would read as a value. */
const letter = (i) => String.fromCharCode(97 + i);

const number = (n) => new Intl.NumberFormat("en", { maximumFractionDigits: 1, notation: Math.abs(n) >= 10_000 ? "compact" : "standard" }).format(n);

function plot(chart) {
  const narrow = window.innerWidth < 700;
  const box = { left: chart.axis_config.y_label ? 62 : 46, right: narrow ? 330 : 600, top: 16, bottom: 200 };
  const { categories, x_label, y_label } = chart.axis_config;
  const values = chart.series.flatMap((s) => s.data.map((p) => p.value));
  const ticks = scale(Math.min(0, ...values), Math.max(0, ...values), values.every(Number.isInteger));
  const low = ticks[0], high = ticks.at(-1);
  const step = (box.right - box.left) / categories.length;
  const x = (i) => box.left + step * (i + 0.5);
  const y = (value) => box.bottom - ((value - low) / (high - low)) * (box.bottom - box.top);
  const lettered = chart.series.length > 1;
  const every = Math.ceil((Math.max(...categories.map((c) => c.length)) * 7.2 + 8) / step);

  const drawSeries = {
    bar: (series, s) => {
      const width = Math.min((step * 0.76) / chart.series.length, 44);
      return categories.map((label, i) => {
        const value = valueOf(series, label);
        const left = x(i) + (s - chart.series.length / 2) * width;
        const top = Math.min(y(value), y(0));
        return [
          svg("rect", {
            class: `series-${s % 6}`, x: left + 1, width: Math.max(width - 2, 1), rx: 2, y: top, height: Math.abs(y(value) - y(0)),
          }, svg("title", {}, `${series.name}, ${label}: ${number(value)}`)),
          lettered && width > 8 && value !== 0 && svg("text", { class: "tick middle", x: left + width / 2, y: top - 3 }, letter(s)),
        ];
      });
    },
    line: (series, s) => [
      svg("polyline", { class: `line series-${s % 6}`, points: points(series) }),
      ...dots(series, s),
    ],
    area: (series, s) => [
      svg("polygon", { class: `area series-${s % 6}`, points: `${x(0)},${y(0)} ${points(series)} ${x(categories.length - 1)},${y(0)}` }),
      svg("polyline", { class: `line series-${s % 6}`, points: points(series) }),
      ...dots(series, s),
    ],
  }[chart.type];
  const points = (series) => categories.map((label, i) => `${x(i)},${y(valueOf(series, label))}`).join(" ");
  const dots = (series, s) => [lettered && last(series, s), ...categories.map((label, i) =>
    svg("circle", { class: `dot series-${s % 6}`, cx: x(i), cy: y(valueOf(series, label)), r: 3.5 },
      svg("title", {}, `${series.name}, ${label}: ${number(valueOf(series, label))}`)))];
  const last = (series, s) => svg("text", { class: "tick", x: x(categories.length - 1) + 7, y: y(valueOf(series, categories.at(-1))) + 4 }, letter(s));

  return svg("svg", { viewBox: `0 0 ${box.right + 10} ${x_label ? 244 : 226}`, class: "plot" },
    ticks.map((tick) => [
      svg("line", { class: tick === 0 ? "zero" : "grid", x1: box.left, x2: box.right, y1: y(tick), y2: y(tick) }),
      svg("text", { class: "tick end", x: box.left - 6, y: y(tick) + 4 }, number(tick)),
    ]),
    categories.map((label, i) => i % every === 0 && svg("text", { class: "tick middle", x: x(i), y: box.bottom + 17 }, label)),
    chart.series.map(drawSeries),
    x_label && svg("text", { class: "axis middle", x: (box.left + box.right) / 2, y: box.bottom + 37 }, x_label),
    y_label && svg("text", { class: "axis middle", transform: `translate(10 ${(box.top + box.bottom) / 2}) rotate(-90)` }, y_label));
}

/** scale gives about five round numbers that span low to high, whole ones if asked for. */
function scale(low, high, whole) {
  if (high === low) return [low, low + 1];
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= rough && (!whole || Number.isInteger(s))) ?? 1;
  const ticks = [];
  for (let i = Math.floor(low / step); i <= Math.ceil(high / step); i++) ticks.push(i * step);
  return ticks;
}
