// The modal view of the acting person. Views lie on each other; the topmost is shown.

import { drawBlocks } from "./blocks.js";
import { byId, el } from "./dom.js";
import { Form } from "./form.js";
import * as server from "./server.js";
import { text } from "./text.js";
import { workspace } from "./workspace.js";

const dialog = byId("view");
const typed = new Map(); // view id → what was typed in, for when it is uncovered again
let shown = null;        // { view, depth } as JSON text, to leave an unchanged one alone
let asked = 0;           // the number of the latest question for the view
let form = null;
let opener = null;       // what had the focus before

/** refreshView fetches the acting person's view and shows, redraws or closes it. */
export async function refreshView() {
  const question = ++asked;
  let view = null, depth = 0;
  try {
    ({ view, depth } = await server.view(workspace.as));
  } catch {
    return; // the next event brings it
  }
  if (question !== asked) return;
  const json = view && JSON.stringify({ view, depth });
  if (json === shown) return;
  if (!view) {
    leave();
    return;
  }
  const before = shown && JSON.parse(shown).view;
  if (before && form) typed.set(before.id, form.values());
  const same = before?.id === view.id;
  const field = same && document.activeElement?.closest("[data-field]")?.dataset.field;
  draw(view, depth, typed.get(view.id) ?? view.state?.values ?? {});
  shown = json;
  if (!dialog.open) {
    opener = document.activeElement;
    dialog.showModal();
  }
  const first = ".dialog-body input:not(:disabled), .dialog-body textarea, .dialog-body select";
  const again = field && [...dialog.querySelectorAll("[data-field]")].find((n) => n.dataset.field === field);
  (again || dialog.querySelector("[autofocus]") || dialog.querySelector(first) || dialog.querySelector("h2")).focus();
}

function leave() {
  const open = shown !== null;
  shown = null;
  typed.clear();
  dialog.close();
  if (open && opener?.isConnected) opener.focus();
}

// A redrawn view keeps what was typed into blocks that have kept their ids.
function draw(view, depth, kept) {
  form = new Form({}, kept, async (problem) => {
    fail(problem);
    await refreshView();
  });
  const stacked = depth > 1;
  dialog.replaceChildren(el("form", { noValidate: true, on: { submit } },
    el("header", {},
      el("h2", { id: "view-title", tabIndex: -1 }, text(view.title)),
      stacked && el("span", { class: "quiet" }, `step ${depth}`),
      el("button", { type: "button", class: "plain", "aria-label": stacked ? "Back" : "Close", on: { click: close } }, stacked ? "←" : "✕")),
    el("div", { class: "dialog-body" }, drawBlocks(view.blocks ?? [], form)),
    el("p", { class: "field-error", id: "view-problem", role: "alert", hidden: true }),
    el("div", { class: "dialog-foot" },
      el("button", { type: "button", on: { click: close } }, view.close ? text(view.close) : "Cancel"),
      view.submit && el("button", { class: "primary", id: "view-submit" }, text(view.submit)))));
}

async function submit(event) {
  event.preventDefault();
  const button = byId("view-submit");
  if (!button || button.disabled) return;
  fail("");
  const mistakes = form.mistakes();
  form.showErrors(mistakes);
  if (Object.keys(mistakes).length > 0) return;
  button.disabled = true;
  button.setAttribute("aria-busy", "true");
  const { problem, errors } = await server.submit(workspace.as, form.values());
  button.disabled = false;
  button.removeAttribute("aria-busy");
  fail(problem);
  const homeless = form.showErrors(errors ?? {});
  if (homeless.length) fail(`The app gave errors for fields that are not there: ${homeless.join(", ")}.`);
  if (!problem && Object.keys(errors ?? {}).length === 0) {
    await refreshView();
  }
}

async function close() {
  const { problem } = await server.closeView(workspace.as);
  fail(problem);
  await refreshView();
}

dialog.addEventListener("cancel", (event) => {
  if (!event.cancelable) return;
  event.preventDefault();
  close();
});

// A browser may close a dialog without asking, such as when Escape comes twice.
dialog.addEventListener("close", () => {
  if (shown === null) return;
  shown = null;
  close();
});

function fail(problem) {
  const line = byId("view-problem");
  if (!line) return;
  line.textContent = problem ? `⚠ ${problem}` : "";
  line.hidden = !problem;
}
