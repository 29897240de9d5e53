// Block Kit blocks as nodes.

import { alert, card, carousel, container, layout, plan, taskCard } from "./cards.js";
import { chartBlock } from "./chart.js";
import { el } from "./dom.js";
import { element } from "./elements.js";
import { markdown } from "./markdown.js";
import { file, image, picture, video } from "./media.js";
import { richText } from "./richtext.js";
import { dataTable, tableBlock } from "./table.js";
import { text } from "./text.js";

/**
 * drawBlocks draws blocks for a surface, a message or a view. The surface has
 * act(blockId, actionId, what), called on a click or a choice; Form in form.js
 * is one and says what else there may be.
 */
export const drawBlocks = (blocks, surface) => blocks.map((block) => {
  try {
    return (kinds[block.type] ?? unknown)(block, surface, (children) => drawBlocks(children, surface));
  } catch (error) { // a block that lacks something must not take the others with it
    console.warn("A block cannot be drawn:", error);
    return unknown(block);
  }
});

const kinds = {
  header: (block) => el(`h${(block.level ?? 1) + 2}`, { class: `block header level-${block.level ?? 1}` }, text(block.text)),
  divider: () => el("hr", { class: "block" }),
  section,
  context: (block) => el("div", { class: "block context" },
    block.elements.map((e) => (e.type === "image" ? picture(e, "small") : el("span", {}, text(e))))),
  actions: (block, surface) => el("div", { class: "block actions" },
    block.elements.map((e) => element(e, block, surface))),
  context_actions: (block, surface) => el("div", { class: "block actions small" },
    block.elements.map((e) => element(e, block, surface))),
  input,
  rich_text: (block) => el("div", { class: "block rich-text" }, richText(block.elements)),
  markdown: (block) => el("div", { class: "block markdown" }, markdown(block.text)),
  table: (block) => el("div", { class: "block" }, tableBlock(block)),
  data_table: (block, surface) => el("div", { class: "block" }, dataTable(block, surface)),
  data_visualization: (block) => el("div", { class: "block" }, chartBlock(block)),
  image, video, file, alert, card, carousel, container, layout, plan, task_card: taskCard,
};

function section(block, surface) {
  return el("div", { class: "block section" },
    el("div", { class: "section-text" },
      block.text && el("div", {}, text(block.text)),
      block.fields && el("div", { class: "fields" }, block.fields.map((f) => el("div", {}, text(f))))),
    block.accessory && el("div", { class: "accessory" },
      block.accessory.type === "image" ? picture(block.accessory, "thumb") : element(block.accessory, block, surface)));
}

const severals = ["checkboxes", "radio_buttons", "multi_static_select", "multi_users_select", "multi_channels_select", "multi_conversations_select"];
let inputs = 0;

function input(block, surface) {
  const id = `input-${++inputs}`;
  const optional = block.optional && el("span", { class: "quiet" }, " (optional)");
  const group = severals.includes(block.element.type);
  const node = el(group ? "fieldset" : "div", { class: "block input" },
    group ? el("legend", {}, text(block.label), optional) : el("label", { htmlFor: id }, text(block.label), optional),
    element(block.element, block, surface, id),
    el("p", { class: "field-error", id: `${id}-error`, role: "alert", hidden: true }),
    block.hint && el("p", { class: "hint", id: `${id}-hint` }, text(block.hint)));
  node.querySelector("input, textarea, select")?.setAttribute("aria-describedby", `${id}-error ${id}-hint`);
  surface.registerInput?.(block, node);
  return node;
}

function unknown(block) {
  return el("details", { class: "block unknown" },
    el("summary", {}, `A block of the kind “${block?.type ?? "?"}”, which this page does not draw`),
    el("pre", {}, JSON.stringify(block, null, 2)));
}
