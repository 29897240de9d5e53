// The inspector: what goes over the wire between the workspace and the app.

import { byId } from "./dom.js";
import { onPanel, openPanel, showPanel } from "./panels.js";
import { drawTrace } from "./trace.js";

const remembered = "inspector open";
const most = 300; // as many as the server remembers
const list = byId("traces");
const entries = new Map(); // id → { trace, node }
let filter = "";

/** startInspector listens to its buttons; connect is called when it needs the traces or no more. */
export function startInspector(connect) {
  byId("inspector-open").addEventListener("click", () => showPanel(openPanel() === "inspector" ? "" : "inspector"));
  byId("inspector-close").addEventListener("click", () => showPanel(""));
  byId("inspector-clear").addEventListener("click", () => {
    entries.clear();
    list.replaceChildren();
    count();
  });
  byId("inspector-filter").addEventListener("change", (event) => {
    filter = event.target.value;
    entries.forEach(({ trace, node }) => { node.hidden = !fits(trace); });
    count();
  });
  let was = openPanel() === "inspector";
  onPanel((name) => {
    const is = name === "inspector";
    byId("inspector-open").setAttribute("aria-pressed", String(is));
    if (name !== "thread") localStorage.setItem(remembered, is ? "yes" : "");
    if (is !== was) connect();
    was = is;
  });
}

export const wasInspecting = () => localStorage.getItem(remembered) === "yes";
export const isInspecting = () => openPanel() === "inspector";

/** takeTrace shows a new or a changed entry; the newest is at the top. */
export function takeTrace(trace) {
  const old = entries.get(trace.id);
  if (old && JSON.stringify(old.trace) === JSON.stringify(trace)) return;
  const node = drawTrace(trace, old?.node.querySelector("details")?.open ?? false);
  node.hidden = !fits(trace);
  entries.set(trace.id, { trace, node });
  if (old) {
    old.node.replaceWith(node);
  } else {
    list.prepend(node);
    if (entries.size > most) {
      const [oldest, gone] = entries.entries().next().value;
      gone.node.remove();
      entries.delete(oldest);
    }
  }
  count();
}

const fits = (trace) => !filter || trace.kind === filter || (filter === "trouble" && ["error", "late"].includes(trace.state));

function count() {
  const seen = [...entries.values()].filter(({ node }) => !node.hidden).length;
  byId("inspector-empty").textContent = seen ? "" : "Nothing yet. Type a command or press a button, and see what the app is told and what it does.";
}
