// A useful part of standard Markdown, for markdown blocks.

import { el, link } from "./dom.js";
import { emoji } from "./emoji.js";
import { table } from "./table.js";

/** markdown draws a text block by block; each kind takes the lines that are its own. */
export function markdown(text) {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const nodes = [];
  while (lines.length) {
    const take = kinds.find(([start]) => start.test(lines[0]));
    nodes.push(take ? take[1](lines) : paragraph(lines));
  }
  return nodes;
}

const isTableRule = (line) => /^[\s:|-]+$/.test(line) && line.includes("-") && line.includes("|");

const kinds = [
  [/^\s*$/, (lines) => void lines.shift()],
  [/^```/, fence],
  [/^#{1,6}\s/, heading],
  [/^\s*([-*_])(\s*\1){2,}\s*$/, (lines) => (lines.shift(), el("hr"))],
  [/^>/, (lines) => el("blockquote", {}, markdown(taken(lines, /^>/).map((l) => l.replace(/^> ?/, "")).join("\n")))],
  [/^\s*[-*+]\s/, (lines) => list(lines, "ul", /^\s*[-*+]\s+/)],
  [/^\s*\d+[.)]\s/, (lines) => list(lines, "ol", /^\s*\d+[.)]\s+/)],
  [/^\s*\|.*\|/, rows],
];

function taken(lines, pattern) {
  const mine = [];
  while (lines.length && pattern.test(lines[0])) mine.push(lines.shift());
  return mine;
}

function fence(lines) {
  lines.shift();
  const code = [];
  while (lines.length && !lines[0].startsWith("```")) code.push(lines.shift());
  lines.shift();
  return el("pre", {}, code.join("\n"));
}

function heading(lines) {
  const [, marks, text] = /^(#+)\s+(.*?)\s*#*$/.exec(lines.shift()) ?? [, "#", ""];
  return el(`h${Math.min(marks.length + 2, 6)}`, { class: "markdown-heading" }, inline(text));
}

function list(lines, tag, bullet) {
  const entries = [];
  while (lines.length && (bullet.test(lines[0]) || /^\s{2,}\S/.test(lines[0]))) entries.push(lines.shift());
  const depth = (line) => Math.min(Math.floor(/^\s*/.exec(line)[0].length / 2), 4);
  return el(tag, {}, entries.map((line) => {
    const task = /^\s*[-*+]\s+\[([ xX])\]\s+(.*)/.exec(line);
    const text = task ? task[2] : line.replace(/^\s*(?:[-*+]|\d+[.)])\s+/, "");
    return el("li", { class: `indent-${depth(line)}${task ? " task" : ""}` },
      task ? `${task[1] === " " ? "☐" : "☑"} ` : "", inline(text));
  }));
}

function rows(lines) {
  const mine = taken(lines, /\|/);
  if (!isTableRule(mine[1] ?? "")) return el("p", {}, inline(mine.join(" ")));
  const cells = (line) => line.trim().replace(/^\||\|$/g, "").split("|").map((c) => c.trim());
  const align = cells(mine[1]).map((c) => (/:$/.test(c) ? (/^:/.test(c) ? "center" : "right") : "left"));
  return table([mine[0], ...mine.slice(2)].map((line) => cells(line).map(inline)), align);
}

function paragraph(lines) {
  const mine = [lines.shift()];
  while (lines.length && !kinds.some(([start]) => start.test(lines[0]))) mine.push(lines.shift());
  return el("p", {}, mine.flatMap((line, i) => (i ? [el("br"), ...inline(line)] : inline(line))));
}

const markup = /`([^`]+)`|\*\*(\S(?:.*?\S)?)\*\*|__(\S(?:.*?\S)?)__|~~(\S(?:.*?\S)?)~~|\*(\S(?:[^*]*\S)?)\*|(?<!\w)_(\S(?:[^_]*\S)?)_(?!\w)|\[([^\]]+)\]\(([^)\s]+)\)|(https?:\/\/[^\s<>)]*[^\s<>).,;:!?])|:([a-z0-9_+-]+):/g;

function inline(text) {
  const nodes = [];
  let end = 0;
  for (const m of text.matchAll(markup)) {
    nodes.push(text.slice(end, m.index));
    const [all, code, bold, bold2, strike, italic, italic2, label, target, address, name] = m;
    if (code) nodes.push(el("code", {}, code));
    else if (bold || bold2) nodes.push(el("strong", {}, inline(bold ?? bold2)));
    else if (strike) nodes.push(el("s", {}, inline(strike)));
    else if (italic || italic2) nodes.push(el("em", {}, inline(italic ?? italic2)));
    else if (label) nodes.push(link(target, ...inline(label)));
    else if (address) nodes.push(link(address));
    else nodes.push(emoji(name));
    end = m.index + all.length;
  }
  nodes.push(text.slice(end));
  return nodes;
}
