// The field to write in.

import { attach, attached, startAttaching } from "./attach.js";
import { closeCommands, startCommands, suggestCommands, takeKey } from "./commands.js";
import { note, title } from "./conversation.js";
import { byId, redraw } from "./dom.js";
import { menu } from "./menu.js";
import * as server from "./server.js";
import { workspace } from "./workspace.js";
import { grow } from "./writing.js";

const field = byId("composer-text");
const drafts = new Map(); // "person/channel" → text not yet sent

/** startComposer listens to the field. */
export function startComposer() {
  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  startAttaching(byId("composer"));
  startCommands((command) => compose(`${command} `));
  field.addEventListener("input", changed);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || takeKey(event, field.value)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    }
  });
  field.addEventListener("blur", () => setTimeout(closeCommands, 150));
  field.addEventListener("focus", changed);
}

/** switchDraft keeps the text of the conversation left and brings back that of the one opened. */
export function switchDraft(from, to) {
  if (from !== to) {
    drafts.set(from, field.value);
    put(drafts.get(to) ?? "");
    attach([]);
  }
  field.placeholder = `Message ${title()}, or / for commands`;
  field.setAttribute("aria-label", `Message ${title()}`);
  drawShortcuts();
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

function changed() {
  grow(field);
  suggestCommands(document.activeElement === field ? field.value : "");
}

async function send() {
  const text = field.value.trim();
  const files = attached();
  if (!text && files.length === 0) return;
  const { as, channel } = workspace;
  put("");
  attach([]);
  const { problem } = files.length > 0 ? await server.share(as, channel, text, files) : await server.send(as, channel, text);
  if (!problem) return;
  if (as === workspace.as && channel === workspace.channel) {
    if (!field.value.trim()) put(text);
    if (attached().length === 0) attach(files);
  } else {
    drafts.set(`${as}/${channel}`, text);
  }
  note(problem, `${as}/${channel}`);
}

// The app's global shortcuts, if the manifest has some.
function drawShortcuts() {
  const found = workspace.shortcuts.filter((s) => s.type === "global");
  const box = byId("shortcuts");
  box.hidden = found.length === 0;
  redraw(box, JSON.stringify(found), () => found.length === 0 ? [] : [menu("Shortcuts", "+", found.map((s) => ({
    label: s.name, small: s.description,
    choose: async () => {
      const { problem } = await server.shortcut(workspace.as, s.callbackId);
      if (problem) note(problem);
    },
  })))]);
}
