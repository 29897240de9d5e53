// Block Kit blocks as nodes.

import { chartBlock } from "./chart.js";
import { el, link, webAddress } from "./dom.js";
import { button, element } from "./elements.js";
import { withEmoji } from "./emoji.js";
import { markdown } from "./markdown.js";
import { mrkdwn } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { tableBlock } from "./table.js";

/**
 * drawBlocks draws blocks for a surface, a message or a view. The surface has
 * act(blockId, actionId, what), called on a click or a choice, and for views
 * saved(blockId, actionId), the state to start from, register(blockId,
 * actionId, field) and registerInput(block, node), which gather what a view
 * submits.
 */
export const drawBlocks = (blocks, surface) =>
  blocks.map((block) => {
    try {
      return (kinds[block.type] ?? unknown)(block, surface);
    } catch (error) { // a block that lacks something must not take the others with it
      console.error(error);
      return unknown(block);
    }
  });

/** text draws a text object. */
export function text(object) {
  if (!object) return [];
  if (object.type === "mrkdwn") return mrkdwn(object.text);
  return [object.emoji === false ? object.text : withEmoji(object.text)];
}

const kinds = {
  header: (block) => el("h3", { class: `block header level-${block.level ?? 1}` }, text(block.text)),
  divider: () => el("hr", { class: "block" }),
  section,
  context: (block) => el("div", { class: "block context" },
    block.elements.map((e) => (e.type === "image" ? picture(e, "small") : el("span", {}, text(e))))),
  actions: (block, surface) => el("div", { class: "block actions" },
    block.elements.map((e) => element(e, block, surface))),
  image: (block) => el("figure", { class: "block" },
    block.title && el("figcaption", {}, text(block.title)), picture(block)),
  input,
  rich_text: (block) => el("div", { class: "block rich-text" }, richText(block.elements)),
  markdown: (block) => el("div", { class: "block markdown" }, markdown(block.text)),
  table: (block) => el("div", { class: "block" }, tableBlock(block)),
  data_table: (block) => el("div", { class: "block" }, tableBlock(block)),
  data_visualization: (block) => el("div", { class: "block" }, chartBlock(block)),
  alert: (block) => el("p", { class: "block alert", role: "note" }, text(block.text)),
  card,
  carousel: (block, surface) => el("div", { class: "block carousel" }, block.elements.map((c) => card(c, surface))),
  container: (block, surface) => el("section", { class: "block container" },
    el("h4", {}, block.rich_text_title ? richText(block.rich_text_title.elements) : text(block.title)),
    block.subtitle && el("p", { class: "quiet" }, text(block.subtitle)),
    drawBlocks(block.child_blocks, surface)),
};

function section(block, surface) {
  return el("div", { class: "block section" },
    el("div", { class: "section-text" },
      block.text && el("div", {}, text(block.text)),
      block.fields && el("div", { class: "fields" }, block.fields.map((f) => el("div", {}, text(f))))),
    block.accessory && el("div", { class: "accessory" },
      block.accessory.type === "image" ? picture(block.accessory, "thumb") : element(block.accessory, block, surface)));
}

function card(block, surface) {
  return el("article", { class: "block card" },
    block.hero_image && picture(block.hero_image),
    block.title && el("h4", {}, text(block.title)),
    block.subtitle && el("p", { class: "quiet" }, text(block.subtitle)),
    block.body && el("p", {}, text(block.body)),
    block.subtext && el("p", { class: "quiet" }, text(block.subtext)),
    block.actions && el("div", { class: "actions" }, block.actions.map((b) => button(b, block, surface))));
}

// No picture is ever loaded: the page works without a network and tells nobody
// that a message was read.
function picture(image, size = "") {
  const address = image.image_url ?? image.slack_file?.url ?? "";
  return el("span", { class: `picture ${size}`, role: "img", "aria-label": image.alt_text, title: address || image.alt_text },
    el("span", { class: "picture-alt" }, image.alt_text),
    size === "" && webAddress(address) && el("span", { class: "picture-url" }, link(address)));
}

let inputs = 0;

function input(block, surface) {
  const id = `input-${++inputs}`;
  const optional = block.optional && el("span", { class: "quiet" }, " (optional)");
  const several = ["checkboxes", "radio_buttons", "multi_static_select", "multi_users_select", "multi_channels_select"].includes(block.element.type);
  const control = element(block.element, block, surface, id);
  const node = el(several ? "fieldset" : "div", { class: "block input" },
    several ? el("legend", {}, text(block.label), optional) : el("label", { htmlFor: id }, text(block.label), optional),
    control,
    el("p", { class: "field-error", role: "alert", hidden: true }),
    block.hint && el("p", { class: "hint" }, text(block.hint)));
  surface.registerInput?.(block, node);
  return node;
}

function unknown(block) {
  return el("details", { class: "block unknown" },
    el("summary", {}, `A block of the kind “${block.type}”`),
    el("pre", {}, JSON.stringify(block, null, 2)));
}
