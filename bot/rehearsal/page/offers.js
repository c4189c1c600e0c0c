// What a box offers while one types: people behind an @, commands behind a / at its beginning.

import { el, unique } from "./el.js";
import { announce, state } from "./state.js";

const MENTION = /(^|[\s(])@([^@\n]{0,30})$/;
const COMMAND = /^\/(\S*)$/;
const MOST = 8;

/** Adds the offers of `box` to `around`, above the box. */
export function offers(box, around, { commands }) {
  const list = el("ul", { class: "offers", role: "listbox", id: unique("offers"), "aria-label": "Suggestions", hidden: true });
  around.append(list);
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-haspopup", "listbox");
  box.setAttribute("aria-controls", list.id);
  let offered = [], at = 0;

  const draw = () => {
    list.hidden = !offered.length;
    list.replaceChildren(
      ...offered.map((one, index) =>
        el(
          "li",
          { id: `${list.id}-${index}`, role: "option", "aria-selected": String(index === at), onpointerdown: (event) => event.preventDefault(), onclick: () => take(index) },
          el("b", {}, one.words),
          one.more && el("span", {}, one.more),
        ),
      ),
    );
    if (offered.length) box.setAttribute("aria-activedescendant", `${list.id}-${at}`);
    else box.removeAttribute("aria-activedescendant");
  };
  const look = () => {
    const typed = box.value.slice(0, box.selectionStart);
    const before = offered.length;
    offered = found(typed, commands);
    at = 0;
    draw();
    if (offered.length && !before) announce(`${offered.length} suggestions. Use the arrow keys.`);
  };
  const take = (index) => {
    const caret = box.selectionStart;
    const typed = box.value.slice(0, caret);
    const start = offered[index].from(typed);
    box.setRangeText(`${offered[index].put} `, start, caret, "end");
    offered = [];
    draw();
    box.focus();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  box.addEventListener("input", look);
  box.addEventListener("blur", () => ((offered = []), draw()));
  box.addEventListener("keydown", (event) => {
    if (!offered.length || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      at = (at + step + offered.length) % offered.length;
      draw();
    } else if (event.key === "Enter" || event.key === "Tab") take(at);
    else if (event.key === "Escape") ((offered = []), draw());
    else return;
    event.preventDefault();
  });
}

function found(typed, commands) {
  const command = commands && COMMAND.exec(typed);
  if (command) {
    return state.commands
      .filter((one) => one.command.startsWith(typed))
      .map((one) => ({ words: [one.command, one.usage_hint].filter(Boolean).join(" "), more: one.description, put: one.command, from: () => 0 }));
  }
  const mention = MENTION.exec(typed);
  if (!mention) return [];
  const wanted = mention[2].toLowerCase();
  const everybody = [state.bot, ...state.people.values()].filter((one) => one.id !== state.you);
  const begins = (name) => name.toLowerCase().startsWith(wanted) || name.toLowerCase().includes(` ${wanted}`);
  return everybody
    .filter((one) => begins(one.name) && one.name.toLowerCase() !== wanted.trimEnd())
    .slice(0, MOST)
    .map((one) => ({ words: one.name, more: one.id === state.bot.id ? "app" : one.title, put: `@${one.name}`, from: (text) => text.lastIndexOf("@") }));
}
