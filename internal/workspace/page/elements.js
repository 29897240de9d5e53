// Interactive elements: what is pressed here, what holds a value in fields.js.

import { confirmed } from "./confirm.js";
import { el, webAddress } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { field } from "./fields.js";
import { menu } from "./menu.js";

/** element draws one element of a block; id is for the label of an input block. */
export function element(e, block, surface, id) {
  switch (e.type) {
    case "button":
    case "workflow_button": return button(e, block, surface);
    case "icon_button": return button({ ...e, accessibility_label: e.accessibility_label ?? e.text.text }, block, surface);
    case "feedback_buttons": return el("span", { class: "feedback", role: "group", "aria-label": "Feedback" },
      [e.positive_button, e.negative_button].map((b, i) => button({ ...e, ...b, type: e.type, action_id: e.action_id }, block, surface, i ? "−" : "+")));
    case "overflow": return overflow(e, block, surface);
    default: return field(e, block, surface, asking(e, block, surface), id);
  }
}

/**
 * asking is the surface's act after the element's confirm dialog, if it has
 * one. It tells whether the app reacted; undefined: the answer was no.
 */
function asking(e, block, surface) {
  return async (what) => {
    if (e.confirm && !(await confirmed(e.confirm))) return undefined;
    return surface.act(block.block_id ?? "", e.action_id ?? "", what);
  };
}

/** button draws a button; one with a url opens it as well. */
export function button(e, block, surface, sign = "") {
  const act = asking(e, block, surface);
  const href = webAddress(e.url ?? "");
  const properties = {
    class: `button ${["primary", "danger"].includes(e.style) ? e.style : ""}`,
    "aria-label": e.accessibility_label,
    "data-field": fieldName(e, block),
    on: { click: (event) => busy(event.currentTarget, () => act({ value: e.value ?? "" })) },
  };
  const label = [sign && el("span", { "aria-hidden": "true" }, `${sign} `), withEmoji(e.text?.text ?? "")];
  return href
    ? el("a", { ...properties, href, target: "_blank", rel: "noopener noreferrer" }, label)
    : el("button", { ...properties, type: "button" }, label);
}

const fieldName = (e, block) => `${block.block_id ?? ""}/${e.action_id ?? ""}/${e.value ?? ""}`;

// A button waits for the app, and is marked when the app does not react.
async function busy(node, work) {
  if (node.getAttribute("aria-busy") === "true") return;
  if (node.nextElementSibling?.matches(".failed")) node.nextElementSibling.remove();
  node.setAttribute("aria-busy", "true");
  try {
    if (await work() === false) node.after(el("span", { class: "failed", role: "img", "aria-label": "The app did not react", title: "The app did not react" }, "⚠"));
  } finally {
    node.removeAttribute("aria-busy");
  }
}

function overflow(e, block, surface) {
  const act = asking(e, block, surface);
  const root = menu("More actions", "⋯", e.options.map((option) => ({
    label: withEmoji(option.text.text), small: option.description && withEmoji(option.description.text), url: option.url,
    choose: () => act({ option: option.value ?? "" }),
  })));
  root.firstChild.dataset.field = fieldName(e, block);
  return root;
}
