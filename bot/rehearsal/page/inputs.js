// Elements that are typed into: texts, numbers, dates and times.

import { el } from "./el.js";
import { joined, keptOf, naming, tells } from "./fields.js";

const typed = (type) => (one, block, context, place) => {
  const kept = keptOf(context, block, one);
  const box = el(one.multiline ? "textarea" : "input", {
    type: one.multiline ? null : type, rows: one.multiline && "4", class: "text", autocomplete: "off",
    placeholder: one.placeholder?.text, minlength: one.min_length, maxlength: one.max_length,
    step: type === "number" ? (one.is_decimal_allowed ? "any" : "1") : null, min: one.min_value, max: one.max_value,
    "data-first": one.focus_on_load, ...naming(one, place),
  });
  box.value = kept?.value ?? one.initial_value ?? "";
  const read = () => ({ type: one.type, value: box.value === "" ? null : box.value });
  joined(context, block, one, read);
  told(box, one, block, context, read);
  return box;
};

function told(box, one, block, context, read) {
  const when = one.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const tell = () => tells(context, block, one, read);
  if (when.includes("on_character_entered")) box.addEventListener("input", tell);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || one.multiline || event.isComposing || !block.dispatch_action) return;
    event.preventDefault();
    if (when.includes("on_enter_pressed")) tell();
  });
}

const picked = (type, name, initial) => (one, block, context, place) => {
  const kept = keptOf(context, block, one);
  const box = el("input", { type, class: "text date", ...naming(one, place) });
  box.value = kept ? kept[name] ?? "" : one[initial] ?? "";
  const read = () => ({ type: one.type, [name]: box.value || null });
  joined(context, block, one, read);
  box.addEventListener("change", () => tells(context, block, one, read));
  return box;
};

function moment(one, block, context, place) {
  const kept = keptOf(context, block, one);
  const box = el("input", { type: "datetime-local", class: "text date", ...naming(one, place) });
  const at = kept ? kept.selected_date_time : one.initial_date_time;
  if (at) box.value = new Date((at - new Date().getTimezoneOffset() * 60) * 1000).toISOString().slice(0, 16);
  const read = () => ({ type: one.type, selected_date_time: box.value ? Math.floor(new Date(box.value) / 1000) : null });
  joined(context, block, one, read);
  box.addEventListener("change", () => tells(context, block, one, read));
  return box;
}

function rich(one, block, context, place) {
  const kept = keptOf(context, block, one);
  const box = el("textarea", { rows: "4", class: "text", placeholder: one.placeholder?.text, ...naming(one, place) });
  const words = (value) => (value?.elements ?? []).flatMap((part) => (part.elements ?? []).map((inner) => inner.text ?? "")).join("");
  box.value = words(kept?.rich_text_value ?? one.initial_value);
  const value = () => ({ type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: box.value }] }] });
  joined(context, block, one, () => ({ type: one.type, rich_text_value: box.value ? value() : null }));
  return box;
}

export const INPUTS = {
  plain_text_input: typed("text"),
  email_text_input: typed("email"),
  url_text_input: typed("url"),
  number_input: typed("number"),
  datepicker: picked("date", "selected_date", "initial_date"),
  timepicker: picked("time", "selected_time", "initial_time"),
  datetimepicker: moment,
  rich_text_input: rich,
};
