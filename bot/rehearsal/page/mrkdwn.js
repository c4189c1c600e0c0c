// Slack's mrkdwn as elements.

import { el } from "./el.js";

export const EMOJI = {
  warning: "⚠️", white_check_mark: "✅", x: "❌", wave: "👋", eyes: "👀", bulb: "💡", memo: "📝",
  books: "📚", book: "📖", chart_with_upwards_trend: "📈", chart_with_downwards_trend: "📉",
  bar_chart: "📊", tada: "🎉", pray: "🙏", thumbsup: "👍", "+1": "👍", thumbsdown: "👎", "-1": "👎",
  question: "❓", mag: "🔍", hourglass_flowing_sand: "⏳", calendar: "📅", pushpin: "📌", link: "🔗",
  speech_balloon: "💬", bell: "🔔", star: "⭐", heart: "❤️", smile: "😄", slightly_smiling_face: "🙂",
  arrow_up: "⬆️", raised_hands: "🙌", rocket: "🚀", lock: "🔒", clock3: "🕒", inbox_tray: "📥", page_facing_up: "📄", information_source: "ℹ️", bust_in_silhouette: "👤", busts_in_silhouette: "👥", zap: "⚡", sparkles: "✨", seedling: "🌱", compass: "🧭", white_circle: "⚪", large_yellow_circle: "🟡", large_blue_circle: "🔵", hourglass: "⌛", no_entry: "⛔", repeat: "🔁", pencil2: "✏️", paperclip: "📎", file_folder: "📁", heavy_check_mark: "✔️", small_red_triangle: "🔺", handshake: "🤝",
  arrow_up: "⬆️", arrow_down: "⬇️", arrow_right: "➡️", large_green_circle: "🟢", red_circle: "🔴",
};
const INLINE = new RegExp(
  [
    "<(?<target>[^<>|]+)(?:\\|(?<label>[^<>]*))?>",
    "`(?<code>[^`\\n]+)`",
    "(?<![\\p{L}\\p{N}_*])\\*(?<bold>(?=\\S)[^*\\n]*?\\S)\\*(?![\\p{L}\\p{N}*])",
    "(?<![\\p{L}\\p{N}_])_(?<italic>(?=\\S)[^_\\n]*?\\S)_(?![\\p{L}\\p{N}_])",
    "(?<![\\p{L}\\p{N}~])~(?<gone>(?=\\S)[^~\\n]*?\\S)~(?![\\p{L}\\p{N}~])",
    ":(?<emoji>[a-z0-9_+-]+):",
  ].join("|"),
  "gu",
);

export const plain = (text) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&").replaceAll("\u2060", "");

/** Mrkdwn as a fragment; `nameOf` gives the name behind a mention. */
export function mrkdwn(text, nameOf) {
  const made = document.createDocumentFragment();
  const parts = text.split(/```\n?([\s\S]*?)```/);
  parts.forEach((part, index) => {
    if (index % 2) made.append(el("pre", { tabindex: "0", role: "group", "aria-label": "Code" }, plain(part.replace(/\n$/, ""))));
    else lines(part, made, nameOf);
  });
  return made;
}

function lines(text, into, nameOf) {
  let group = null;
  let fresh = true;
  for (const line of text.split("\n")) {
    const item = /^\s*(?:•|◦|-) +(.*)$/.exec(line);
    const quote = /^(?:>|&gt;) ?(.*)$/.exec(line);
    const kind = item ? "ul" : quote ? "blockquote" : "";
    if (kind) {
      if (group?.localName !== kind) into.append((group = el(kind)));
      if (item) group.append(el("li", {}, inline(item[1], nameOf)));
      else {
        if (group.childNodes.length) group.append(el("br"));
        group.append(inline(quote[1], nameOf));
      }
      fresh = true;
      continue;
    }
    group = null;
    if (!fresh) into.append(el("br"));
    into.append(inline(line, nameOf));
    fresh = false;
  }
}

function inline(text, nameOf) {
  const made = document.createDocumentFragment();
  let at = 0;
  for (const found of text.matchAll(INLINE)) {
    made.append(plain(text.slice(at, found.index)), piece(found, nameOf));
    at = found.index + found[0].length;
  }
  made.append(plain(text.slice(at)));
  return made;
}

function piece(found, nameOf) {
  const { target, label, code, bold, italic, gone, emoji } = found.groups;
  if (target !== undefined) return pointed(target, label, nameOf);
  if (code !== undefined) return el("code", {}, plain(code));
  if (bold !== undefined) return el("b", {}, inline(bold, nameOf));
  if (italic !== undefined) return el("i", {}, inline(italic, nameOf));
  if (gone !== undefined) return el("s", {}, inline(gone, nameOf));
  return EMOJI[emoji] ?? found[0];
}

function pointed(target, label, nameOf) {
  const shown = label === undefined ? undefined : plain(label);
  if (target.startsWith("!date^")) return shown ?? plain(target);
  if (/^[@#!]/.test(target)) {
    const name = shown?.replace(/^@/, "") ?? nameOf(target.slice(1).replace(/^subteam\^/, ""));
    return el("span", { class: "mention" }, (target[0] === "#" ? "#" : "@") + name);
  }
  return link(plain(target), shown) ?? plain(`<${target}>`);
}

/** A link to the web or to a mail address; null for any other kind of address. */
export function link(address, shown) {
  if (!/^(?:https?|mailto):/.test(address)) return null;
  const words = shown || address;
  const mark = /^\[\d+\]$/.test(words);
  return el(
    "a",
    {
      href: address, target: "_blank", rel: "noopener noreferrer",
      class: mark && "mark", "aria-label": mark && `Source ${words.slice(1, -1)}`,
    },
    words,
  );
}
