// A thread in a panel beside the conversation.

import { byId, el, soon } from "./dom.js";
import { Feed } from "./feed.js";
import { History } from "./history.js";
import { onPanel, openPanel, showPanel } from "./panels.js";
import * as server from "./server.js";
import { grow } from "./writing.js";
import { markThreadRead, workspace } from "./workspace.js";

const field = byId("thread-text");
const problem = byId("thread-problem");
let history = null;
let opener = null;

const feed = new Feed(byId("thread-messages"), byId("thread-scroll"), { note: fail });

let onRead = () => {};

/** startThread listens to the field and the close button; read is called when a thread has been read. */
export function startThread(read) {
  onRead = read;
  byId("thread-close").addEventListener("click", () => showPanel(""));
  byId("thread-form").addEventListener("submit", (event) => {
    event.preventDefault();
    reply();
  });
  field.addEventListener("input", () => grow(field));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    reply();
  });
  onPanel((name) => {
    if (name === "thread" || !history) return;
    history = null;
    if (opener?.isConnected) opener.focus();
  });
}

/** openThread shows the thread of a message. */
export async function openThread(m) {
  opener = document.activeElement;
  history = new History(workspace.as, m.channel, m.threadTs || m.ts);
  fail("");
  showPanel("thread");
  await refreshThread();
  field.focus();
}

/** refreshThread fetches the open thread anew, and closes it where it is not another's to read. */
export async function refreshThread() {
  if (!history || openPanel() !== "thread") return;
  if (history.as !== workspace.as || history.channel !== workspace.channel) {
    showPanel("");
    return;
  }
  const mine = history;
  try {
    await mine.load();
  } catch {
    return; // shown by the line about the connection
  }
  if (mine === history) draw();
}

/** takeReply shows a message event, if it is about the open thread. */
export function takeReply(event) {
  if (history?.take(event)) drawSoon();
}

const drawSoon = soon(() => history?.loaded && draw());

function draw() {
  if (markThreadRead(history.thread, history.as)) onRead();
  feed.show(history);
}

async function reply() {
  const text = field.value.trim();
  if (!text || !history) return;
  const { as, channel, thread } = history;
  field.value = "";
  grow(field);
  const answer = await server.send(as, channel, text, thread);
  fail(answer.problem);
  if (answer.problem && !field.value.trim()) field.value = text;
}

function fail(text) {
  problem.hidden = !text;
  problem.replaceChildren(...(text ? [el("span", { "aria-hidden": "true" }, "⚠ "), text] : []));
}
