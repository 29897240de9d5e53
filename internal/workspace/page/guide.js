// The panel "Try it in five minutes", if the workspace has one.

import { compose } from "./composer.js";
import { byId, el } from "./dom.js";
import { isWide, onPanel, openPanel, showPanel } from "./panels.js";
import * as server from "./server.js";
import { userName, workspace } from "./workspace.js";

const panel = byId("guide");
const opener = byId("guide-open");
const dismissed = "guide dismissed";

/** startGuide fetches the guide; open is called with the person and the channel of a step. */
export async function startGuide(open) {
  const guide = await server.guide().catch(() => null);
  if (!guide?.steps?.length) return;
  opener.hidden = false;
  opener.textContent = guide.title;
  opener.addEventListener("click", () => {
    document.body.classList.remove("drawer");
    showPanel(openPanel() === "guide" ? "" : "guide");
  });
  panel.replaceChildren(
    el("header", {},
      el("h2", { id: "guide-title" }, guide.title),
      el("button", { type: "button", class: "plain", "aria-label": "Close the guide", on: { click: dismiss } }, "✕")),
    el("ol", { class: "panel-body" }, guide.steps.map((step) => drawStep(step, open))));
  onPanel((name) => name === "guide" && localStorage.removeItem(dismissed));
  if (!localStorage.getItem(dismissed) && isWide() && !openPanel()) showPanel("guide");
}

function dismiss() {
  localStorage.setItem(dismissed, "yes");
  showPanel("");
  opener.focus();
}

function drawStep(step, open) {
  const item = el("li", {},
    el("strong", {}, step.title),
    el("p", {}, step.text),
    el("button", { type: "button", "aria-label": `Show me: ${step.title}`, on: { click: async () => {
      item.classList.add("done");
      if (!isWide()) showPanel("");
      const as = actor(step.as);
      await open(as, place(step.channel, as));
      compose(step.type ?? "");
    } } }, "Show me"),
    step.as && el("span", { class: "quiet step-as" }, `as ${userName(actor(step.as))}`));
  return item;
}

/** actor finds a person by id, handle or name. */
function actor(name) {
  const found = workspace.people.find((p) => [p.id, p.handle, p.name].includes(name));
  return found?.id ?? workspace.as;
}

/** place finds a channel by id or name; anything else is the person's talk with the app. */
function place(name, as) {
  const bare = (name ?? "").replace(/^#/, "");
  const found = workspace.channels.find((c) => c.id === bare || c.name.replace(/^#/, "") === bare);
  return found?.id ?? workspace.dms[as] ?? workspace.channel;
}
