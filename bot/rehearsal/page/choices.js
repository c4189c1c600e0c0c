// Elements to choose from: selects, radio buttons, checkboxes and the overflow menu.

import { el, icon, unique } from "./el.js";
import { joined, keptOf, naming, tells } from "./fields.js";
import { menu } from "./menu.js";

const MANY = 8; // options beyond which a list scrolls by itself

const words = (option) => option.text.text;

// What an option is in the state of each kind of select.
const SOURCES = {
  static: { chosen: "option", options: (one) => one.options ?? [] },
  external: { chosen: "option", options: (one) => [one.initial_option, ...(one.initial_options ?? [])].filter(Boolean) },
  users: { chosen: "user", options: (_, context) => context.people().map((person) => plain(person.id, person.name)) },
  conversations: { chosen: "conversation", options: (_, context) => context.places().map((place) => plain(place.id, place.name)) },
  channels: { chosen: "channel", options: (_, context) => context.places().map((place) => plain(place.id, place.name)) },
};
const plain = (value, text) => ({ text: { type: "plain_text", text }, value });

function sourceOf(one, context) {
  const source = SOURCES[one.type.replace("multi_", "").replace("_select", "")];
  const groups = one.option_groups;
  const options = groups ? groups.flatMap((group) => group.options) : source.options(one, context);
  const wrapped = (option) => (source.chosen === "option" ? option : option?.value);
  return { ...source, groups, options, wrapped, valueOf: (held) => (typeof held === "string" ? held : held?.value) };
}

function select(one, block, context, place) {
  const { chosen, groups, options, wrapped, valueOf } = sourceOf(one, context);
  const kept = keptOf(context, block, one);
  const now = valueOf(kept ? kept[`selected_${chosen}`] : one[`initial_${chosen}`]);
  const entry = (option) => el("option", { value: option.value, selected: option.value === now }, words(option));
  const box = el(
    "select",
    { class: "text", ...naming(one, place) },
    el("option", { value: "", disabled: Boolean(now) && !place.optional }, one.placeholder?.text ?? "Choose"),
    groups ? groups.map((group) => el("optgroup", { label: group.label.text }, group.options.map(entry))) : options.map(entry),
  );
  const read = () => ({ type: one.type, [`selected_${chosen}`]: wrapped(options.find((option) => option.value === box.value)) ?? null });
  joined(context, block, one, read);
  box.addEventListener("change", () => tells(context, block, one, read));
  return box;
}

function several(one, block, context, place) {
  const { chosen, options, wrapped, valueOf } = sourceOf(one, context);
  const kept = keptOf(context, block, one);
  const now = (kept ? kept[`selected_${chosen}s`] : one[`initial_${chosen}s`] ?? []).map(valueOf);
  return ticked(one, block, context, place, {
    options, now, type: "checkbox",
    state: (held) => ({ type: one.type, [`selected_${chosen}s`]: held.map(wrapped) }),
  });
}

function checkboxes(one, block, context, place) {
  const kept = keptOf(context, block, one);
  const now = (kept ? kept.selected_options : one.initial_options ?? []).map((option) => option.value);
  const state = (held) => ({ type: one.type, selected_options: held });
  return ticked(one, block, context, place, { options: one.options, now, type: "checkbox", state });
}

function radios(one, block, context, place) {
  const kept = keptOf(context, block, one);
  const now = [(kept ? kept.selected_option : one.initial_option)?.value];
  const state = (held) => ({ type: one.type, selected_option: held[0] ?? null });
  return ticked(one, block, context, place, { options: one.options, now, type: "radio", state });
}

function ticked(one, block, context, place, { options, now, type, state }) {
  const name = unique("choice");
  const boxes = options.map((option) => el("input", { type, name, value: option.value, checked: now.includes(option.value) }));
  const read = () => state(options.filter((_, at) => boxes[at].checked));
  const lines = options.map((option, at) =>
    el("label", { class: "tick" }, boxes[at], el("span", {}, context.text(option.text), option.description && el("small", {}, context.text(option.description)))),
  );
  const { id, ...named } = naming(one, place);
  const made = el("div", { class: options.length > MANY ? "ticks many" : "ticks", id, role: place.id ? null : type === "radio" ? "radiogroup" : "group", ...named, "aria-required": null }, lines);
  const chosen = () => options.filter((_, at) => boxes[at].checked).map(words).join(", ") || "Nothing is chosen.";
  const told = type === "checkbox" && options.length > MANY && el("p", { class: "chosen-words" }, chosen());
  if (told) made.prepend(told);
  joined(context, block, one, read);
  made.addEventListener("change", () => {
    if (told) told.textContent = chosen();
    tells(context, block, one, read);
  });
  return made;
}

function overflow(one, block, context) {
  const tell = (option) => context.act({ type: "overflow", action_id: one.action_id, block_id: block.block_id ?? "", selected_option: option });
  const items = one.options.map((option) => ({ words: words(option), url: option.url, act: () => tell(option) }));
  return menu({ label: "More", items, inside: icon("more"), className: "press round", action: one.action_id });
}

export const CHOICES = {
  radio_buttons: radios,
  checkboxes,
  overflow,
  ...Object.fromEntries(Object.keys(SOURCES).flatMap((kind) => [[`${kind}_select`, select], [`multi_${kind}_select`, several]])),
};
