// The date and the buttons that skip time.

import { byId, el, redraw } from "./dom.js";
import * as server from "./server.js";
import { longDay, time } from "./time.js";
import { now, setClock, workspace, zone } from "./workspace.js";

const targets = [["tomorrow", "Tomorrow"], ["monday", "Next Monday"], ["friday", "Next Friday"]];
let skipping = "";

/** drawClock shows the workspace's time in the acting person's zone. */
export function drawClock() {
  byId("clock-day").textContent = longDay(now());
  byId("clock-time").textContent = `${time(now())} · ${zone().replaceAll("_", " ")}`;
}

/** drawSkips draws the buttons; done is called with the problem of a skip, or "". */
export function drawSkips(done) {
  const group = byId("skips");
  group.hidden = !workspace.canSkip;
  redraw(group, `to ${skipping}`, () => [
    targets.map(([to, name]) => el("button", {
      type: "button", "data-key": to, disabled: skipping !== "", on: { click: () => skip(to, name, done) },
    }, name)),
    el("span", { class: "skip-note", role: "status" }, skipping && `skipping to ${skipping}…`),
  ]);
}

async function skip(to, name, done) {
  skipping = name.replace(/^./, (c) => c.toLowerCase());
  drawSkips(done);
  const answer = await server.skip(to);
  skipping = "";
  if (answer.now) setClock(answer.now);
  drawClock();
  drawSkips(done);
  done(answer.problem ?? "");
}
