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
export const messages = (as, channel) => get("messages", { as, channel });
export const view = (as) => get("view", { as });

/** guide gives the guide, or null where there is none. */
export async function guide() {
  const response = await fetch("/page/guide", { cache: "no-store" });
  return response.ok ? response.json() : null;
}

export const send = (as, channel, text) => post("send", { as, channel, text });
export const skip = (to) => post("skip", { to });
export const submit = (as, values) => post("submit", { as, values });
export const closeView = (as) => post("closeview", { as });

/**
 * click reports an action on an element. In `what`, value is a button's value
 * or what was typed or picked, and option the value of the chosen option. An
 * element of a view has neither channel nor ts.
 */
export const click = (as, place, what) =>
  post("click", { as, channel: place.channel ?? "", ts: place.ts ?? "", value: "", option: "", ...what });

/** events calls back for each event, and with true or false as the line comes and goes. */
export function events(onEvent, onLine) {
  const source = new EventSource("/page/events");
  source.onmessage = (e) => onEvent(JSON.parse(e.data));
  source.onopen = () => onLine(true);
  source.onerror = () => onLine(false);
}
