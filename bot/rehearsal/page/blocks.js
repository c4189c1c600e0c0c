// Block Kit as elements.

import { BUTTONS } from "./buttons.js";
import { CHOICES } from "./choices.js";
import { dataVisualization } from "./charts.js";
import { el, unique } from "./el.js";
import { INPUTS } from "./inputs.js";
import { markdown } from "./markdown.js";
import { link, mrkdwn } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { table } from "./tables.js";

const ELEMENTS = { ...BUTTONS, ...CHOICES, ...INPUTS, image: (one) => picture(one) };
const GROUPS = /^(?:radio_buttons|checkboxes|multi_\w+)$/;

/**
 * The elements of blocks.
 * @param context who is named how (`nameOf`), what a press does (`act`), and in a form the values.
 */
export function shown(blocks, context) {
  const with_text = { ...context, text: (object) => text(object, context) };
  return blocks.map((block, at) => one({ block_id: `block-${at}`, ...block }, with_text));
}

function one(block, context) {
  const make = KINDS[block.type];
  return make ? make(block, context) : el("div", { class: "block soft" }, `(${block.type})`);
}

const KINDS = {
  section: (block, context) =>
    el(
      "div",
      { class: `block section ${block.accessory ? "beside" : ""}` },
      el(
        "div",
        { class: "words" },
        block.text && el("div", {}, text(block.text, context)),
        block.fields && el("div", { class: "fields" }, block.fields.map((field) => el("div", {}, text(field, context)))),
      ),
      block.accessory && element(block.accessory, block, context),
    ),
  context: (block, context) =>
    el(
      "div",
      { class: "block context" },
      block.elements.map((part) => (part.type === "image" ? picture(part) : el("div", { class: "text-part" }, text(part, context)))),
    ),
  header: (block) => el("div", { class: "block header", role: "heading", "aria-level": "3" }, block.text.text),
  divider: () => el("div", { class: "block divider", role: "separator" }),
  actions: (block, context) => group(block, context, "actions"),
  context_actions: (block, context) => group(block, context, "actions small"),
  image: (block) =>
    el(
      "figure",
      { class: "block" },
      /^(?:https?:|\/talk\/)/.test(address(block)) ? el("a", { href: address(block), target: "_blank", rel: "noopener noreferrer" }, picture(block)) : picture(block),
      block.title && el("figcaption", {}, block.title.text),
    ),
  input,
  markdown: (block, context) => el("div", { class: "block prose" }, markdown(block.text, context.nameOf)),
  rich_text: (block, context) => el("div", { class: "block prose" }, richText(block, context)),
  table,
  data_table: table,
  data_visualization: dataVisualization,
  alert: (block, context) => el("div", { class: `block alert ${block.level ?? ""}` }, text(block.text, context)),
  plan: (block, context) =>
    el("div", { class: "block plan" }, el("b", {}, block.title), (block.tasks ?? []).map((task) => taskCard(task, context))),
  task_card: (block, context) => taskCard(block, context),
  file: (block) => el("div", { class: "block soft" }, `File ${block.external_id ?? ""}`),
  video: (block) => el("div", { class: "block" }, link(block.title_url ?? block.video_url, block.title.text) ?? block.title.text),
};

const STATES = { pending: "○", in_progress: "◔", complete: "✓", error: "✕" };

function taskCard(task, context) {
  const more = [task.details, task.output].filter(Boolean).map((part) => (typeof part === "string" ? el("div", {}, part) : richText(part, context)));
  return el(
    "div",
    { class: "task" },
    el("span", { "aria-hidden": "true" }, STATES[task.status] ?? "○"),
    el("div", {}, task.title, el("span", { class: "unseen" }, ` (${(task.status ?? "pending").replace("_", " ")})`), more),
  );
}

function group(block, context, name) {
  const parts = block.elements.map((part) => element(part, block, context));
  return el("div", { class: `block ${name}`, role: "group", "aria-label": "What you can do" }, parts);
}

function element(part, block, context, place = {}) {
  const make = ELEMENTS[part.type];
  return make ? make(part, block, context, { words: block.text?.text, ...place }) : el("span", { class: "soft" }, `(${part.type})`);
}

/** A field with its label, its hint, and room for what is wrong with it. */
function input(block, context) {
  const [id, hint, error] = ["field", "hint", "error"].map(unique);
  const together = GROUPS.test(block.element.type);
  const label = [block.label.text, block.optional && el("span", { class: "soft" }, " (optional)")];
  const place = { id, described: `${hint} ${error}`, required: !block.optional, optional: block.optional };
  return el(
    together ? "fieldset" : "div",
    { class: "block field", "data-block": block.block_id, "aria-describedby": together ? `${hint} ${error}` : null },
    together ? el("legend", {}, label) : el("label", { for: id }, label),
    element(block.element, block, context, place),
    el("p", { id: hint, class: "hint" }, block.hint?.text ?? ""),
    el("p", { id: error, class: "error" }),
  );
}

function text(object, context) {
  return object.type === "mrkdwn" ? mrkdwn(object.text, context.nameOf) : object.text;
}

const address = (image) => (image.slack_file ? `/talk/files/${image.slack_file.id}` : image.image_url);
const picture = (image) => el("img", { src: address(image), alt: image.alt_text, loading: "lazy" });
