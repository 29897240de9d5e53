// Interactive elements: buttons and menus here, what holds a value in fields.js.

import { confirmed } from "./confirm.js";
import { el, webAddress } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { field } from "./fields.js";

/** element draws one element of a block; id is for the label of an input block. */
export function element(e, block, surface, id) {
  switch (e.type) {
    case "button":
    case "workflow_button": return button(e, block, surface);
    case "overflow": return overflow(e, block, surface);
    default: return field(e, block, { ...surface, act: asking(e, block, surface) }, id);
  }
}

/** asking is the surface's act after the element's confirm dialog, if it has one. */
function asking(e, block, surface) {
  return async (what) => {
    if (e.confirm && !(await confirmed(e.confirm))) return false;
    await surface.act(block.block_id ?? "", e.action_id ?? "", what);
    return true;
  };
}

/** button draws a button; one with a url opens it as well. */
export function button(e, block, surface) {
  const act = asking(e, block, surface);
  const href = webAddress(e.url ?? "");
  const properties = {
    class: `button ${e.style ?? ""}`,
    "aria-label": e.accessibility_label,
    on: { click: (event) => busy(event.currentTarget, () => act({ value: e.value ?? "" })) },
  };
  const label = withEmoji(e.text?.text ?? "");
  return href
    ? el("a", { ...properties, href, target: "_blank", rel: "noopener noreferrer" }, label)
    : el("button", { ...properties, type: "button" }, label);
}

async function busy(node, work) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    node.removeAttribute("aria-busy");
  }
}

function overflow(e, block, surface) {
  const act = asking(e, block, surface);
  const opener = el("button", { type: "button", class: "button overflow-open", "aria-label": "More actions", "aria-haspopup": "menu", "aria-expanded": "false" }, "⋯");
  const menu = el("div", { class: "menu", role: "menu", hidden: true }, e.options.map((option) => menuItem(option)));
  const items = [...menu.children];
  const root = el("div", { class: "overflow" }, opener, menu);

  function show(open) {
    menu.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (open) items[0].focus();
  }
  function menuItem(option) {
    const choose = () => {
      show(false);
      opener.focus();
      act({ option: option.value ?? "" });
    };
    const href = webAddress(option.url ?? "");
    const properties = { role: "menuitem", tabIndex: -1, on: { click: choose } };
    const label = [withEmoji(option.text.text), option.description && el("small", {}, withEmoji(option.description.text))];
    return href
      ? el("a", { ...properties, href, target: "_blank", rel: "noopener noreferrer" }, label)
      : el("button", { ...properties, type: "button" }, label);
  }
  opener.addEventListener("click", () => show(menu.hidden));
  root.addEventListener("focusout", (event) => {
    if (!root.contains(event.relatedTarget)) show(false);
  });
  root.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !menu.hidden) {
      event.preventDefault();
      items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
    } else if (event.key === "Escape" && !menu.hidden) {
      event.preventDefault();
      event.stopPropagation();
      show(false);
      opener.focus();
    }
  });
  return root;
}
