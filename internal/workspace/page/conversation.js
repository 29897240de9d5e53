// The open conversation: its messages and the lines about what went wrong.

import { drawBlocks } from "./blocks.js";
import { byId, el } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import * as server from "./server.js";
import { dayKey, dayName, time } from "./time.js";
import { channelName, dmOwner, isOpenTo, markRead, now, userName, workspace, zone } from "./workspace.js";

const list = byId("messages");
const scroll = byId("scroll");
const notes = new Map();  // conversation → lines of the page's own, { after, text }
let drawn = new Map();    // key → { look, node }: what is on the page
let shown = "";           // the conversation on the page
let running = null;       // a refresh under way, and whether another is wanted
let again = false;
let atEnd = true;         // the newest message is in sight

scroll.addEventListener("scroll", () => {
  atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 60;
});
// A message that grows, or a window that shrinks, keeps the end in sight.
const sizes = new ResizeObserver(() => {
  if (atEnd) scroll.scrollTop = scroll.scrollHeight;
});
sizes.observe(scroll);
sizes.observe(list);

const conversation = () => `${workspace.as}/${workspace.channel}`;

/** refresh brings the open conversation up to date; calls during one are one more. */
export function refresh() {
  again = true;
  running ??= (async () => {
    while (again) {
      again = false;
      await load();
    }
    running = null;
  })();
  return running;
}

/** note adds a line of the page's own to a conversation, at its present end. */
export function note(text, where = conversation()) {
  const after = where === shown ? [...list.querySelectorAll("[data-ts]")].at(-1)?.dataset.ts ?? "" : "the end";
  notes.set(where, [...(notes.get(where) ?? []), { after, text, at: now().toISOString() }]);
  return refresh();
}

/** title names the open conversation. */
export function title() {
  const owner = dmOwner(workspace.channel);
  return owner === undefined ? `# ${channelName(workspace.channel)}` : workspace.bot.name;
}

async function load() {
  const where = conversation();
  const { as, channel } = workspace;
  if (!isOpenTo(as, channel)) return;
  let messages;
  try {
    ({ messages } = await server.messages(as, channel));
  } catch {
    return; // shown by the line about the connection; the next event tries again
  }
  if (where !== conversation()) return;
  const fresh = where !== shown;
  atEnd ||= fresh;
  list.setAttribute("aria-busy", String(fresh));
  place(rows(messages ?? [], notes.get(where) ?? []), fresh);
  list.removeAttribute("aria-busy");
  shown = where;
  markRead(channel, as);
  if (atEnd) scroll.scrollTop = scroll.scrollHeight;
}

/** rows lists what is to be seen: { key, look, draw }, look being all that drawing depends on. */
function rows(messages, extra) {
  const all = [];
  let day = "", author = "", last = 0;
  const noteRows = (ts) => extra.filter((n) => n.after === ts).forEach((n, i) =>
    all.push({ key: `note ${ts} ${i}`, look: n.text, draw: () => problemLine(n) }));
  noteRows("");
  for (const m of messages) {
    const at = new Date(m.at);
    if (dayKey(at) !== day) {
      day = dayKey(at);
      author = "";
      const name = dayName(at);
      all.push({ key: `day ${day}`, look: name, draw: () => el("li", { class: "day", role: "separator" }, el("span", {}, name)) });
    }
    const follows = m.user === author && !m.ephemeral && at - last < 300_000;
    all.push({ key: `message ${m.ts} ${m.ephemeral}`, look: `${follows} ${zone()} ${dayKey(now())} ${JSON.stringify(m)}`, draw: () => message(m, follows) });
    author = m.ephemeral ? "" : m.user;
    last = at;
    noteRows(m.ts);
  }
  const known = new Set(messages.map((m) => m.ts));
  new Set(extra.map((n) => n.after).filter((ts) => ts && !known.has(ts))).forEach(noteRows);
  if (messages.length === 0 && extra.length === 0) all.push({ key: "empty", look: title(), draw: empty });
  return all;
}

/** place makes the list show the rows, leaving alone what has not changed. */
function place(wanted, fresh) {
  const next = new Map();
  wanted.forEach(({ key, look, draw }, i) => {
    const old = fresh ? undefined : drawn.get(key);
    const node = old?.look === look ? old.node : draw();
    if (list.children[i] !== node) list.insertBefore(node, list.children[i] ?? null);
    next.set(key, { look, node });
  });
  while (list.children.length > wanted.length) list.lastChild.remove();
  drawn = next;
}

function message(m, follows) {
  const at = new Date(m.at);
  const name = m.userName || userName(m.user);
  const surface = {
    act: async (blockId, actionId, what) => {
      const { problem } = await server.click(workspace.as, m, { blockId, actionId, ...what });
      await (problem ? note(problem) : refresh());
    },
  };
  return el("li", { class: `message${follows ? " follows" : ""}${m.ephemeral ? " ephemeral" : ""}`, "data-ts": m.ts },
    follows
      ? el("time", { class: "margin-time", dateTime: m.at, "aria-hidden": "true" }, time(at))
      : el("span", { class: `avatar ${m.bot ? "app" : `tint-${tint(m.user)}`}`, "aria-hidden": "true" }, m.bot ? "DC" : initials(name)),
    el("div", { class: "message-main" },
      el("div", { class: follows ? "unseen" : "message-head" },
        el("strong", {}, name),
        m.bot && el("span", { class: "badge" }, "app"),
        el("time", { dateTime: m.at, title: at.toLocaleString("en-GB", { timeZone: zone() }) }, time(at)),
        m.ephemeral && el("span", { class: "only-you" }, "Only visible to you")),
      el("div", { class: "message-body" },
        m.blocks?.length ? drawBlocks(m.blocks, surface) : el("div", { class: "block" }, mrkdwn(m.text ?? "")),
        m.edited && el("span", { class: "quiet edited" }, "(edited)"))));
}

const problemLine = (n) => el("li", { class: "problem" }, el("span", { "aria-hidden": "true" }, "⚠ "), n.text,
  el("span", { class: "only-you" }, "Only visible to you"));

const empty = () => el("li", { class: "empty" }, `This is the beginning of ${title()}. Nothing has been said yet.`);

const initials = (name) => name.split(/[\s._-]+/).filter(Boolean).slice(0, 2).map((w) => [...w][0].toUpperCase()).join("");
const tint = (id) => [...id].reduce((sum, c) => sum + c.codePointAt(0), 0) % 6;
