// Pie charts.

import { svg } from "./dom.js";

/** pie draws segments of { label, value } clockwise from the top. */
export function pie(segments) {
  const total = segments.reduce((sum, s) => sum + s.value, 0);
  let turned = 0;
  return svg("svg", { viewBox: "-104 -104 208 208", class: "pie" }, segments.map((s, i) => {
    const share = s.value / total;
    const from = point(turned);
    turned += share;
    const to = point(turned);
    const shape = share > 0.9999
      ? svg("circle", { r: 100 })
      : svg("path", { d: `M0 0L${from}A100 100 0 ${share > 0.5 ? 1 : 0} 1 ${to}Z` });
    shape.setAttribute("class", `slice series-${i % 6}`);
    shape.append(svg("title", {}, `${s.label}: ${Math.round(share * 100)} %`));
    const [cx, cy] = point(turned - share / 2).split(" ").map((n) => n * 0.72);
    return [shape, segments.length > 1 && share > 0.04 && svg("text", { class: "slice-number middle", x: cx, y: cy + 5 }, String.fromCharCode(97 + i))];
  }));
}

function point(turn) {
  const angle = turn * 2 * Math.PI;
  return `${(100 * Math.sin(angle)).toFixed(2)} ${(-100 * Math.cos(angle)).toFixed(2)}`;
}
