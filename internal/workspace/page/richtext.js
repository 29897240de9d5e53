// Rich text blocks.

import { el, link, svg } from "./dom.js";
import { emoji } from "./emoji.js";
import { mention } from "./mrkdwn.js";
import { lines } from "./text.js";
import { dateText } from "./time.js";
import { channelName, userName } from "./workspace.js";

/** richText draws the elements of a rich_text block. */
export function richText(elements) {
  return elements.map((part) => {
    switch (part.type) {
      case "rich_text_list": return list(part);
      case "rich_text_quote": return el("blockquote", {}, run(part.elements));
      case "rich_text_preformatted": return el("pre", {}, run(part.elements));
      default: return el("div", { class: "rich-section" }, run(part.elements));
    }
  });
}

function list(part) {
  return el(part.style === "ordered" ? "ol" : "ul", {
    class: `rich-list indent-${Math.min(part.indent ?? 0, 4)} style-${(part.indent ?? 0) % 3}`,
    ...(part.style === "ordered" && { start: (part.offset ?? 0) + 1 }),
  }, part.elements.map((item) => el("li", {}, run(item.elements))));
}

const run = (elements = []) => elements.map(inline);

const tags = [["code", "code"], ["bold", "strong"], ["italic", "em"], ["strike", "s"], ["underline", "u"], ["highlight", "mark"]];

function inline(part) {
  return tags.reduce((node, [style, tag]) => (part.style?.[style] ? el(tag, {}, node) : node), plain(part));
}

function plain(part) {
  switch (part.type) {
    case "text": return lines(part.text);
    case "link": return link(part.url, part.text || part.url);
    case "emoji": return emoji(part.name);
    case "user": return mention(`@${userName(part.user_id)}`);
    case "channel": return mention(`#${channelName(part.channel_id)}`);
    case "broadcast": return mention(`@${part.range}`);
    case "usergroup": return mention(`@${part.usergroup_id}`);
    case "team": return mention(part.team_id);
    case "date": return date(part);
    case "color": return colour(part.value);
    case "tag": return el("span", { class: "badge" }, part.text);
    default: return part.text ?? `[${part.type}]`;
  }
}

function date(part) {
  const shown = el("time", { title: part.fallback }, dateText(part.timestamp, part.format) || part.fallback);
  return part.url ? link(part.url, shown) : shown;
}

// The colour itself is drawn as a picture, since no style may be set.
function colour(value) {
  const known = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(value);
  return el("code", {}, known && svg("svg", { class: "colour", viewBox: "0 0 1 1", "aria-hidden": "true" }, svg("rect", { width: 1, height: 1, fill: value })), value);
}
