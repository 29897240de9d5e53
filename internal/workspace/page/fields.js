// Elements that hold a value. Each is drawn and gives what a view submits for
// it, in the shape of Slack's view.state.values.

import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { localInput, zonedSeconds } from "./time.js";
import { workspace } from "./workspace.js";

/** field draws an element of a block and registers it with the surface. */
export function field(e, block, surface, id) {
  const kind = kinds[e.type];
  if (!kind) return el("span", { class: "quiet" }, `[${e.type}]`);
  const saved = surface.saved?.(block.block_id, e.action_id);
  const { node, read, what } = kind(e, saved);
  if (id) node.id = id;
  else node.setAttribute("aria-label", e.placeholder?.text ?? e.type.replaceAll("_", " "));
  if (e.focus_on_load) node.autofocus = true;
  surface.register?.(block.block_id ?? "", e.action_id ?? "", () => ({ type: e.type, ...read() }));
  if (block.type !== "input" || block.dispatch_action) {
    node.addEventListener("change", () => surface.act(what()));
  }
  return node;
}

const kinds = {
  plain_text_input: (e, saved) => typed(e, saved, e.multiline ? el("textarea", { rows: 4 }) : el("input", { type: "text" })),
  email_text_input: (e, saved) => typed(e, saved, el("input", { type: "email", autocomplete: "off" })),
  url_text_input: (e, saved) => typed(e, saved, el("input", { type: "url", autocomplete: "off" })),
  number_input: (e, saved) => typed(e, saved, el("input", {
    type: "number", inputMode: "decimal", step: e.is_decimal_allowed ? "any" : "1", min: e.min_value ?? "", max: e.max_value ?? "",
  })),
  rich_text_input: richTextInput,

  datepicker: (e, saved) => picked("date", "selected_date", saved ? saved.selected_date : e.initial_date),
  timepicker: (e, saved) => picked("time", "selected_time", saved ? saved.selected_time : e.initial_time),
  datetimepicker: dateAndTime,

  static_select: select, external_select: select,
  users_select: (e, saved) => known(e, saved, people(), "user"),
  channels_select: (e, saved) => known(e, saved, channels(), "channel"),
  conversations_select: (e, saved) => known(e, saved, channels(), "conversation"),

  radio_buttons: (e, saved) => ticks(e, "radio", saved ? [saved.selected_option] : [e.initial_option]),
  checkboxes: (e, saved) => ticks(e, "checkbox", saved?.selected_options ?? e.initial_options),
  multi_static_select: (e, saved) => ticks(e, "checkbox", saved?.selected_options ?? e.initial_options),
  multi_users_select: (e, saved) => severalKnown(e, saved, people(), "users"),
  multi_channels_select: (e, saved) => severalKnown(e, saved, channels(), "channels"),
};

function typed(e, saved, node) {
  node.value = (saved ? saved.value : e.initial_value) ?? "";
  node.placeholder = e.placeholder?.text ?? "";
  if (e.max_length) node.maxLength = e.max_length;
  if (e.min_length) node.minLength = e.min_length;
  return { node, read: () => ({ value: node.value === "" ? null : node.value }), what: () => ({ value: node.value }) };
}

// Rich text is typed as plain text and submitted as one section.
function richTextInput(e, saved) {
  const flat = (part) => part?.text ?? (part?.elements ?? []).map(flat).join("");
  const node = el("textarea", { rows: 4, value: flat(saved ? saved.rich_text_value : e.initial_value), placeholder: e.placeholder?.text ?? "" });
  const section = (text) => ({ type: "rich_text_section", elements: [{ type: "text", text }] });
  const read = () => ({ rich_text_value: node.value ? { type: "rich_text", elements: [section(node.value)] } : null });
  return { node, read, what: () => ({ value: node.value }) };
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

function select(e, saved) {
  const groups = e.option_groups ?? [];
  const all = [...(e.options ?? []), ...groups.flatMap((g) => g.options)];
  const start = (saved ? saved.selected_option : e.initial_option)?.value;
  const entry = (o) => el("option", { value: o.value, selected: o.value === start }, withEmoji(o.text.text));
  const node = el("select", {},
    el("option", { value: "", disabled: true, selected: start === undefined }, e.placeholder?.text ?? "Choose one"),
    (e.options ?? []).map(entry),
    groups.map((g) => el("optgroup", { label: g.label.text }, g.options.map(entry))));
  const chosen = () => all.find((o) => o.value === node.value) ?? null;
  return { node, read: () => ({ selected_option: chosen() }), what: () => ({ option: node.value }) };
}

const option = (value, text) => ({ value, text: { type: "plain_text", text } });
const people = () => workspace.people.map((p) => option(p.id, p.name));
const channels = () => workspace.channels.map((c) => option(c.id, `#${c.name.replace(/^#/, "")}`));

function known(e, saved, options, what) {
  const start = saved ? saved[`selected_${what}`] : e[`initial_${what}`];
  const { node } = select({ ...e, options, initial_option: start ? option(start, "") : undefined });
  return { node, read: () => ({ [`selected_${what}`]: node.value || null }), what: () => ({ value: node.value }) };
}

function severalKnown(e, saved, options, what) {
  const start = (saved?.[`selected_${what}`] ?? e[`initial_${what}`] ?? []).map((v) => option(v, ""));
  const { node, read } = ticks({ ...e, options }, "checkbox", start);
  const values = () => read().selected_options.map((o) => o.value);
  return { node, read: () => ({ [`selected_${what}`]: values() }), what: () => ({ options: values() }) };
}

let groups = 0;

function ticks(e, type, start = []) {
  const name = `group-${++groups}`;
  const all = e.options ?? (e.option_groups ?? []).flatMap((g) => g.options);
  const boxes = all.map((o) => el("input", { type, name, checked: (start ?? []).some((s) => s?.value === o.value) }));
  const node = el("div", { class: "ticks", role: type === "radio" ? "radiogroup" : "group" }, all.map((o, i) =>
    el("label", {}, boxes[i], el("span", {}, withEmoji(o.text.text), o.description && el("small", {}, withEmoji(o.description.text))))));
  const chosen = () => all.filter((_, i) => boxes[i].checked);
  return type === "radio"
    ? { node, read: () => ({ selected_option: chosen()[0] ?? null }), what: () => ({ option: chosen()[0]?.value ?? "" }) }
    : { node, read: () => ({ selected_options: chosen() }), what: () => ({ options: chosen().map((o) => o.value) }) };
}
