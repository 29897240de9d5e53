// The server's page API.

async function answer(response) {
  if (!response.ok) throw new Error(`The workspace answered ${response.status}.`);
  return response.json();
}

async function get(path, query = {}) {
  return answer(await fetch(`/page/${path}?${new URLSearchParams(query)}`, { cache: "no-store" }));
}

// A failed call is a problem like any other: callers show it and go on.
async function post(path, body) {
  try {
    return await answer(await fetch(`/page/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }));
  } catch (error) {
    return { problem: error.message || "The workspace does not answer." };
  }
}

export const state = () => get("state");
export const view = (as) => get("view", { as });
export const home = (as) => get("home", { as });

/** messages gives the last messages of a conversation or a thread that were written before a ts. */
export const messages = (as, channel, thread = "", before = "") => get("messages", { as, channel, thread, before });

/** guide gives the guide, or null where there is none. */
export async function guide() {
  const response = await fetch("/page/guide", { cache: "no-store" });
  return response.ok ? response.json() : null;
}

export const send = (as, channel, text, thread = "") => post("send", { as, channel, text, thread });

/** share says something with files. */
export async function share(as, channel, text, files) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ as, channel, text })) form.append(name, value);
  for (const file of files) form.append("file", file, file.name);
  try {
    return await answer(await fetch("/page/share", { method: "POST", body: form }));
  } catch (error) {
    return { problem: error.message || "The workspace does not answer." };
  }
}

export const skip = (to) => post("skip", { to });
export const submit = (as, values) => post("submit", { as, values });
export const closeView = (as) => post("closeview", { as });
export const visit = (as, tab) => post("visit", { as, tab });

/** shortcut uses a global shortcut, or one on a message. */
export const shortcut = (as, callbackId, message = {}) =>
  post("shortcut", { as, callbackId, channel: message.channel ?? "", ts: message.ts ?? "" });

const pressed = (as, place, what) =>
  ({ as, channel: place.channel ?? "", ts: place.ts ?? "", home: place.home ?? false, value: "", option: "", ...what });

/**
 * click reports an action on an element. In `what`, value is a button's value
 * or what was typed or picked, and option the value of the chosen option. The
 * place is a message, { home: true }, or nothing for the topmost modal.
 */
export const click = (as, place, what, values = {}) => post("click", { ...pressed(as, place, what), values });

/** suggest asks for the options of an external select. */
export const suggest = (as, place, what) => post("suggest", pressed(as, place, what));

/** events calls back for each event, and with true or false as the line comes and goes. It returns how to end it. */
export function events(inspect, onEvent, onLine) {
  const source = new EventSource(`/page/events${inspect ? "?inspect=1" : ""}`);
  source.onmessage = (e) => onEvent(JSON.parse(e.data));
  source.onopen = () => onLine(true);
  source.onerror = () => onLine(false);
  return () => source.close();
}
