// The open conversation: its messages and the lines about what went wrong.

import { byId, el, soon } from "./dom.js";
import { Feed } from "./feed.js";
import { History } from "./history.js";
import { openThread } from "./thread.js";
import { channelName, dmOwner, isOpenTo, markRead, workspace } from "./workspace.js";

const notes = new Map(); // conversation → lines of the page's own, { id, after, text }
let noted = 0;
let history = null;

const feed = new Feed(byId("messages"), byId("scroll"), {
  openThread,
  note: (text) => note(text),
  empty: () => el("li", { class: "empty" }, `This is the beginning of ${title()}. Nothing has been said yet.`),
});

const conversation = () => `${workspace.as}/${workspace.channel}`;

/** refresh fetches the open conversation anew. */
export async function refresh() {
  const { as, channel } = workspace;
  if (!isOpenTo(as, channel)) return;
  if (history?.as !== as || history.channel !== channel) history = new History(as, channel);
  const mine = history;
  try {
    await mine.load();
  } catch {
    return; // shown by the line about the connection, which comes back with a refresh
  }
  if (mine === history) draw();
}

/** take shows a message event, if it is about the open conversation. */
export function take(event) {
  if (history?.take(event)) drawSoon();
}

const drawSoon = soon(() => redrawMessages());

/** redrawMessages draws the conversation again where something around the messages has changed. */
export function redrawMessages() {
  if (history?.loaded) draw();
}

function draw() {
  feed.show(history, notes.get(conversation()) ?? []);
  if (!byId("conversation-panel").hidden) markRead(workspace.channel, workspace.as);
}

/** note adds a line of the page's own to a conversation, at its present end. */
export function note(text, where = conversation()) {
  const here = where === conversation();
  const after = here ? history?.messages.at(-1)?.ts ?? "" : "the end";
  notes.set(where, [...(notes.get(where) ?? []).slice(-20), { id: ++noted, after, text }]);
  if (here) redrawMessages();
}

/** title names the open conversation. */
export function title() {
  const owner = dmOwner(workspace.channel);
  return owner === undefined ? `# ${channelName(workspace.channel)}` : workspace.bot.name;
}
