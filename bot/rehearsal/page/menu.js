// A button that opens a menu: arrow keys, Escape, and the focus given back.

import { el, unique } from "./el.js";

/**
 * @param {{label: string, items: {words: string, url?: string, act: () => void}[], inside: Node, className: string, action?: string}} given
 */
export function menu({ label, items, inside, className, action }) {
  const id = unique("menu");
  const list = el("div", { id, class: "menu-list", role: "menu", "aria-label": label, popover: "auto" });
  const button = el(
    "button",
    { type: "button", class: className, "aria-label": label, "aria-haspopup": "menu", "aria-expanded": "false", "data-action": action, popovertarget: id },
    inside,
  );
  list.append(...items.map((item) => entry(item, list)));
  list.addEventListener("toggle", (event) => {
    const open = event.newState === "open";
    button.setAttribute("aria-expanded", String(open));
    if (open) list.querySelector("[role=menuitem]")?.focus();
  });
  list.addEventListener("beforetoggle", (event) => event.newState === "open" && requestAnimationFrame(() => beside(list, button)));
  list.addEventListener("keydown", (event) => walked(event, list));
  return el("span", { class: "with-menu" }, button, list);
}

function entry(item, list) {
  return el("button", {
    type: "button", role: "menuitem", tabindex: "-1",
    onclick: () => {
      list.hidePopover();
      if (/^(?:https?|mailto):/.test(item.url ?? "")) window.open(item.url, "_blank", "noopener");
      item.act();
    },
  }, item.words);
}

function walked(event, list) {
  const items = [...list.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (event.key === "Tab") list.hidePopover();
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length).focus();
}

function beside(list, button) {
  const place = button.getBoundingClientRect();
  const { offsetWidth: wide, offsetHeight: high } = list;
  const below = place.bottom + 4 + high < innerHeight ? place.bottom + 4 : Math.max(8, place.top - high - 4);
  list.style.top = `${below}px`;
  list.style.left = `${Math.max(8, Math.min(place.right - wide, innerWidth - wide - 8))}px`;
}
