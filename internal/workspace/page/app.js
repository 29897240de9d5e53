// Starts the page and joins its parts.

import { startComposer, switchDraft } from "./composer.js";
import { note, redrawMessages, refresh, take, title } from "./conversation.js";
import { refreshView } from "./dialog.js";
import { byId, soon } from "./dom.js";
import { startGuide } from "./guide.js";
import { isHome, markTabs, refreshHome, showTabs, startTabs } from "./home.js";
import { isInspecting, startInspector, takeTrace, wasInspecting } from "./inspector.js";
import { isWide, showPanel } from "./panels.js";
import * as server from "./server.js";
import { drawPeople, drawSidebar, showDrawer } from "./sidebar.js";
import { refreshThread, startThread, takeReply } from "./thread.js";
import { drawClock, drawSkips } from "./topbar.js";
import { isOpenTo, learn, markRead, markThread, markUnread, setClock, workspace } from "./workspace.js";

function draw() {
  drawSidebar(go);
  drawPeople();
  drawClock();
  drawSkips((problem) => problem && note(problem));
  byId("channel-title").textContent = title();
  document.title = `${title().replace("# ", "#")} · Deal Coach workspace`;
}

function go(channel) {
  showDrawer(false);
  open(workspace.as, channel);
  if (matchMedia("(pointer: fine)").matches) byId("composer-text").focus();
}

/** open shows a conversation as a person sees it. */
async function open(as, channel) {
  const from = `${workspace.as}/${workspace.channel}`;
  workspace.as = as;
  workspace.channel = isOpenTo(as, channel) ? channel : workspace.dms[as] ?? workspace.channels[0]?.id ?? "";
  const to = `${workspace.as}/${workspace.channel}`;
  history.replaceState(null, "", `#${to}`);
  if (!isHome()) markRead(workspace.channel, as);
  draw();
  switchDraft(from, to);
  showTabs();
  await Promise.all([refresh(), refreshThread(), refreshView(), refreshHome()]);
}

function onEvent(event) {
  switch (event.type) {
    case "message":
      onMessage(event);
      break;
    case "clock":
      setClock(event.now);
      drawClock();
      break;
    case "view":
      if (event.user === workspace.as) refreshView();
      break;
    case "home":
      if (event.user === workspace.as) refreshHome();
      break;
    case "sockets":
      workspace.sockets = event.n;
      draw();
      break;
    case "trace":
      takeTrace(event.trace);
      break;
  }
}

function onMessage(event) {
  const { message } = event;
  const reply = message.threadTs && message.threadTs !== message.ts;
  if (event.new && reply) markThread(message);
  else if (event.new) markUnread(event.channel, event.user);
  takeReply(event);
  take(event);
  if (event.channel === workspace.channel && !isHome()) markRead(event.channel, workspace.as);
  drawMarks();
}

const drawMarks = soon(() => {
  drawSidebar(go);
  drawPeople();
  markTabs();
});

async function reload() {
  learn(await server.state());
  await open(workspace.as, workspace.channel);
}

let hangUp = () => {};

// The line to the server; with traces only while the inspector is open. Whenever
// it comes up, the page fetches what it may have missed.
function connect() {
  hangUp();
  hangUp = server.events(isInspecting(), onEvent, (there) => {
    byId("lost").hidden = there;
    if (there) reload().catch(() => {});
  });
}

async function start() {
  const [as, channel] = decodeURIComponent(location.hash.slice(1)).split("/");
  Object.assign(workspace, { as: as ?? "", channel: channel ?? "" });
  startComposer();
  startThread(redrawMessages);
  startTabs(() => {
    redrawMessages();
    markTabs();
  });
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
  startInspector(connect);
  await reload();
  setInterval(drawClock, 1000);
  if (wasInspecting() && isWide()) showPanel("inspector");
  else connect();
  startGuide(open);
}

start().catch((error) => {
  byId("lost").textContent = `The page could not start: ${error.message}`;
  byId("lost").hidden = false;
});
