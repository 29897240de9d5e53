// What can be typed into and pressed in one message or view.

import * as server from "./server.js";
import { workspace } from "./workspace.js";

/**
 * Form is a surface for drawBlocks: it hands actions to the server and gathers
 * what the fields hold. The place is a message, { home: true }, or {} for the
 * topmost modal; kept are values to start from; after each action done is
 * called with the problem, if there was one.
 */
export class Form {
  #fields = new Map(); // block id → map of action id → function that reads the state
  #inputs = [];        // of input blocks: { block, node }

  constructor(place, kept, done) {
    Object.assign(this, { place, kept, done });
  }

  saved(blockId, actionId) {
    return this.kept[blockId]?.[actionId];
  }

  register(blockId, actionId, read) {
    if (!this.#fields.has(blockId)) this.#fields.set(blockId, new Map());
    this.#fields.get(blockId).set(actionId, read);
  }

  registerInput(block, node) {
    this.#inputs.push({ block, node });
  }

  /** act reports an action and tells whether the app reacted to it. */
  async act(blockId, actionId, what) {
    const { problem } = await server.click(workspace.as, this.place, { blockId, actionId, ...what }, this.values());
    await this.done(problem);
    return !problem;
  }

  suggest(blockId, actionId, value) {
    return server.suggest(workspace.as, this.place, { blockId, actionId, value });
  }

  /** values is what the fields hold, as { block: { action: state } }. */
  values() {
    return Object.fromEntries([...this.#fields].map(([block, actions]) =>
      [block, Object.fromEntries([...actions].map(([action, read]) => [action, read()]))]));
  }

  /** mistakes are those that can be seen without asking: block id → text. */
  mistakes() {
    const state = this.values();
    const found = {};
    for (const { block, node } of this.#inputs) {
      const problem = mistake(block, node, state[block.block_id ?? ""]?.[block.element.action_id ?? ""]);
      if (problem) found[block.block_id] = problem;
    }
    return found;
  }

  /** showErrors puts errors at their fields and returns those that have none. */
  showErrors(errors) {
    let first = null;
    for (const { block, node } of this.#inputs) {
      const error = errors[block.block_id];
      const line = node.querySelector(".field-error");
      line.textContent = error ? `⚠ ${error}` : "";
      line.hidden = !error;
      node.classList.toggle("invalid", Boolean(error));
      const control = node.querySelector("input, textarea, select");
      control?.setAttribute("aria-invalid", String(Boolean(error)));
      if (error) first ??= control;
    }
    first?.focus();
    return Object.keys(errors).filter((id) => !this.#inputs.some(({ block }) => block.block_id === id));
  }
}

function mistake(block, node, state) {
  if (!state) return "";
  const { type: _, ...held } = state;
  const value = Object.values(held)[0];
  const control = node.querySelector("input, textarea, select");
  const { min_length: least, max_length: most } = block.element;
  if (control?.validity.badInput) return "This is not complete.";
  if (value === null || value === undefined || value.length === 0) {
    return block.optional ? "" : "Please complete this required field.";
  }
  if (control && !control.validity.valid && !control.validity.valueMissing) return control.validationMessage;
  const length = typeof value === "string" ? [...value].length : 0;
  if (least > length) return `Please write at least ${least} characters.`;
  if (most < length) return `Please write at most ${most} characters.`;
  return "";
}
