// rich_text blocks as elements.

import { el } from "./el.js";
import { EMOJI, link } from "./mrkdwn.js";

/** The elements of a rich_text block; `context` names people and channels. */
export function richText(block, context) {
  return (block.elements ?? []).map((one) => part(one, context));
}

function part(one, context) {
  const inside = () => one.elements.map((element) => inline(element, context));
  switch (one.type) {
    case "rich_text_list": {
      const items = one.elements.map((item) => el("li", {}, item.elements.map((element) => inline(element, context))));
      return el(one.style === "ordered" ? "ol" : "ul", { class: one.indent && `in${one.indent}`, start: one.offset && one.offset + 1 }, items);
    }
    case "rich_text_quote":
      return el("blockquote", {}, inside());
    case "rich_text_preformatted":
      return el("pre", { tabindex: "0", role: "group", "aria-label": "Code" }, inside());
    default:
      return el("div", {}, inside());
  }
}

function inline(one, context) {
  switch (one.type) {
    case "text":
      return styled(one.text, one.style);
    case "link":
      return styled(link(one.url, one.text) ?? one.text ?? one.url, one.style);
    case "user":
      return mention(`@${context.nameOf(one.user_id)}`);
    case "usergroup":
      return mention(`@${context.nameOf(one.usergroup_id)}`);
    case "channel":
      return mention(`#${context.nameOf(one.channel_id)}`);
    case "broadcast":
      return mention(`@${one.range}`);
    case "emoji":
      return EMOJI[one.name] ?? emoji(one);
    case "date":
      return one.fallback ?? new Date(one.timestamp * 1000).toLocaleDateString();
    case "color":
      return el("code", {}, one.value);
    default:
      return one.text ?? "";
  }
}

const mention = (words) => el("span", { class: "mention" }, words);

const emoji = (one) =>
  one.unicode ? String.fromCodePoint(...one.unicode.split("-").map((code) => parseInt(code, 16))) : `:${one.name}:`;

const NAMES = { bold: "b", italic: "i", strike: "s", code: "code" };

function styled(inner, style = {}) {
  return Object.entries(NAMES).reduce((made, [key, name]) => (style?.[key] ? el(name, {}, made) : made), inner);
}
