// The question before an action.

import { byId, el } from "./dom.js";

/** confirmed asks with a Slack confirm object and tells whether the answer was yes. */
export function confirmed(question) {
  const dialog = byId("confirm");
  const answer = (yes) => () => dialog.close(yes ? "yes" : "");
  const danger = question.style === "danger";
  dialog.returnValue = "";
  dialog.replaceChildren(
    el("h2", { id: "confirm-title" }, question.title?.text ?? "Are you sure?"),
    el("p", {}, question.text?.text ?? ""),
    el("div", { class: "dialog-foot" },
      el("button", { type: "button", autofocus: danger, on: { click: answer(false) } }, question.deny?.text ?? "Cancel"),
      el("button", { type: "button", class: danger ? "danger" : "primary", autofocus: !danger, on: { click: answer(true) } },
        question.confirm?.text ?? "Yes")));
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true });
  });
}
