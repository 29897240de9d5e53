// What all parts of the page know: the people, the channels, who is acting,
// which conversation is open, what is unread and what time it is.

export const workspace = {
  name: "", people: [], channels: [], dms: {}, bot: { id: "", name: "Deal Coach" },
  commands: [], shortcuts: [], canSkip: false, sockets: 0,
  home: { home: false, messages: true, readOnly: false }, // the tabs of the app
  as: "",
  channel: "",
};

const unread = new Map(); // channel id → set of ids of people
let clock = { now: Date.now(), since: performance.now() };

/** learn takes over what the server tells in /page/state. */
export function learn(state) {
  Object.assign(workspace, state);
  setClock(state.now);
  if (!person(workspace.as)) workspace.as = workspace.people[0]?.id ?? "";
  if (!isOpenTo(workspace.as, workspace.channel)) {
    workspace.channel = workspace.dms[workspace.as] ?? workspace.channels[0]?.id ?? "";
  }
}

const person = (id) => workspace.people.find((p) => p.id === id);
export const zone = () => person(workspace.as)?.zone || workspace.zone || "UTC";

/** userName is the name of a person or of the app, or the id if unknown. */
export function userName(id) {
  return id === workspace.bot.id ? workspace.bot.name : person(id)?.name ?? id;
}

export function channelName(id) {
  return workspace.channels.find((c) => c.id === id)?.name.replace(/^#/, "") ?? id;
}

/** dmOwner is the id of the person whose conversation with the app this is. */
export const dmOwner = (channel) => Object.keys(workspace.dms).find((id) => workspace.dms[id] === channel);

/** isOpenTo tells whether a person can read a channel. */
export function isOpenTo(as, channel) {
  return workspace.dms[as] === channel || workspace.channels.some((c) => c.id === channel);
}

/** setClock sets the workspace's time, which runs on from there. */
export function setClock(now) {
  const time = Date.parse(now);
  if (!Number.isNaN(time)) clock = { now: time, since: performance.now() };
}

/** now is the workspace's time. */
export const now = () => new Date(clock.now + performance.now() - clock.since);

/** markUnread notes a new message for everybody, or for one person, who can read it. */
export function markUnread(channel, user) {
  const readers = workspace.people.map((p) => p.id)
    .filter((id) => isOpenTo(id, channel) && (!user || user === id));
  const set = unread.get(channel) ?? new Set();
  readers.forEach((id) => set.add(id));
  unread.set(channel, set);
}

export const markRead = (channel, as) => unread.get(channel)?.delete(as);
export const isUnread = (channel, as) => unread.get(channel)?.has(as) ?? false;

/** hasUnread tells whether a person has an unread conversation with the app. */
export const hasUnread = (as) => isUnread(workspace.dms[as], as);

const threads = new Map(); // ts of a thread → set of ids of people who have not read all of it

/** markThread notes a new reply for everybody in its channel but its author. */
export function markThread({ channel, threadTs, user }) {
  threads.set(threadTs, new Set(workspace.people.map((p) => p.id).filter((id) => id !== user && isOpenTo(id, channel))));
}

export const markThreadRead = (ts, as) => threads.get(ts)?.delete(as);
export const hasNewReplies = (ts, as) => threads.get(ts)?.has(as) ?? false;
