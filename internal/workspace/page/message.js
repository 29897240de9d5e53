// One message.

import { drawBlocks } from "./blocks.js";
import { el } from "./dom.js";
import { drawFiles } from "./files.js";
import { Form } from "./form.js";
import { menu } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";
import * as server from "./server.js";
import { time } from "./time.js";
import { hasNewReplies, userName, workspace, zone } from "./workspace.js";

const forms = new Map(); // "person/ts" → what is typed into a message on the page

/**
 * drawMessage draws a message as an entry of a list. `follows` leaves out who
 * wrote it; openThread is called with the message, and note with what went wrong.
 */
export function drawMessage(m, { follows, openThread, note }) {
  const at = new Date(m.at);
  const name = m.userName || userName(m.user);
  return el("li", { class: `message${follows ? " follows" : ""}${m.ephemeral ? " ephemeral" : ""}`, "data-ts": m.ts },
    follows
      ? el("time", { class: "margin-time", dateTime: m.at, "aria-hidden": "true" }, time(at))
      : el("span", { class: `avatar ${m.bot ? "app" : `tint-${tint(m.user)}`}`, "aria-hidden": "true" }, initials(name)),
    el("div", { class: "message-main" },
      el("div", { class: follows ? "unseen" : "message-head" },
        el("strong", {}, name),
        m.bot && el("span", { class: "badge" }, "app"),
        el("time", { dateTime: m.at, title: at.toLocaleString("en-GB", { timeZone: zone() }) }, time(at)),
        m.ephemeral && el("span", { class: "only-you" }, "Only visible to you")),
      body(m, note),
      m.replies > 0 && openThread && replies(m, openThread)),
    tools(m, name, openThread, note));
}

function body(m, note) {
  const key = `${workspace.as}/${m.ts}`;
  const form = new Form(m, forms.get(key)?.values() ?? {}, (problem) => problem && note(problem));
  forms.set(key, form);
  if (forms.size > 500) forms.delete(forms.keys().next().value);
  return el("div", { class: "message-body" },
    m.blocks?.length ? drawBlocks(m.blocks, form) : m.text || !m.files ? said(m.text ?? "") : null,
    m.files && drawFiles(m.files),
    m.edited && el("span", { class: "quiet edited" }, "(edited)"));
}

const longText = 4000; // characters from which a message is folded

function said(text) {
  const node = el("div", { class: "block" }, mrkdwn(text));
  if (text.length < longText && text.split("\n").length < 60) return node;
  node.classList.add("long");
  const opener = el("button", { type: "button", class: "long-open", on: { click: () => {
    node.classList.remove("long");
    opener.remove();
  } } }, `Show all ${text.length.toLocaleString("en")} characters`);
  return [node, opener];
}

function replies(m, openThread) {
  const fresh = hasNewReplies(m.ts, workspace.as);
  return el("button", { type: "button", class: `replies${fresh ? " unread" : ""}`, on: { click: () => openThread(m) } },
    m.replies === 1 ? "1 reply" : `${m.replies} replies`, fresh && el("span", { class: "badge" }, "new"));
}

// What can be done with a message; the app's shortcuts are not for one's own ephemeral ones.
function tools(m, name, openThread, note) {
  const shortcuts = m.ephemeral ? [] : workspace.shortcuts.filter((s) => s.type === "message");
  const reply = openThread && !m.ephemeral;
  if (!reply && shortcuts.length === 0) return null;
  return el("div", { class: "message-tools" },
    reply && el("button", { type: "button", class: "plain", "aria-label": `Reply in a thread to ${name}, ${time(new Date(m.at))}`, on: { click: () => openThread(m) } }, "Reply"),
    shortcuts.length > 0 && menu(`What the app can do with this message of ${name}`, "⋯", shortcuts.map((s) => ({
      label: s.name, small: s.description,
      choose: async () => {
        const { problem } = await server.shortcut(workspace.as, s.callbackId, m);
        if (problem) note(problem);
      },
    }))));
}

const initials = (name) => name.split(/[\s._-]+/).filter(Boolean).slice(0, 2).map((w) => [...w][0].toUpperCase()).join("");
const tint = (id) => [...id].reduce((sum, c) => sum + c.codePointAt(0), 0) % 6;
