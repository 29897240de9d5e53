// One entry of the inspector: an envelope to the app, or a call by it.

import { el } from "./dom.js";

const signs = { ok: "✓", error: "✗", late: "!", waiting: "…" };

/** drawTrace draws an entry, folded unless it was open. */
export function drawTrace(t, open) {
  const envelope = t.kind === "envelope";
  const state = words(t, envelope);
  return el("li", { class: `trace ${t.kind} ${t.state}` },
    el("details", { open },
      el("summary", {},
        el("span", { class: "trace-way", title: envelope ? "to the app" : "from the app" }, envelope ? "→" : "←", el("span", { class: "unseen" }, envelope ? "to the app:" : "from the app:")),
        el("span", { class: "trace-name" }, el("strong", {}, t.name), " ", about(t)),
        el("span", { class: "trace-state" },
          el("span", { class: "trace-outcome" }, el("span", { "aria-hidden": "true" }, `${signs[t.state]} `), state),
          ` · ${clock(t.at)}`, envelope ? ` · socket\u00a0${t.socket}` : "", t.attempt ? ` · attempt\u00a0${t.attempt + 1}` : "")),
      part(envelope ? "Envelope" : "Arguments", t.sent),
      part(envelope ? "Payload of the acknowledgement" : "Answer", t.answer)));
}

function words(t, envelope) {
  const took = t.tookMs < 0.1 ? "under 0.1 ms" : `${t.tookMs < 10 ? t.tookMs.toFixed(1) : Math.round(t.tookMs)} ms`;
  switch (t.state) {
    case "waiting": return "waiting";
    case "late": return `acknowledged after ${took}, too late`;
    case "error": return `${t.note} after ${took}`;
    default: return envelope ? `acknowledged in ${took}` : `ok in ${took}`;
  }
}

// A few words that tell one entry from the next.
function about({ name, sent, kind }) {
  const p = kind === "envelope" ? sent?.payload ?? {} : sent ?? {};
  switch (name) {
    case "slash_commands": return `${p.command ?? ""} ${p.text ?? ""}`;
    case "events_api": return [p.event?.type, p.event?.subtype, p.event?.tab].filter(Boolean).join(" ");
    case "interactive": return [p.type, p.actions?.[0]?.action_id ?? p.callback_id ?? p.view?.callback_id ?? p.action_id].filter(Boolean).join(" ");
    default: return [p.channel, p.user].filter((v) => typeof v === "string").join(" ");
  }
}

function part(name, json) {
  if (json === null || json === undefined) return el("p", { class: "quiet" }, `${name}: none`);
  return el("div", {}, el("h3", {}, name), el("pre", { tabIndex: 0 }, JSON.stringify(json, null, 2)));
}

const clock = (at) => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 });
