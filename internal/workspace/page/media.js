// Pictures, videos and files. None is ever loaded: the page works without a
// network and tells nobody that a message was read.

import { el, link, webAddress } from "./dom.js";
import { text } from "./text.js";

/** picture stands for a picture: its description and where it is. */
export function picture(image, size = "") {
  const address = image.image_url ?? image.slack_file?.url ?? "";
  return el("span", { class: `picture ${size}`, role: "img", "aria-label": image.alt_text, title: [image.alt_text, address].filter(Boolean).join("\n") },
    el("span", { class: "picture-alt" }, image.alt_text),
    size === "" && webAddress(address) && el("span", { class: "picture-url" }, link(address)));
}

export const image = (block) => el("figure", { class: "block" },
  block.title && el("figcaption", {}, text(block.title)), picture(block));

export const video = (block) => el("figure", { class: "block video" },
  el("figcaption", {},
    webAddress(block.title_url ?? "") ? link(block.title_url, text(block.title)) : text(block.title),
    [block.provider_name, block.author_name].filter(Boolean).map((name) => el("span", { class: "quiet" }, ` · ${name}`))),
  block.description && el("p", {}, text(block.description)),
  picture({ alt_text: `Video: ${block.alt_text}`, image_url: block.video_url }));

export const file = (block) => el("p", { class: "block file" }, "A file from elsewhere: ", el("code", {}, block.external_id));
