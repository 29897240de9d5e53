// Menus whose options are known: the app's own, people and conversations.

import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";
import { workspace } from "./workspace.js";

const option = (value, text) => ({ value, text: { type: "plain_text", text } });

export const people = () => workspace.people.map((p) => option(p.id, p.name));
export const channels = () => workspace.channels.map((c) => option(c.id, `#${c.name.replace(/^#/, "")}`));
export const conversations = () => [...channels(), ...[workspace.dms[workspace.as]].filter(Boolean).map((id) => option(id, workspace.bot.name))];

/** select draws a menu for one of the options or of the groups of options. */
export function select(e, saved, { optional } = {}) {
  const groups = e.option_groups ?? [];
  const all = [...(e.options ?? []), ...groups.flatMap((g) => g.options)];
  const start = (saved ? saved.selected_option : e.initial_option)?.value;
  const entry = (o) => el("option", { value: o.value, selected: o.value === start }, withEmoji(o.text.text));
  const node = el("select", {},
    el("option", { value: "", disabled: !optional, selected: start === undefined }, e.placeholder?.text ?? "Choose one"),
    (e.options ?? []).map(entry),
    groups.map((g) => el("optgroup", { label: g.label.text }, g.options.map(entry))));
  const chosen = () => all.find((o) => o.value === node.value) ?? null;
  return { node, read: () => ({ selected_option: chosen() }), what: () => ({ option: node.value }) };
}

/** known draws a menu for one person or conversation. */
export function known(e, saved, options, what, on) {
  const here = e.default_to_current_conversation ? workspace.channel : undefined;
  const start = (saved ? saved[`selected_${what}`] : e[`initial_${what}`]) ?? here;
  const { node } = select({ ...e, options, initial_option: start ? option(start, "") : undefined }, undefined, on);
  return { node, read: () => ({ [`selected_${what}`]: node.value || null }), what: () => ({ value: node.value }) };
}

/** several draws boxes to tick for several of the options. */
export const several = (e, saved) => ticks(e, "checkbox", saved?.selected_options ?? e.initial_options);

/** severalKnown draws boxes to tick for several people or conversations. */
export function severalKnown(e, saved, options, what) {
  const start = (saved?.[`selected_${what}`] ?? e[`initial_${what}`] ?? []).map((v) => option(v, ""));
  const { node, read } = ticks({ ...e, options }, "checkbox", start);
  const values = () => read().selected_options.map((o) => o.value);
  return { node, read: () => ({ [`selected_${what}`]: values() }), what: () => ({ options: values() }) };
}

let groups = 0;

/** ticks draws options as radio buttons or boxes; start is what is ticked. */
export function ticks(e, type, start = []) {
  const name = `group-${++groups}`;
  const sets = e.option_groups ?? [{ options: e.options ?? [] }];
  const all = sets.flatMap((g) => g.options);
  const boxes = new Map(all.map((o) => [o, el("input", { type, name, checked: (start ?? []).some((s) => s?.value === o.value) })]));
  const line = (o) => el("label", {}, boxes.get(o), el("span", {}, shown(o.text), o.description && el("small", {}, shown(o.description))));
  const node = el("div", { class: `ticks${all.length > 8 ? " many" : ""}`, role: type === "radio" ? "radiogroup" : "group" },
    sets.map((g) => [g.label && el("p", { class: "quiet" }, withEmoji(g.label.text)), g.options.map(line)]));
  const chosen = () => all.filter((o) => boxes.get(o).checked);
  const limit = () => boxes.forEach((box) => { box.disabled = !box.checked && chosen().length >= (e.max_selected_items ?? Infinity); });
  node.addEventListener("change", limit);
  limit();
  return type === "radio"
    ? { node, read: () => ({ selected_option: chosen()[0] ?? null }), what: () => ({ option: chosen()[0]?.value ?? "" }) }
    : { node, read: () => ({ selected_options: chosen() }), what: () => ({ options: chosen().map((o) => o.value) }) };
}

const shown = (text) => (text.type === "mrkdwn" ? mrkdwn(text.text) : withEmoji(text.text));
