// Tables, of table blocks and of markdown.

import { el } from "./dom.js";
import { richText } from "./richtext.js";

/** table draws rows of cells, each a list of nodes; the first row is the head. */
export function table([head = [], ...body], align = []) {
  const at = (i) => `align-${align[i] ?? "left"}`;
  return el("div", { class: "table-scroll", tabIndex: 0, role: "region", "aria-label": "Table" },
    el("table", {},
      el("thead", {}, el("tr", {}, head.map((c, i) => el("th", { scope: "col", class: at(i) }, c)))),
      el("tbody", {}, body.map((row) => el("tr", {}, row.map((c, i) => el("td", { class: at(i) }, c)))))));
}

/** tableBlock draws a table or data_table block. */
export function tableBlock(block) {
  const drawn = table(block.rows.map((row) => row.map(cell)),
    (block.column_settings ?? []).map((column) => column?.align ?? "left"));
  return block.caption ? el("figure", {}, el("figcaption", {}, block.caption), drawn) : drawn;
}

function cell(content) {
  switch (content?.type) {
    case "rich_text": return richText(content.elements);
    case "raw_number": return [content.text || String(content.value)];
    default: return [content?.text ?? ""];
  }
}
