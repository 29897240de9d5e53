// A button that opens a menu.

import { el, webAddress } from "./dom.js";

/**
 * menu is a button with entries { label, small, url, choose }. A url opens as
 * well as the choice is made. Arrow keys go through the menu, Escape leaves it.
 */
export function menu(name, sign, entries) {
  const opener = el("button", { type: "button", class: "button menu-open", "aria-label": name, "aria-haspopup": "menu", "aria-expanded": "false" }, sign);
  const list = el("div", { class: "menu", role: "menu", hidden: true }, entries.map(item));
  const items = [...list.children];
  const root = el("div", { class: "menu-root" }, opener, list);

  function show(open) {
    list.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (!open) return;
    list.classList.toggle("upwards", opener.getBoundingClientRect().bottom + list.offsetHeight + 8 > window.innerHeight);
    items[0]?.focus();
  }
  function item(entry) {
    const choose = () => {
      show(false);
      opener.focus();
      entry.choose();
    };
    const href = webAddress(entry.url ?? "");
    const properties = { role: "menuitem", tabIndex: -1, on: { click: choose } };
    const label = [entry.label, entry.small && el("small", {}, entry.small)];
    return href
      ? el("a", { ...properties, href, target: "_blank", rel: "noopener noreferrer" }, label)
      : el("button", { ...properties, type: "button" }, label);
  }
  opener.addEventListener("click", () => show(list.hidden));
  root.addEventListener("focusout", (event) => {
    if (!root.contains(event.relatedTarget)) show(false);
  });
  root.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const here = items.indexOf(document.activeElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items.at(to % items.length).focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      show(false);
      opener.focus();
    }
  });
  return root;
}
