// A list of messages on the page that stays at its end, or where it was scrolled to.

import { el } from "./dom.js";
import { drawMessage } from "./message.js";
import { dayKey, dayName } from "./time.js";
import { hasNewReplies, now, workspace, zone } from "./workspace.js";

/** Feed draws a history into a list inside a box that scrolls. */
export class Feed {
  #drawn = new Map(); // key → { look, m, node }: what is on the page
  #history = null;
  #loading = false;

  /** options are passed on to drawMessage; empty draws what stands where nothing is. */
  constructor(list, scroll, { empty = () => null, ...options } = {}) {
    Object.assign(this, { list, scroll, empty, options, following: true, atEnd: true });
    scroll.addEventListener("scroll", () => {
      this.#look();
      if (scroll.scrollTop < 800) this.#earlier();
    }, { passive: true });
    // A message that grows, or a window that shrinks, keeps the end in sight.
    const sizes = new ResizeObserver(() => {
      if (this.atEnd) scroll.scrollTop = scroll.scrollHeight;
    });
    sizes.observe(scroll);
    sizes.observe(list);
  }

  /** show brings the list up to date with a history; notes are lines of the page's own. */
  show(history, notes = []) {
    const fresh = history !== this.#history;
    this.#history = history;
    this.notes = notes;
    if (fresh) {
      this.#drawn = new Map();
      this.list.replaceChildren();
    }
    if (!fresh) this.#look(); // the scroll event may still be on its way
    const follow = fresh || this.following;
    if (follow) history.trim();
    const last = this.list.lastChild?.dataset.ts;
    this.list.setAttribute("aria-busy", String(fresh));
    this.#place(this.#rows(history.messages));
    this.list.removeAttribute("aria-busy");
    if (follow && (fresh || this.atEnd || this.list.lastChild?.dataset.ts !== last)) this.scroll.scrollTop = this.#target();
    this.#look();
  }

  // Where the newest message is in sight: its end, or its beginning if it is taller than the box.
  #target() {
    const { scrollHeight, clientHeight } = this.scroll;
    const last = this.list.lastElementChild;
    if (!last || last.offsetHeight < clientHeight - 20) return scrollHeight - clientHeight;
    return last.getBoundingClientRect().top - this.list.getBoundingClientRect().top - 16;
  }

  #look() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroll;
    this.atEnd = scrollHeight - scrollTop - clientHeight < 60;
    this.following = this.atEnd || scrollTop > this.#target() - 60;
  }

  async #earlier() {
    const history = this.#history;
    if (!history?.more || this.#loading) return;
    this.#loading = true;
    try {
      await history.earlier();
    } catch {
      return; // the line about the connection says so
    } finally {
      this.#loading = false;
    }
    if (history !== this.#history) return;
    if (this.following) return this.show(history, this.notes); // they have gone to the end meanwhile
    const top = this.scroll.getBoundingClientRect().top;
    const ts = [...this.list.children].find((n) => n.dataset.ts && n.getBoundingClientRect().bottom > top)?.dataset.ts;
    const where = () => this.#drawn.get(ts)?.node.getBoundingClientRect().top ?? 0;
    const before = where();
    this.list.setAttribute("aria-busy", "true");
    this.#place(this.#rows(history.messages));
    this.list.removeAttribute("aria-busy");
    this.scroll.scrollTop += where() - before;
  }

  /** rows lists what is to be seen; look and m are all that drawing depends on. */
  #rows(messages) {
    const all = [];
    const context = `${workspace.as} ${zone()} ${dayKey(now())}`;
    const noteRows = (ts) => this.notes.filter((n) => n.after === ts).forEach((n) =>
      all.push({ key: `note ${n.id}`, look: "", draw: () => problemLine(n) }));
    if (this.#history.more) all.push({ key: "more", look: "", draw: () => el("li", { class: "earlier" }, el("button", { type: "button", class: "plain", on: { click: () => this.#earlier() } }, "Show earlier messages")) });
    noteRows("");
    let day = "", author = "", last = 0;
    for (const m of messages) {
      const at = new Date(m.at);
      const key = dayKey(at);
      if (key !== day) {
        day = key;
        author = "";
        const name = dayName(at);
        all.push({ key: `day ${day}`, look: name, draw: () => el("li", { class: "day" }, el("h3", {}, name)) });
      }
      const follows = m.user === author && !m.ephemeral && at - last < 300_000;
      all.push({ key: m.ts, m, look: `${follows} ${hasNewReplies(m.ts, workspace.as)} ${context}`, draw: () => drawMessage(m, { ...this.options, follows }) });
      author = m.ephemeral ? "" : m.user;
      last = at;
      noteRows(m.ts);
    }
    const known = new Set(messages.map((m) => m.ts));
    this.notes.filter((n) => n.after && !known.has(n.after)).forEach((n) =>
      all.push({ key: `note ${n.id}`, look: "", draw: () => problemLine(n) }));
    if (all.length === 0) all.push({ key: "empty", look: context, draw: this.empty });
    return all;
  }

  /** place makes the list show the rows, leaving alone what has not changed. */
  #place(wanted) {
    const next = new Map();
    for (const { key, look, m, draw } of wanted) {
      const old = this.#drawn.get(key);
      next.set(key, { look, m, node: old?.look === look && old.m === m ? old.node : draw() });
    }
    const focused = [...this.#drawn].find(([, { node }]) => node.contains(document.activeElement));
    const field = document.activeElement?.closest?.("[data-field]")?.dataset.field;
    const staying = new Set([...next.values()].map(({ node }) => node));
    for (const child of [...this.list.children]) {
      if (!staying.has(child)) child.remove();
    }
    let here = this.list.firstChild;
    for (const { node } of next.values()) {
      if (here === node) here = here.nextSibling;
      else this.list.insertBefore(node, here);
    }
    this.#drawn = next;
    if (focused && !staying.has(focused[1].node)) refocus(next.get(focused[0])?.node, field);
  }
}

// A message that is drawn anew keeps the focus, on the same element if it is still there.
function refocus(node, field) {
  const again = [...node?.querySelectorAll("[data-field]") ?? []].find((n) => n.dataset.field === field);
  if (again) again.focus();
  else if (node) Object.assign(node, { tabIndex: -1 }).focus({ preventScroll: true });
}

const problemLine = (n) => el("li", { class: "problem" }, el("span", { "aria-hidden": "true" }, "⚠ "), n.text,
  el("span", { class: "only-you" }, "Only visible to you"));
