// Tables, of table blocks and of markdown.

import { el } from "./dom.js";
import { element } from "./elements.js";
import { richText } from "./richtext.js";

/** table draws rows of cells, each a list of nodes; the first row is the head. */
export function table([head = [], ...body], align = [], name = "Table") {
  const at = (i) => `align-${["center", "right"].includes(align[i]) ? align[i] : "left"}`;
  return el("div", { class: "table-scroll", tabIndex: 0, role: "region", "aria-label": name },
    el("table", {},
      el("thead", {}, el("tr", {}, head.map((c, i) => el("th", { scope: "col", class: at(i) }, c)))),
      el("tbody", {}, body.map((row) => el("tr", {}, row.map((c, i) => el("td", { class: at(i) }, c)))))));
}

/** tableBlock draws a table block. */
export const tableBlock = (block) => table(block.rows.map((row) => row.map((c) => cell(c))),
  (block.column_settings ?? []).map((column) => column?.align));

/** dataTable draws a data_table block, whose columns can be sorted and whose rows come in pages. */
export function dataTable(block, surface) {
  const [head, ...body] = block.rows;
  const size = block.page_size ?? 20;
  const root = el("figure", { class: "data-table" });
  let by = -1, up = true, page = 0;

  function draw() {
    const sorted = by < 0 ? body : body.toSorted((a, b) => (up ? 1 : -1) * compare(a[by], b[by]));
    const pages = Math.ceil(sorted.length / size);
    const rows = sorted.slice(page * size, (page + 1) * size);
    const numeric = head.map((_, i) => (body.every((row) => row[i]?.type === "raw_number") ? "right" : "left"));
    const drawn = table([head.map(sorter), ...rows.map((row) => row.map((c) => cell(c, block, surface)))], numeric, block.caption);
    drawn.querySelectorAll("th").forEach((th, i) => i === by && th.setAttribute("aria-sort", up ? "ascending" : "descending"));
    root.replaceChildren(el("figcaption", {}, block.caption), drawn, ...(pages > 1 ? [turner(pages)] : []));
  }
  function sorter(c, i) {
    const sign = i === by ? (up ? " ↑" : " ↓") : "";
    return [el("button", { type: "button", class: "sort", on: { click: () => {
      [by, up] = [i, by === i ? !up : true];
      draw();
      root.querySelectorAll(".sort")[i].focus();
    } } }, plain(c), el("span", { "aria-hidden": "true" }, sign))];
  }
  function turner(pages) {
    const turn = (by) => () => {
      page += by;
      draw();
    };
    return el("div", { class: "pages" },
      el("button", { type: "button", disabled: page === 0, on: { click: turn(-1) } }, "Earlier"),
      el("span", { role: "status" }, `Page ${page + 1} of ${pages}`),
      el("button", { type: "button", disabled: page === pages - 1, on: { click: turn(1) } }, "Later"));
  }
  draw();
  return root;
}

function compare(a, b) {
  if (a?.type === "raw_number" && b?.type === "raw_number") return a.value - b.value;
  return plain(a).localeCompare(plain(b), "en", { numeric: true });
}

const plain = (content) => (content?.elements ? content.elements.map(plain).join("") : content?.text?.text ?? content?.text ?? String(content?.value ?? ""));

function cell(content, block, surface) {
  switch (content?.type) {
    case "rich_text": return richText(content.elements);
    case "raw_number": return [content.text || String(content.value)];
    case "action_cell": return (content.elements ?? [content.element]).filter(Boolean).map((e) => element(e, block, surface));
    default: return [content?.text ?? ""];
  }
}
