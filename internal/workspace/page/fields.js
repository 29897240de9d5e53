// Elements that hold a value. Each is drawn and gives what a view submits for
// it, in the shape of Slack's view.state.values.

import { el } from "./dom.js";
import { externalSelect } from "./external.js";
import { channels, conversations, known, people, select, several, severalKnown, ticks } from "./selects.js";
import { localInput, zonedSeconds } from "./time.js";
import { dispatchTyped } from "./typing.js";

/**
 * field draws an element of a block and registers it with the surface. act is
 * called with a choice, and tells whether it was made; id is for a label.
 */
export function field(e, block, surface, act, id) {
  const kind = kinds[e.type];
  if (!kind) return el("span", { class: "quiet" }, `[${e.type}]`);
  const blockId = block.block_id ?? "", actionId = e.action_id ?? "";
  const made = kind(e, surface.saved?.(blockId, actionId), {
    optional: block.type === "input" && block.optional,
    suggest: (typed) => surface.suggest?.(blockId, actionId, typed) ?? {},
  });
  const { node, read, what, control = node } = made;
  if (id) control.id = id;
  else control.setAttribute("aria-label", e.placeholder?.text ?? e.type.replaceAll("_", " "));
  control.dataset.field = `${blockId}/${actionId}`;
  if (e.focus_on_load) control.autofocus = true;
  if (read) surface.register?.(blockId, actionId, () => ({ type: e.type, ...read() }));
  if (what && (block.type !== "input" || block.dispatch_action)) {
    if (made.typed) return dispatchTyped(node, e.dispatch_action_config, () => act(what()));
    dispatchChosen(node, () => act(what()));
  }
  return node;
}

// A choice that the person takes back, when asked, is not made.
function dispatchChosen(node, act) {
  const all = node.matches("input, select") ? [node] : [...node.querySelectorAll("input, select")];
  const look = () => all.map((control) => [control.value, control.checked]);
  let before = look();
  node.addEventListener("change", async () => {
    if (await act() === undefined) {
      all.forEach((control, i) => { [control.value, control.checked] = before[i]; });
    }
    before = look();
  });
}

const kinds = {
  plain_text_input: (e, saved) => typed(e, saved, e.multiline ? el("textarea", { rows: 4 }) : el("input", { type: "text" })),
  email_text_input: (e, saved) => typed(e, saved, el("input", { type: "email", autocomplete: "off" })),
  url_text_input: (e, saved) => typed(e, saved, el("input", { type: "url", autocomplete: "off" })),
  number_input: (e, saved) => typed(e, saved, el("input", {
    type: "number", inputMode: "decimal", step: e.is_decimal_allowed ? "any" : "1", min: e.min_value ?? "", max: e.max_value ?? "",
  })),
  rich_text_input: richTextInput,
  file_input: (e) => ({ node: el("input", { type: "file", disabled: true, title: "This workspace takes no files", multiple: e.max_files > 1 }) }),

  datepicker: (e, saved) => picked("date", "selected_date", saved ? saved.selected_date : e.initial_date),
  timepicker: (e, saved) => picked("time", "selected_time", saved ? saved.selected_time : e.initial_time),
  datetimepicker: dateAndTime,

  static_select: select, external_select: externalSelect, multi_external_select: externalSelect,
  users_select: (e, saved, on) => known(e, saved, people(), "user", on),
  channels_select: (e, saved, on) => known(e, saved, channels(), "channel", on),
  conversations_select: (e, saved, on) => known(e, saved, conversations(), "conversation", on),

  radio_buttons: (e, saved) => ticks(e, "radio", saved ? [saved.selected_option] : [e.initial_option]),
  checkboxes: several, multi_static_select: several,
  multi_users_select: (e, saved) => severalKnown(e, saved, people(), "users"),
  multi_channels_select: (e, saved) => severalKnown(e, saved, channels(), "channels"),
  multi_conversations_select: (e, saved) => severalKnown(e, saved, conversations(), "conversations"),
};

function typed(e, saved, node) {
  node.value = (saved ? saved.value : e.initial_value) ?? "";
  node.placeholder = e.placeholder?.text ?? "";
  return { node, typed: true, read: () => ({ value: node.value === "" ? null : node.value }), what: () => ({ value: node.value }) };
}

// Rich text is typed as plain text and submitted as one section.
function richTextInput(e, saved) {
  const flat = (part) => part?.text ?? (part?.elements ?? []).map(flat).join("");
  const node = el("textarea", { rows: 4, value: flat(saved ? saved.rich_text_value : e.initial_value), placeholder: e.placeholder?.text ?? "" });
  const section = (text) => ({ type: "rich_text_section", elements: [{ type: "text", text }] });
  const read = () => ({ rich_text_value: node.value ? { type: "rich_text", elements: [section(node.value)] } : null });
  return { node, typed: true, read, what: () => ({ value: node.value }) };
}

function picked(type, name, value) {
  const node = el("input", { type, value: value ?? "" });
  return { node, read: () => ({ [name]: node.value || null }), what: () => ({ value: node.value }) };
}

function dateAndTime(e, saved) {
  const start = saved ? saved.selected_date_time : e.initial_date_time;
  const node = el("input", { type: "datetime-local", value: start ? localInput(start) : "" });
  const seconds = () => (node.value ? zonedSeconds(node.value) : null);
  return { node, read: () => ({ selected_date_time: seconds() }), what: () => ({ value: String(seconds() ?? "") }) };
}
