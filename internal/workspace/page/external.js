// Menus whose options the app proposes as one types.

import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";

const pause = 250; // ms without a key before the app is asked

let lists = 0;

/** externalSelect draws a field that asks the app for options, for one or for several of them. */
export function externalSelect(e, saved, { suggest }) {
  const many = e.type.startsWith("multi_");
  let chosen = many
    ? [...(saved?.selected_options ?? e.initial_options ?? [])]
    : [saved ? saved.selected_option : e.initial_option].filter(Boolean);
  let offered = [], marked = -1, timer = 0;
  const id = `options-${++lists}`;
  const control = el("input", {
    type: "text", role: "combobox", autocomplete: "off", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list",
    placeholder: e.placeholder?.text ?? "Type to search",
  });
  const list = el("ul", { id, class: "choices", role: "listbox", hidden: true });
  const chips = el("div", { class: "chips" });
  const node = el("div", { class: "external" }, many && chips, control, list);

  function show() {
    if (!many) control.value = chosen[0] ? withEmoji(chosen[0].text.text) : "";
    chips.replaceChildren(...chosen.map((o) => el("button", {
      type: "button", class: "chip", "aria-label": `Remove ${o.text.text}`, on: { click: () => put(chosen.filter((c) => c !== o)) },
    }, withEmoji(o.text.text), " ✕")));
  }
  function put(options) {
    chosen = options;
    open(false);
    if (many) control.value = "";
    show();
    node.dispatchEvent(new Event("change"));
  }
  function choose(o) {
    if (!many) return put([o]);
    const room = chosen.length < (e.max_selected_items ?? Infinity) && !chosen.some((c) => c.value === o.value);
    return put(room ? [...chosen, o] : chosen);
  }
  function open(is) {
    list.hidden = !is;
    control.setAttribute("aria-expanded", String(is));
    if (!is) control.removeAttribute("aria-activedescendant");
  }
  async function ask() {
    const text = control.value;
    if (text.length < (e.min_query_length ?? 3)) return open(false);
    const { options, option_groups: groups, problem } = await suggest(text);
    if (control.value !== text) return undefined;
    const sets = groups ?? [{ options: options ?? [] }];
    offered = sets.flatMap((g) => g.options);
    list.replaceChildren(...sets.flatMap((g) => [
      ...(g.label ? [el("li", { class: "quiet", role: "presentation" }, g.label.text)] : []),
      ...g.options.map((o) => el("li", {
        id: `${id}-${offered.indexOf(o)}`, role: "option", on: { mousedown: (event) => event.preventDefault(), click: () => choose(o) },
      }, withEmoji(o.text.text))),
    ]));
    if (offered.length === 0) list.replaceChildren(el("li", { class: "quiet" }, problem || "No results"));
    mark(offered.length ? 0 : -1);
    return open(true);
  }
  function mark(i) {
    marked = i;
    list.querySelectorAll("[role=option]").forEach((item, n) => item.setAttribute("aria-selected", String(n === i)));
    if (i >= 0) control.setAttribute("aria-activedescendant", `${id}-${i}`);
  }
  control.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  });
  control.addEventListener("change", (event) => event.stopPropagation());
  control.addEventListener("focus", () => e.min_query_length === 0 && ask());
  control.addEventListener("blur", () => setTimeout(() => {
    open(false);
    if (!many && control.value === "" && chosen.length) put([]);
    else show();
  }, 150));
  control.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: offered.length - 1 }[event.key];
    if (step && offered.length) mark((marked + step) % offered.length);
    else if (event.key === "Enter" && marked >= 0) choose(offered[marked]);
    else if (event.key === "Escape") open(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  show();
  return {
    node, control,
    read: () => (many ? { selected_options: chosen } : { selected_option: chosen[0] ?? null }),
    what: () => (many ? { options: chosen.map((o) => JSON.stringify(o)) } : { option: chosen[0] ? JSON.stringify(chosen[0]) : "" }),
  };
}
