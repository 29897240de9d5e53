// Files that came with a message.

import { el } from "./dom.js";

/** drawFiles lists the files of a message, each with a link that saves it. */
export function drawFiles(files) {
  return el("ul", { class: "files" }, files.map((f) => el("li", { class: "shared-file" }, f.deleted
    ? el("span", { class: "quiet" }, "This file was deleted.")
    : [el("a", { class: "file-name", href: f.url, download: f.name }, f.name), el("span", { class: "quiet" }, sizeOf(f.size))])));
}

/** sizeOf writes how large a file is. */
export function sizeOf(bytes) {
  for (const [least, unit] of [[1e6, "MB"], [1e3, "kB"]]) {
    if (bytes >= least) return `${(bytes / least).toLocaleString("en", { maximumFractionDigits: 1 })} ${unit}`;
  }
  return bytes === 1 ? "1 byte" : `${bytes} bytes`;
}
