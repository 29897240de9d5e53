// The list of commands over the field, as one types.

import { byId, el } from "./dom.js";
import { workspace } from "./workspace.js";

const field = byId("composer-text");
const list = byId("commands");
const hint = byId("command-hint");
let found = []; // the commands listed
let marked = -1;
let complete = () => {};

/** startCommands sets what is called with a command that is chosen. */
export function startCommands(chosen) {
  complete = chosen;
}

/** suggestCommands lists the commands that begin as the text does, or hints at how the one typed is used. */
export function suggestCommands(text) {
  const [word, rest] = /^(\/\S*)(\s[\s\S]*)?$/.exec(text)?.slice(1) ?? [];
  found = word && rest === undefined ? workspace.commands.filter((c) => c.command.startsWith(word)) : [];
  list.hidden = found.length === 0;
  field.setAttribute("aria-expanded", String(!list.hidden));
  list.replaceChildren(...found.map((c, i) => el("li", {
    id: `command-${i}`, role: "option",
    on: { mousedown: (event) => event.preventDefault(), click: () => complete(c.command) },
  }, el("strong", {}, c.command), " ", el("span", { class: "quiet" }, c.hint), el("span", { class: "command-text" }, c.description))));
  const typed = rest !== undefined && workspace.commands.find((c) => c.command === word);
  hint.hidden = !typed?.hint;
  hint.textContent = typed ? `${typed.command} ${typed.hint}` : "";
  mark(found.length ? 0 : -1);
}

export function closeCommands() {
  list.hidden = true;
  field.setAttribute("aria-expanded", "false");
}

/** takeKey handles a key of the field while the list is open, and tells whether it did. */
export function takeKey(event, text) {
  if (list.hidden) return false;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    mark((marked + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
  } else if (event.key === "Escape") {
    closeCommands();
  } else if ((event.key === "Tab" && !event.shiftKey) ||
    (event.key === "Enter" && !event.shiftKey && text.trim() !== found[marked].command)) {
    complete(found[marked].command);
  } else {
    return false;
  }
  event.preventDefault();
  return true;
}

function mark(i) {
  marked = i;
  [...list.children].forEach((item, n) => {
    item.setAttribute("aria-selected", String(n === i));
    if (n === i) item.scrollIntoView({ block: "nearest" });
  });
  if (i >= 0) field.setAttribute("aria-activedescendant", `command-${i}`);
  else field.removeAttribute("aria-activedescendant");
}
