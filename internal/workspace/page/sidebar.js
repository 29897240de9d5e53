// The list of conversations.

import { byId, el, redraw } from "./dom.js";
import { channelName, hasUnread, isUnread, workspace } from "./workspace.js";

/** drawSidebar draws the conversations of the acting person; open is called with a channel. */
export function drawSidebar(open) {
  byId("workspace-name").textContent = workspace.name;
  const dm = workspace.dms[workspace.as];
  const ids = [...workspace.channels.map((c) => c.id), dm].filter(Boolean);
  const unread = ids.filter((id) => id !== workspace.channel && isUnread(id, workspace.as));
  redraw(byId("conversations"), JSON.stringify([ids, unread, workspace.channel, workspace.sockets > 0]), () => [
    heading("Channels", "channels-heading"),
    el("ul", { "aria-labelledby": "channels-heading" },
      workspace.channels.map((c) => entry(c.id, el("span", { class: "sign", "aria-hidden": "true" }, "#"), channelName(c.id), open))),
    heading("Direct messages", "dms-heading"),
    el("ul", { "aria-labelledby": "dms-heading" },
      dm && entry(dm, el("span", { class: `presence ${workspace.sockets > 0 ? "on" : ""}`, "aria-hidden": "true" }), workspace.bot.name, open)),
  ]);
  byId("connection").textContent = workspace.sockets > 0
    ? `${workspace.bot.name} is connected.`
    : `${workspace.bot.name} is not connected.`;
  byId("sidebar-open").classList.toggle("has-unread", unread.length > 0);
}

const heading = (text, id) => el("h2", { id }, text);

function entry(channel, sign, name, open) {
  const unread = channel !== workspace.channel && isUnread(channel, workspace.as);
  return el("li", {}, el("button", {
    class: `conversation${unread ? " unread" : ""}`,
    "data-key": channel,
    "aria-current": channel === workspace.channel ? "page" : null,
    on: { click: () => open(channel) },
  }, sign, el("span", { class: "name" }, name), unread && el("span", { class: "dot", role: "img", "aria-label": "unread" })));
}

/** drawPeople fills the choice of who is acting. */
export function drawPeople() {
  const names = workspace.people.map((p) =>
    `${p.name}${p.admin ? " (admin)" : ""}${p.id !== workspace.as && hasUnread(p.id) ? " •" : ""}`);
  const select = byId("acting-person");
  redraw(select, names.join("\n"), () => workspace.people.map((p, i) => el("option", { value: p.id }, names[i])));
  select.value = workspace.as;
}

/** showDrawer opens or closes the list where the page is narrow. */
export function showDrawer(open) {
  document.body.classList.toggle("drawer", open);
  byId("sidebar-shade").hidden = !open;
  byId("sidebar-open").setAttribute("aria-expanded", String(open));
  if (open) byId("sidebar-close").focus();
}
