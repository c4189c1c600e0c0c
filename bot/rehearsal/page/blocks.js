// Block Kit as elements.

import { el, mrkdwn } from "./mrkdwn.js";

/** The elements of a message: its blocks, or its text where it has none. */
export function content(message, context) {
  if (message.blocks?.length) return message.blocks.map((block) => shown(block, message, context));
  return [el("div", { class: "block" }, mrkdwn(message.text ?? "", context.nameOf))];
}

function shown(block, message, context) {
  const make = KINDS[block.type];
  return make ? make(block, message, context) : el("div", { class: "block" }, `(${block.type})`);
}

const KINDS = {
  section: (block, message, context) => {
    const made = el("div", { class: "block section" });
    if (block.text) made.append(text(block.text, context));
    if (block.fields) {
      const fields = block.fields.map((field) => el("div", {}, text(field, context)));
      made.append(el("div", { class: "fields" }, ...fields));
    }
    if (block.accessory) made.append(element(block.accessory, block, message, context));
    return made;
  },
  context: (block, message, context) =>
    el(
      "div",
      { class: "block context" },
      ...block.elements.map((one) =>
        one.type === "image" ? picture(one) : el("div", { class: "text" }, text(one, context)),
      ),
    ),
  header: (block) => el("div", { class: "block header", role: "heading", "aria-level": "3" }, block.text.text),
  divider: () => el("div", { class: "block divider", role: "separator" }),
  actions: (block, message, context) =>
    el(
      "div",
      { class: "block actions", role: "group", "aria-label": "What you can do" },
      ...block.elements.map((one) => element(one, block, message, context)),
    ),
  image: (block) =>
    el(
      "figure",
      {},
      el("a", { href: address(block), target: "_blank", rel: "noopener" }, picture(block)),
      block.title && el("figcaption", {}, block.title.text),
    ),
};

function text(object, context) {
  return object.type === "mrkdwn" ? mrkdwn(object.text, context.nameOf) : object.text;
}

const address = (image) => (image.slack_file ? `/talk/files/${image.slack_file.id}` : image.image_url);
const picture = (image) => el("img", { src: address(image), alt: image.alt_text, loading: "lazy" });

function element(one, block, message, context) {
  if (one.type === "image") return picture(one);
  const press = el(
    "button",
    {
      type: "button",
      class: `press ${one.style ?? ""}`,
      "aria-label": one.accessibility_label,
      onclick: async () => {
        if (one.url) window.open(one.url, "_blank", "noopener");
        press.disabled = true;
        await context.click(message, { ...one, block_id: block.block_id ?? "" });
        setTimeout(() => (press.disabled = false), 1500);
      },
    },
    one.text.text,
  );
  return press;
}
