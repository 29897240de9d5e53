// The panels on the right: the guide, a thread, the inspector. One is open at a time.

import { byId } from "./dom.js";

const names = ["guide", "thread", "inspector"];
const listeners = [];
let open = "";
let under = ""; // what the thread lies over

/** openPanel tells which panel is open, or "". */
export const openPanel = () => open;

/** onPanel calls back with the panel's name whenever another one is open. */
export const onPanel = (listener) => listeners.push(listener);

/** showPanel opens a panel; "" closes the one that is open. A thread gives the place back. */
export function showPanel(name) {
  if (name === open) return;
  if (name === "thread") under = open;
  else if (name === "" && open === "thread") [name, under] = [under, ""];
  open = name;
  for (const each of names) byId(each).hidden = each !== name;
  listeners.forEach((listener) => listener(name));
}

/** isWide tells whether a panel has a place of its own; frame.css has the same number. */
export const isWide = () => window.innerWidth >= 1180;

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && open && byId(open).contains(document.activeElement)) showPanel("");
});
