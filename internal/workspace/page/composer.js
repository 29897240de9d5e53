// The field to write in, with the list of commands.

import { note, refresh, title } from "./conversation.js";
import { byId, el } from "./dom.js";
import * as server from "./server.js";
import { workspace } from "./workspace.js";

const field = byId("composer-text");
const list = byId("commands");
const hint = byId("command-hint");
const drafts = new Map(); // "person/channel" → text not yet sent
let found = [];           // the commands listed
let marked = -1;

/** startComposer listens to the field. */
export function startComposer() {
  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  field.addEventListener("input", changed);
  field.addEventListener("keydown", key);
  field.addEventListener("blur", () => setTimeout(() => { list.hidden = true; }, 150));
  field.addEventListener("focus", changed);
}

/** switchDraft keeps the text of the conversation left and brings back that of the one opened. */
export function switchDraft(from, to) {
  if (from !== to) {
    drafts.set(from, field.value);
    put(drafts.get(to) ?? "");
  }
  field.placeholder = `Message ${title()}, or / for commands`;
  field.setAttribute("aria-label", `Message ${title()}`);
}

/** compose puts a text into the field and goes there. */
export function compose(text) {
  put(text);
  field.focus();
  field.setSelectionRange(text.length, text.length);
}

function put(text) {
  field.value = text;
  changed();
}

async function send() {
  const text = field.value.trim();
  if (!text) return;
  const { as, channel } = workspace;
  put("");
  const { problem } = await server.send(as, channel, text);
  if (!problem) return refresh();
  if (as === workspace.as && channel === workspace.channel) {
    if (!field.value) put(text);
  } else {
    drafts.set(`${as}/${channel}`, text);
  }
  return note(problem, `${as}/${channel}`);
}

function key(event) {
  if (event.isComposing) return;
  const open = !list.hidden;
  if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    mark((marked + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
  } else if (open && event.key === "Escape") {
    event.preventDefault();
    list.hidden = true;
  } else if (open && event.key === "Tab" && !event.shiftKey) {
    event.preventDefault();
    complete(found[marked]);
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    if (open && field.value.trim() !== found[marked].command) complete(found[marked]);
    else send();
  }
}

function changed() {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, 200)}px`;
  const [word, rest] = /^(\/\S*)(\s[\s\S]*)?$/.exec(field.value)?.slice(1) ?? [];
  found = word && rest === undefined ? workspace.commands.filter((c) => c.command.startsWith(word)) : [];
  list.hidden = found.length === 0;
  list.replaceChildren(...found.map((c, i) => el("li", {
    id: `command-${i}`, role: "option",
    on: { mousedown: (event) => event.preventDefault(), click: () => complete(c) },
  }, el("strong", {}, c.command), " ", el("span", { class: "quiet" }, c.hint), el("span", { class: "command-text" }, c.description))));
  const typed = rest !== undefined && workspace.commands.find((c) => c.command === word);
  hint.hidden = !typed?.hint;
  hint.textContent = typed ? `${typed.command} ${typed.hint}` : "";
  mark(found.length ? 0 : -1);
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

function complete(command) {
  compose(`${command.command} `);
}
