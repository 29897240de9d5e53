// The tabs of the conversation with the app, and its Home.

import { drawBlocks } from "./blocks.js";
import { byId, el } from "./dom.js";
import { Form } from "./form.js";
import * as server from "./server.js";
import { isUnread, workspace } from "./workspace.js";

const tabs = { home: byId("tab-home"), messages: byId("tab-messages") };
const panels = { home: byId("home"), messages: byId("conversation-panel") };
const chosen = new Map(); // person → the tab last open
let visited = "";         // "person/tab" as the app was last told
let visiting = Promise.resolve();
let shown = "";           // what is drawn as JSON text
let asked = 0;            // the number of the latest question for it
let form = null;

/** startTabs listens to the tabs; switched is called after each switch. */
export function startTabs(switched) {
  for (const [name, tab] of Object.entries(tabs)) {
    tab.addEventListener("click", () => {
      choose(name);
      switched();
    });
    tab.addEventListener("keydown", (event) => {
      if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
      const other = name === "home" ? "messages" : "home";
      tabs[other].click();
      tabs[other].focus();
    });
  }
}

/** isHome tells whether the app's Home is what the person sees. */
export const isHome = () => current() === "home";

function current() {
  const { home, messages } = workspace.home;
  if (workspace.channel !== workspace.dms[workspace.as] || !home) return "messages";
  return messages ? chosen.get(workspace.as) ?? "messages" : "home";
}

function choose(name) {
  chosen.set(workspace.as, name);
  showTabs();
}

/** showTabs shows what the conversation has: tabs in the app's own, else only messages. */
export function showTabs() {
  const app = workspace.channel === workspace.dms[workspace.as];
  const tab = current();
  byId("tabs").hidden = !app || !workspace.home.home;
  tabs.messages.hidden = !workspace.home.messages;
  for (const [name, node] of Object.entries(tabs)) {
    node.setAttribute("aria-selected", String(name === tab));
    node.tabIndex = name === tab ? 0 : -1;
    panels[name].hidden = name !== tab;
  }
  byId("composer").hidden = app && (!workspace.home.messages || workspace.home.readOnly);
  const visit = app ? `${workspace.as}/${tab}` : "";
  const { as } = workspace;
  if (visit && visit !== visited) visiting = visiting.then(() => server.visit(as, tab)); // in their order
  visited = visit;
  if (tab === "home") refreshHome();
}

/** markTabs shows whether there are messages that the person, being at Home, has not read. */
export function markTabs() {
  const unread = isHome() && isUnread(workspace.channel, workspace.as);
  tabs.messages.textContent = unread ? "Messages · new" : "Messages";
}

/** refreshHome fetches what the app has published for the acting person. */
export async function refreshHome() {
  if (!isHome()) return;
  const { as } = workspace;
  const question = ++asked;
  let view;
  try {
    ({ view } = await server.home(as));
  } catch {
    return; // shown by the line about the connection
  }
  const json = JSON.stringify({ as, blocks: view?.blocks });
  if (question !== asked || json === shown) return;
  const again = shown && JSON.parse(shown).as === as && form;
  shown = json;
  draw(view, again ? again.values() : view?.state?.values ?? {});
}

function draw(view, kept) {
  const box = panels.home;
  form = new Form({ home: true }, kept, fail);
  const field = box.contains(document.activeElement) && document.activeElement.closest("[data-field]")?.dataset.field;
  box.replaceChildren(
    el("p", { id: "home-problem", class: "field-error", role: "alert", hidden: true }),
    ...(view ? drawBlocks(view.blocks ?? [], form) : [el("p", { class: "quiet" },
      `${workspace.bot.name} has put nothing here yet. This is its Home: the app publishes it with views.publish.`)]));
  if (field) [...box.querySelectorAll("[data-field]")].find((n) => n.dataset.field === field)?.focus();
}

function fail(problem) {
  const line = byId("home-problem");
  if (!line) return;
  line.textContent = problem ? `⚠ ${problem}` : "";
  line.hidden = !problem;
}
