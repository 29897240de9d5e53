// Blocks that hold other things together.

import { el } from "./dom.js";
import { button } from "./elements.js";
import { picture } from "./media.js";
import { richText } from "./richtext.js";
import { text } from "./text.js";

const levels = { info: "Note", default: "Note", success: "Done", warning: "Warning", error: "Error", critical: "Error" };

export const alert = (block) => el("div", { class: `block alert ${block.level in levels ? block.level : "default"}`, role: "note" },
  el("strong", {}, `${levels[block.level] ?? "Note"}: `), text(block.text));

export const card = (block, surface) => el("article", { class: "block card" },
  block.hero_image && picture(block.hero_image),
  block.title && el("h4", {}, block.icon && picture(block.icon, "small"), text(block.title)),
  block.subtitle && el("p", { class: "quiet" }, text(block.subtitle)),
  block.body && el("p", {}, text(block.body)),
  block.subtext && el("p", { class: "quiet" }, text(block.subtext)),
  block.actions && el("div", { class: "actions" }, block.actions.map((b) => button(b, block, surface))));

export const carousel = (block, surface) => el("div", { class: "block carousel", role: "group", "aria-label": "Cards", tabIndex: 0 },
  block.elements.map((c) => card(c, surface)));

export function container(block, _, draw) {
  const title = el("h4", {}, block.icon && picture(block.icon, "small"),
    block.rich_text_title ? richText(block.rich_text_title.elements) : text(block.title));
  const subtitle = block.subtitle && el("p", { class: "quiet" }, text(block.subtitle));
  const children = draw(block.child_blocks);
  return block.is_collapsible
    ? el("details", { class: "block container", open: !block.default_collapsed }, el("summary", {}, title, subtitle), children)
    : el("section", { class: "block container" }, title, subtitle, children);
}

export const layout = (block, _, draw) => el("section", { class: `block layout ${block.grid_lines === "rows" || block.grid_lines === "outer" ? `lines-${block.grid_lines}` : ""}`, "aria-label": block.label },
  block.is_label_visible && el("h4", {}, block.label),
  block.rows.map((row) => el("div", { class: "layout-row" },
    row.items.map((item) => el("div", { class: `layout-item ${["narrow", "wide"].includes(item.width) ? item.width : ""} at-${["center", "end"].includes(item.horizontal_alignment) ? item.horizontal_alignment : "start"}` }, draw([item.block]))))));

export const plan = (block, _, draw) => el("section", { class: "block container plan" },
  el("h4", {}, block.title), draw(block.tasks ?? []));

const statuses = { pending: ["○", "to do"], in_progress: ["◐", "in progress"], complete: ["●", "done"], error: ["✗", "failed"] };

export function taskCard(block) {
  const [sign, status] = statuses[block.status] ?? statuses.pending;
  return el("div", { class: "block task-card" },
    el("p", {}, el("span", { "aria-hidden": "true" }, `${sign} `), el("strong", {}, block.title), el("span", { class: "quiet" }, ` · ${status}`)),
    block.details && el("div", {}, richText(block.details.elements)),
    block.output && el("div", {}, richText(block.output.elements)));
}
