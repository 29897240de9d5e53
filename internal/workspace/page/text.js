// Text objects.

import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";

/** text draws a text object, plain or mrkdwn. */
export function text(object) {
  if (!object) return [];
  if (object.type === "mrkdwn") return mrkdwn(object.text);
  return lines(object.emoji === false ? object.text : withEmoji(object.text));
}

/** lines keeps the line breaks of a text. */
export const lines = (string) => string.split("\n").flatMap((line, i) => (i ? [el("br"), line] : [line]));
