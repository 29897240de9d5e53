// Starts the page and joins its parts.

import { startComposer, switchDraft } from "./composer.js";
import { note, refresh, title } from "./conversation.js";
import { refreshView } from "./dialog.js";
import { byId } from "./dom.js";
import { startGuide } from "./guide.js";
import * as server from "./server.js";
import { drawPeople, drawSidebar, showDrawer } from "./sidebar.js";
import { drawClock, drawSkips } from "./topbar.js";
import { isOpenTo, learn, markUnread, setClock, workspace } from "./workspace.js";

function draw() {
  drawSidebar(go);
  drawPeople();
  drawClock();
  drawSkips(skipped);
  byId("channel-title").textContent = title();
  document.title = `${title().replace("# ", "#")} · Deal Coach workspace`;
}

function go(channel) {
  showDrawer(false);
  open(workspace.as, channel);
  if (matchMedia("(pointer: fine)").matches) byId("composer-text").focus();
}

function skipped(problem) {
  if (problem) note(problem);
  refresh();
}

/** open shows a conversation as a person sees it. */
async function open(as, channel) {
  const from = `${workspace.as}/${workspace.channel}`;
  workspace.as = as;
  workspace.channel = isOpenTo(as, channel) ? channel : workspace.dms[as] ?? workspace.channels[0]?.id ?? "";
  const to = `${workspace.as}/${workspace.channel}`;
  history.replaceState(null, "", `#${to}`);
  draw();
  switchDraft(from, to);
  await Promise.all([refresh(), refreshView()]);
  drawSidebar(go);
}

async function onEvent(event) {
  switch (event.type) {
    case "message": {
      const mine = event.channel === workspace.channel && (!event.user || event.user === workspace.as);
      markUnread(event.channel, event.user);
      if (mine) await refresh();
      draw();
      break;
    }
    case "clock":
      setClock(event.now);
      drawClock();
      break;
    case "view":
      if (event.user === workspace.as) await refreshView();
      break;
    case "sockets":
      workspace.sockets = event.n;
      draw();
      break;
  }
}

async function reload() {
  learn(await server.state());
  await open(workspace.as, workspace.channel);
}

async function start() {
  const [as, channel] = decodeURIComponent(location.hash.slice(1)).split("/");
  Object.assign(workspace, { as: as ?? "", channel: channel ?? "" });
  startComposer();
  byId("sidebar-open").addEventListener("click", () => showDrawer(true));
  byId("sidebar-close").addEventListener("click", () => showDrawer(false));
  byId("sidebar-shade").addEventListener("click", () => showDrawer(false));
  byId("acting-person").addEventListener("change", (event) => {
    const dm = Object.values(workspace.dms).includes(workspace.channel);
    open(event.target.value, dm ? workspace.dms[event.target.value] : workspace.channel);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("drawer")) showDrawer(false);
  });
  await reload();
  setInterval(drawClock, 1000);
  startGuide(open);
  server.events(onEvent, (there) => {
    const wasLost = !byId("lost").hidden;
    byId("lost").hidden = there;
    if (there && wasLost) reload().catch(() => {});
  });
}

start().catch((error) => {
  byId("lost").textContent = `The page could not start: ${error.message}`;
  byId("lost").hidden = false;
});
