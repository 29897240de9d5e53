// Slack's own markup, mrkdwn, as nodes.

import { el, link } from "./dom.js";
import { emoji } from "./emoji.js";
import { dateText } from "./time.js";
import { channelName, userName } from "./workspace.js";

/** mrkdwn draws a text of several lines: code blocks, quotes and lines. */
export function mrkdwn(text) {
  return text.split(/```\n?([\s\S]*?)\n?```/).flatMap((part, i) =>
    i % 2 ? [el("pre", {}, decoded(part))] : quotes(part));
}

function quotes(text) {
  const all = /^(?:&gt;|>){3} ?/m.exec(text);
  if (all) { // the rest of the text is a quote
    return [...quotes(text.slice(0, all.index).replace(/\n$/, "")), el("blockquote", {}, text.slice(all.index + all[0].length).split("\n").flatMap((line, i) => (i ? [el("br"), ...inline(line)] : inline(line))))];
  }
  if (text === "") return [];
  const parts = [];
  for (const line of text.replace(/^\n|\n$/g, "").split("\n")) {
    const quoted = /^(?:&gt;|>) ?/.exec(line);
    const last = parts.at(-1);
    const rest = quoted ? line.slice(quoted[0].length) : line;
    if (last && last.quoted === Boolean(quoted)) last.lines.push(rest);
    else parts.push({ quoted: Boolean(quoted), lines: [rest] });
  }
  return parts.flatMap(({ quoted, lines }) => {
    const nodes = lines.flatMap((line, i) => (i ? [el("br"), ...inline(line)] : inline(line)));
    return quoted ? [el("blockquote", {}, nodes)] : nodes;
  });
}

// One alternative for each kind of markup; the order matters only where two
// start at the same character.
const markup = new RegExp([
  /<([^<>\n]+)>/,
  /`([^`\n]+)`/,
  /(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*[^*\s])\*(?![\p{L}\p{N}*])/,
  /(?<![\p{L}\p{N}_])_(?=\S)([^_\n]*[^_\s])_(?![\p{L}\p{N}_])/,
  /(?<![\p{L}\p{N}~])~(?=\S)([^~\n]*[^~\s])~(?![\p{L}\p{N}~])/,
  /:([a-z0-9_+-]+):/,
  /(https?:\/\/[^\s<>|*`]*[^\s<>|*`.,;:!?)_~])/,
].map((r) => r.source).join("|"), "gu");

function inline(text) {
  const nodes = [];
  let end = 0;
  for (const m of text.matchAll(markup)) {
    nodes.push(decoded(text.slice(end, m.index)));
    const [all, angle, code, bold, italic, strike, name, address] = m;
    if (angle) nodes.push(reference(angle));
    else if (code) nodes.push(el("code", {}, decoded(code)));
    else if (bold) nodes.push(el("strong", {}, inline(bold)));
    else if (italic) nodes.push(el("em", {}, inline(italic)));
    else if (strike) nodes.push(el("s", {}, inline(strike)));
    else if (name) nodes.push(emoji(name));
    else nodes.push(link(decoded(address)));
    end = m.index + all.length;
  }
  nodes.push(decoded(text.slice(end)));
  return nodes;
}

/** reference draws what stands between < and >: a mention, a date or a link. */
function reference(inside) {
  const [target, ...labels] = inside.split("|");
  const label = decoded(labels.join("|"));
  switch (target[0]) {
    case "@": return mention(`@${label || userName(target.slice(1))}`);
    case "#": return mention(`#${label || channelName(target.slice(1))}`);
    case "!": return special(target.slice(1), label);
    default: return link(decoded(target), ...(label ? [label] : []));
  }
}

function special(target, label) {
  const [kind, seconds, format, address] = target.split("^");
  if (kind === "date") {
    const shown = dateText(Number(seconds), decoded(format ?? "")) || label;
    return address ? link(decoded(address), shown) : el("time", { title: label }, shown);
  }
  return mention(label || `@${kind}`);
}

export const mention = (text) => el("span", { class: "mention" }, text);

/** decoded undoes the three escapes of message text. */
const decoded = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
