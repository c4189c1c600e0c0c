// Markdown, as streamed answers and the markdown block carry it, as elements.

import { el } from "./el.js";
import { EMOJI, link, plain } from "./mrkdwn.js";

const INLINE = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "\\[(?<label>(?:[^\\[\\]]|\\[\\d+\\])+)\\]\\((?<target>[^()\\s]+)\\)",
    "<(?<pointed>(?:https?|mailto):[^<>|\\s]+)(?:\\|(?<shown>[^<>]*))?>",
    "<@(?<user>[A-Z0-9]+)(?:\\|[^>]*)?>",
    "(?<bare>https?://[^\\s<>()]*[^\\s<>().,;:!?])",
    "\\*\\*(?<bold>(?=\\S)[^\\n]*?\\S)\\*\\*",
    "~~(?<gone>(?=\\S)[^\\n]*?\\S)~~",
    "(?<![\\p{L}\\p{N}*])\\*(?<starred>(?=\\S)[^*\\n]*?\\S)\\*",
    "(?<![\\p{L}\\p{N}_])_(?<under>(?=\\S)[^_\\n]*?\\S)_(?![\\p{L}\\p{N}_])",
    ":(?<emoji>[a-z0-9_+-]+):",
  ].join("|"),
  "gu",
);
const ITEM = /^(\s*)(?:[-*+]|(\d+)[.)]) +(.*)$/;
const ROW = /^\s*\|(.*)\|\s*$/;
const RULE = /^\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?$/;

/** The elements of a text; half a text gives as much as there is. */
export function markdown(text, nameOf) {
  const lines = text.replaceAll("\r", "").split("\n");
  const made = [];
  let at = 0;
  while (at < lines.length) {
    const take = KINDS.find(([test]) => test(lines, at))?.[1] ?? paragraph;
    const [element, next] = take(lines, at, nameOf);
    if (element) made.push(element);
    at = next;
  }
  return made;
}

const KINDS = [
  [(lines, at) => /^\s*$/.test(lines[at]), (_, at) => [null, at + 1]],
  [(lines, at) => lines[at].startsWith("```"), fenced],
  [(lines, at) => /^#{1,6} /.test(lines[at]), heading],
  [(lines, at) => /^\s*(?:-{3,}|\*{3,})\s*$/.test(lines[at]), (_, at) => [el("div", { class: "divider", role: "separator" }), at + 1]],
  [(lines, at) => ROW.test(lines[at]) && RULE.test(lines[at + 1] ?? ""), table],
  [(lines, at) => ITEM.test(lines[at]), list],
  [(lines, at) => lines[at].startsWith(">"), quote],
];

const starts = (lines, at) => KINDS.some(([test]) => test(lines, at));

function paragraph(lines, at, nameOf) {
  const made = el("p", {}, inline(lines[at], nameOf));
  let next = at + 1;
  for (; next < lines.length && !starts(lines, next); next += 1) made.append(el("br"), inline(lines[next], nameOf));
  return [made, next];
}

function fenced(lines, at) {
  const rest = lines.slice(at + 1);
  const length = rest.findIndex((line) => line.startsWith("```"));
  const inside = length < 0 ? rest : rest.slice(0, length);
  return [el("pre", {}, inside.join("\n")), at + inside.length + 2];
}

function heading(lines, at, nameOf) {
  const [, signs, words] = /^(#+) (.*)$/.exec(lines[at]);
  const level = String(Math.min(6, signs.length + 2));
  return [el("div", { class: `heading h${signs.length}`, role: "heading", "aria-level": level }, inline(words, nameOf)), at + 1];
}

function quote(lines, at, nameOf) {
  const inside = [];
  for (; at < lines.length && lines[at].startsWith(">"); at += 1) inside.push(lines[at].replace(/^> ?/, ""));
  return [el("blockquote", {}, ...markdown(inside.join("\n"), nameOf)), at];
}

function list(lines, at, nameOf) {
  const [, space, number] = ITEM.exec(lines[at]);
  const made = number ? el("ol", { start: number }) : el("ul");
  while (at < lines.length) {
    const found = ITEM.exec(lines[at]);
    if (!found || found[1].length < space.length) break;
    if (found[1].length > space.length + 1) {
      const [inner, next] = list(lines, at, nameOf);
      (made.lastElementChild ?? made).append(inner);
      at = next;
    } else {
      made.append(el("li", {}, inline(found[3], nameOf)));
      at += 1;
    }
  }
  return [made, at];
}

function table(lines, at, nameOf) {
  const cells = (line) => ROW.exec(line)[1].split(/(?<!\\)\|/).map((cell) => cell.trim());
  const head = el("tr", {}, cells(lines[at]).map((cell) => el("th", { scope: "col" }, inline(cell, nameOf))));
  const body = [];
  let next = at + 2;
  for (; next < lines.length && ROW.test(lines[next]); next += 1) {
    body.push(el("tr", {}, cells(lines[next]).map((cell) => el("td", {}, inline(cell, nameOf)))));
  }
  const made = el("table", {}, el("thead", {}, head), el("tbody", {}, body));
  return [el("div", { class: "wide", tabindex: "0", role: "group", "aria-label": "Table" }, made), next];
}

function inline(text, nameOf) {
  const made = document.createDocumentFragment();
  let at = 0;
  for (const found of text.matchAll(INLINE)) {
    made.append(words(text.slice(at, found.index)), piece(found, nameOf));
    at = found.index + found[0].length;
  }
  made.append(words(text.slice(at)));
  return made;
}

const words = (text) => plain(text.replace(/\\([\\`*_{}[\]()#+\-.!|~>])/g, "$1"));

function piece(found, nameOf) {
  const one = found.groups;
  if (one.code) return el("code", {}, plain(one.code));
  if (one.target) return link(plain(one.target), words(one.label)) ?? words(found[0]);
  if (one.pointed) return link(plain(one.pointed), one.shown && words(one.shown));
  if (one.user) return el("span", { class: "mention" }, `@${nameOf(one.user)}`);
  if (one.bare) return link(plain(one.bare));
  if (one.bold) return el("b", {}, inline(one.bold, nameOf));
  if (one.gone) return el("s", {}, inline(one.gone, nameOf));
  if (one.starred ?? one.under) return el("i", {}, inline(one.starred ?? one.under, nameOf));
  return EMOJI[one.emoji] ?? found[0];
}
