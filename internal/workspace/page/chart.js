// Charts as SVG. The colours are classes, series-0 to series-5.

import { byId, el, svg } from "./dom.js";
import { pie } from "./pie.js";

/** chartBlock draws a data_visualization block with its title and legend. */
export function chartBlock(block) {
  const { chart } = block;
  const names = chart.type === "pie"
    ? chart.segments.map((s) => `${s.label} (${number(s.value)})`)
    : chart.series.map((s) => s.name);
  const drawn = chart.type === "pie" ? pie(chart.segments) : plot(chart);
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", `${block.title}. ${spoken(chart)}`);
  return el("figure", { class: "chart" },
    el("figcaption", {}, block.title),
    drawn,
    el("ul", { class: "legend" }, names.map((name, i) => el("li", {}, el("span", { class: `swatch series-${i % 6}` }), name))));
}

const number = (n) => new Intl.NumberFormat("en", { maximumFractionDigits: 1, notation: Math.abs(n) >= 10_000 ? "compact" : "standard" }).format(n);

function spoken(chart) {
  const points = (data) => data.map((p) => `${p.label} ${number(p.value)}`).join(", ");
  if (chart.type === "pie") return points(chart.segments);
  return chart.series.map((s) => `${s.name}: ${points(s.data)}`).join(". ");
}

function plot(chart) {
  const narrow = byId("messages").clientWidth < 620;
  const box = { left: chart.axis_config.y_label ? 62 : 46, right: narrow ? 330 : 600, top: 10, bottom: 200 };
  const { categories, x_label, y_label } = chart.axis_config;
  const values = chart.series.flatMap((s) => s.data.map((p) => p.value));
  const ticks = scale(Math.min(0, ...values), Math.max(0, ...values));
  const low = ticks[0], high = ticks.at(-1);
  const step = (box.right - box.left) / categories.length;
  const x = (i) => box.left + step * (i + 0.5);
  const y = (value) => box.bottom - ((value - low) / (high - low)) * (box.bottom - box.top);
  const valueOf = (series, label) => series.data.find((p) => p.label === label)?.value ?? 0;
  const every = Math.ceil((Math.max(...categories.map((c) => c.length)) * 7.2 + 8) / step);

  const drawSeries = {
    bar: (series, s) => {
      const width = Math.min((step * 0.76) / chart.series.length, 44);
      return categories.map((label, i) => {
        const value = valueOf(series, label);
        const left = x(i) + (s - chart.series.length / 2) * width;
        return svg("rect", {
          class: `series-${s % 6}`, x: left + 1, width: Math.max(width - 2, 1), rx: 2,
          y: Math.min(y(value), y(0)), height: Math.abs(y(value) - y(0)),
        }, svg("title", {}, `${series.name}, ${label}: ${number(value)}`));
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
  const dots = (series, s) => categories.map((label, i) =>
    svg("circle", { class: `dot series-${s % 6}`, cx: x(i), cy: y(valueOf(series, label)), r: 3.5 },
      svg("title", {}, `${series.name}, ${label}: ${number(valueOf(series, label))}`)));

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

/** scale gives about five round numbers that span low to high. */
function scale(low, high) {
  if (high === low) return [low, low + 1];
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= rough);
  const ticks = [];
  for (let i = Math.floor(low / step); i <= Math.ceil(high / step); i++) ticks.push(i * step);
  return ticks;
}
