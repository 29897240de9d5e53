// Dates and times as the acting person sees them.

import { now, zone } from "./workspace.js";

function formatted(date, options) {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone(), ...options }).format(date);
}

/** dayKey is the same for two moments of one day, and sorts. */
export const dayKey = (date) => formatted(date, { year: "numeric", month: "2-digit", day: "2-digit" }).split("/").reverse().join("-");

export const time = (date) => formatted(date, { hour: "2-digit", minute: "2-digit" });
export const longDay = (date) => formatted(date, { weekday: "long", day: "numeric", month: "long", year: "numeric" });

/** dayName is Today, Yesterday or Tomorrow where that is right, else the date. */
export function dayName(date, options = { weekday: "long", day: "numeric", month: "long" }) {
  const name = ["Yesterday", "Today", "Tomorrow"]
    .find((_, i) => dayKey(date) === dayKey(new Date(now().getTime() + (i - 1) * 86_400_000)));
  return name ?? formatted(date, options);
}

const short = { day: "numeric", month: "short", year: "numeric" };
const middle = { day: "numeric", month: "long", year: "numeric" };
const long = { weekday: "long", ...middle };

const tokens = {
  date_num: (d) => dayKey(d),
  date: (d) => formatted(d, middle),
  date_short: (d) => formatted(d, short),
  date_long: (d) => formatted(d, long),
  date_pretty: (d) => near(d, middle),
  date_short_pretty: (d) => near(d, short),
  date_long_pretty: (d) => near(d, long),
  day_divider_pretty: (d) => dayName(d),
  time: (d) => time(d),
  time_secs: (d) => formatted(d, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
  ago: (d) => ago(d),
};

// Within a sentence the names of near days are small.
const near = (date, options) => dayName(date, options).replace(/^(Yesterday|Today|Tomorrow)$/, (name) => name.toLowerCase());

/** dateText fills a format such as "{date_pretty} at {time}" with a moment in Unix seconds. */
export function dateText(seconds, format) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return "";
  return format.replace(/\{(\w+)\}/g, (all, name) => tokens[name]?.(date) ?? all);
}

function ago(date) {
  const minutes = (date - now()) / 60_000;
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  for (const [unit, size] of [["day", 1440], ["hour", 60]]) {
    if (Math.abs(minutes) >= size) return words.format(Math.round(minutes / size), unit);
  }
  return words.format(Math.round(minutes), "minute");
}

/** localInput is a moment in Unix seconds as the value of a datetime-local field. */
export function localInput(seconds) {
  const date = new Date(seconds * 1000);
  return `${dayKey(date)}T${time(date)}`;
}

/** zonedSeconds is the moment of a datetime-local field, read in the acting person's zone. */
export function zonedSeconds(local) {
  const wanted = Date.parse(`${local}Z`);
  let moment = wanted;
  // Twice, since the offset of the first guess may be that of another day.
  for (let i = 0; i < 2; i++) moment += wanted - Date.parse(`${localInput(moment / 1000)}Z`);
  return Math.round(moment / 1000);
}
