// The blocks of a view with the values of its fields.

import { shown } from "./blocks.js";
import { el } from "./el.js";
import { nameOf, state } from "./state.js";
import { post } from "./wire.js";

/** A view being looked at: its fields stay filled when it is drawn anew, or after one above it. */
export class Form {
  constructor(into) {
    this.into = into;
    this.view = null;
    this.fields = new Map();
    this.filled = new Map(); // what was filled in, by view
  }

  draw(view) {
    if (this.view) this.filled.set(this.view.id, new Map([...this.fields].map(([key, one]) => [key, one.read()])));
    const kept = this.filled.get(view.id) ?? new Map();
    const held = this.into.contains(document.activeElement) ? document.activeElement.dataset.action : null;
    this.view = view;
    this.fields = new Map();
    const context = {
      nameOf,
      kept,
      fields: this.fields,
      people: () => [...state.people.values()],
      places: () => [...state.channels.values()].filter((one) => !one.direct),
      act: (action) => post("/talk/act", { view_id: view.id, action, values: this.values() }),
    };
    this.into.replaceChildren(...shown(view.blocks ?? [], context));
    if (held) this.into.querySelector(`[data-action="${CSS.escape(held)}"]`)?.focus();
  }

  /** `{block_id: {action_id: state}}`, as Slack sends them. */
  values() {
    const values = {};
    for (const { block, one, read } of this.fields.values()) {
      values[block.block_id] = { ...values[block.block_id], [one.action_id]: read() };
    }
    return values;
  }

  /** What is missing or out of bounds, by block, before the app is asked. */
  missing() {
    const found = {};
    for (const { block, read } of this.fields.values()) {
      if (block.type !== "input" || block.optional) continue;
      const [, value] = Object.entries(read()).find(([name]) => name !== "type");
      if (value == null || (Array.isArray(value) && !value.length)) found[block.block_id] = "Please complete this field.";
    }
    for (const box of this.into.querySelectorAll("input:invalid, textarea:invalid")) {
      const block = box.closest("[data-block]")?.dataset.block;
      if (block) found[block] ??= box.validationMessage;
    }
    return found;
  }

  /** Shows each sentence beside its field and goes to the first. Gives those without a field. */
  wrong(errors) {
    const rest = { ...errors };
    let first = null;
    for (const field of this.into.querySelectorAll("[data-block]")) {
      const words = rest[field.dataset.block] ?? "";
      delete rest[field.dataset.block];
      field.querySelector(".error").textContent = words;
      const control = field.querySelector("input, textarea, select");
      if (words) control?.setAttribute("aria-invalid", "true");
      else control?.removeAttribute("aria-invalid");
      if (words) first ??= control;
    }
    first?.focus();
    return Object.values(rest);
  }
}

/** A sentence about a whole view. */
export const notice = (words) => el("p", { class: "alert error" }, words);
