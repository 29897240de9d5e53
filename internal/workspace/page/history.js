// The messages of a conversation or of a thread, the newest part of them first
// and the earlier ones on demand.

import * as server from "./server.js";

const kept = 200; // how many messages stay when the earlier ones are let go

/** History is what one person can read in a channel, or in one thread of it. */
export class History {
  messages = [];   // the oldest first
  more = false;    // there are earlier ones
  loaded = false;
  #loading = null; // a load under way, and whether another is wanted
  #again = false;
  #coming = null;  // events that arrive meanwhile

  constructor(as, channel, thread = "") {
    Object.assign(this, { as, channel, thread });
  }

  /** load fetches the newest part; calls during one are one more. What happens meanwhile is not lost. */
  load() {
    this.#again = true;
    this.#loading ??= this.#fetch();
    return this.#loading;
  }

  async #fetch() {
    try {
      while (this.#again) {
        this.#again = false;
        this.#coming = [];
        const { messages, more } = await server.messages(this.as, this.channel, this.thread);
        Object.assign(this, { messages, more, loaded: true });
        const coming = this.#coming;
        this.#coming = null;
        coming.forEach((event) => this.take(event));
      }
    } finally {
      this.#loading = null;
      this.#coming = null;
    }
  }

  /** earlier fetches the part before. */
  async earlier() {
    if (!this.more || this.#coming) return;
    const first = this.messages[0]?.ts;
    const { messages, more } = await server.messages(this.as, this.channel, this.thread, first);
    if (this.messages[0]?.ts !== first) return; // another did
    this.messages = [...messages, ...this.messages];
    this.more = more;
  }

  /** trim lets the earlier messages go when there are many. */
  trim() {
    if (this.messages.length < 2 * kept) return false;
    this.messages = this.messages.slice(-kept);
    this.more = true;
    return true;
  }

  /** take brings a message event in and tells whether it belongs here. */
  take(event) {
    const { message } = event;
    if (!message || !this.#holds(event)) return false;
    this.#coming?.push(event);
    const at = this.messages.findLastIndex((m) => m.ts <= message.ts);
    const known = this.messages[at]?.ts === message.ts;
    if (known) {
      this.messages = message.deleted ? this.messages.toSpliced(at, 1) : this.messages.with(at, message);
    } else if (!message.deleted && !(at < 0 && this.more)) {
      this.messages = this.messages.toSpliced(at + 1, 0, message);
    }
    return true;
  }

  #holds({ channel, user, message }) {
    if (channel !== this.channel || (user && user !== this.as)) return false;
    if (this.thread) return message.threadTs === this.thread || message.ts === this.thread;
    return !message.threadTs || message.threadTs === message.ts;
  }
}
