// The files that go with what is being written.

import { byId, el } from "./dom.js";
import { sizeOf } from "./files.js";

const list = byId("attached");
let files = [];

/** startAttaching takes files from the button, and those dropped on or pasted into a form. */
export function startAttaching(form) {
  const input = byId("attach-files");
  byId("attach").addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    attach([...files, ...input.files]);
    input.value = "";
    byId("composer-text").focus();
  });
  form.addEventListener("dragover", (event) => event.preventDefault());
  for (const [event, from] of [["drop", "dataTransfer"], ["paste", "clipboardData"]]) {
    form.addEventListener(event, (e) => {
      if (e[from].files.length === 0) return;
      e.preventDefault();
      attach([...files, ...e[from].files]);
    });
  }
}

/** attached are the files that wait to be sent. */
export const attached = () => files;

/** attach puts these files in the place of those that wait. */
export function attach(these) {
  files = these;
  list.hidden = files.length === 0;
  list.replaceChildren(...files.map((file) => el("li", { class: "shared-file" },
    el("span", { class: "file-name" }, file.name), el("span", { class: "quiet" }, sizeOf(file.size)),
    el("button", { type: "button", class: "plain", "aria-label": `Leave out ${file.name}`, on: {
      click: () => attach(files.filter((f) => f !== file)),
    } }, "✕"))));
}
