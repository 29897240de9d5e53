// When a text that is typed goes to the app before the form does.

import { el } from "./dom.js";

const pause = 400; // ms without a key before what was typed is sent

/**
 * dispatchTyped sends a text field's value as its dispatch_action_config says:
 * on Enter, which is the default, or as characters are entered. It returns the
 * field with a hint, where there is something to know.
 */
export function dispatchTyped(node, config, act) {
  const when = config?.trigger_actions_on ?? ["on_enter_pressed"];
  if (when.includes("on_character_entered")) {
    let timer = 0;
    node.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(act, pause);
    });
  }
  if (!when.includes("on_enter_pressed")) return node;
  const lines = node.tagName === "TEXTAREA";
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || (lines && !event.ctrlKey && !event.metaKey)) return;
    event.preventDefault();
    act();
  });
  return el("div", { class: "typed" }, node, el("p", { class: "hint" }, `Press ${lines ? "Ctrl+Enter" : "Enter"} to send.`));
}
