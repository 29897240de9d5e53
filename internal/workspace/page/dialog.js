// The modal view of the acting person.

import { drawBlocks, text } from "./blocks.js";
import { byId, el } from "./dom.js";
import * as server from "./server.js";
import { workspace } from "./workspace.js";

const dialog = byId("view");
let shown = null;      // the view as JSON text, to leave an unchanged one alone
let asked = 0;         // the number of the latest question for the view
let inputs = [];       // of input blocks: { block, node }
let fields = new Map(); // block id → map of action id → function that reads the state

/** refreshView fetches the acting person's view and shows, redraws or closes it. */
export async function refreshView() {
  const question = ++asked;
  let view = null;
  try {
    ({ view } = await server.view(workspace.as));
  } catch {
    return; // the next event brings it
  }
  if (question !== asked) return;
  const json = view && JSON.stringify(view);
  if (json === shown) return;
  if (!view) {
    shown = null;
    dialog.close();
    return;
  }
  const same = shown !== null && JSON.parse(shown).id === view.id;
  draw(view, same ? values() : view.state?.values ?? {});
  shown = json;
  if (!dialog.open) dialog.showModal();
  (dialog.querySelector("[autofocus]") ?? dialog.querySelector(".dialog-body input, .dialog-body textarea, .dialog-body select"))?.focus();
}

// A redrawn view keeps what was typed into blocks that have kept their ids.
function draw(view, kept) {
  inputs = [];
  fields = new Map();
  const surface = {
    saved: (block, action) => kept[block]?.[action],
    register: (block, action, read) => {
      if (!fields.has(block)) fields.set(block, new Map());
      fields.get(block).set(action, read);
    },
    registerInput: (block, node) => inputs.push({ block, node }),
    act: async (blockId, actionId, what) => {
      const { problem } = await server.click(workspace.as, {}, { blockId, actionId, ...what });
      fail(problem);
      await refreshView();
    },
  };
  dialog.replaceChildren(el("form", { noValidate: true, on: { submit } },
    el("header", {},
      el("h2", { id: "view-title" }, text(view.title)),
      el("button", { type: "button", class: "plain", "aria-label": "Close", on: { click: close } }, "✕")),
    el("div", { class: "dialog-body" }, drawBlocks(view.blocks ?? [], surface)),
    el("p", { class: "field-error", id: "view-problem", role: "alert", hidden: true }),
    el("div", { class: "dialog-foot" },
      el("button", { type: "button", on: { click: close } }, view.close ? text(view.close) : "Cancel"),
      view.submit && el("button", { class: "primary", id: "view-submit" }, text(view.submit)))));
}

/** values is what the fields hold, as { block: { action: state } }. */
function values() {
  return Object.fromEntries([...fields].map(([block, actions]) =>
    [block, Object.fromEntries([...actions].map(([action, read]) => [action, read()]))]));
}

async function submit(event) {
  event.preventDefault();
  const button = byId("view-submit");
  if (!button || button.disabled || !showErrors(mistakes())) return;
  button.disabled = true;
  const { problem, errors } = await server.submit(workspace.as, values());
  button.disabled = false;
  fail(problem);
  if (showErrors(errors ?? {}) && !problem) await refreshView();
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

/** mistakes are those that can be seen without asking: block id → text. */
function mistakes() {
  const found = {};
  const state = values();
  for (const { block, node } of inputs) {
    const { type, ...held } = state[block.block_id ?? ""]?.[block.element.action_id ?? ""] ?? {};
    const value = Object.values(held)[0];
    const control = node.querySelector("input, textarea, select");
    if (control?.validity.badInput) found[block.block_id] = "This is not complete.";
    else if (value === null || value === undefined || value.length === 0) {
      if (!block.optional) found[block.block_id] = "Please fill in this field.";
    } else if (control && !control.validity.valid && !control.validity.valueMissing) {
      found[block.block_id] = control.validationMessage;
    } else if (block.element.min_length > value.length) {
      found[block.block_id] = `Please write at least ${block.element.min_length} characters.`;
    }
  }
  return found;
}

/** showErrors puts errors at their fields and tells whether there were none. */
function showErrors(errors) {
  let first = null;
  for (const { block, node } of inputs) {
    const error = errors[block.block_id];
    const line = node.querySelector(".field-error");
    line.textContent = error ?? "";
    line.hidden = !error;
    node.classList.toggle("invalid", Boolean(error));
    const control = node.querySelector("input, textarea, select");
    control?.setAttribute("aria-invalid", String(Boolean(error)));
    if (error) first ??= control;
  }
  first?.focus();
  const homeless = Object.keys(errors).filter((id) => !inputs.some(({ block }) => block.block_id === id));
  if (homeless.length) fail(`The app gave errors for fields that are not there: ${homeless.join(", ")}.`);
  return Object.keys(errors).length === 0;
}

function fail(problem) {
  const line = byId("view-problem");
  if (!line) return;
  line.textContent = problem ?? "";
  line.hidden = !problem;
}
