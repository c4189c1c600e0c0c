// table and data_table blocks.

import { el } from "./el.js";
import { richText } from "./richtext.js";

export function table(block, context) {
  const settings = block.column_settings ?? [];
  const cell = (name, attributes) => (one, column) =>
    el(name, { ...attributes, class: settings[column]?.align && `to-${settings[column].align}` }, shown(one, context));
  const [first, ...rest] = block.rows;
  const made = el(
    "table",
    {},
    block.caption && el("caption", {}, typeof block.caption === "string" ? block.caption : block.caption.text),
    el("thead", {}, el("tr", {}, first.map(cell("th", { scope: "col" })))),
    el("tbody", {}, rest.map((row) => el("tr", {}, row.map(cell("td", {}))))),
  );
  return el("div", { class: "block wide", tabindex: "0", role: "group", "aria-label": "Table" }, made);
}

function shown(one, context) {
  if (one.type === "rich_text") return richText(one, context);
  return String(one.text ?? one.value ?? "");
}
