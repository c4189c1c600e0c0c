// The conversations at the side, with what is unread, and who you are.

import { el, icon } from "./el.js";
import { face } from "./faces.js";
import { $, state, unread } from "./state.js";

/** @param {(id: string) => void} go opens a conversation */
export function rail(go) {
  const all = [...state.channels.values()];
  $("directs").replaceChildren(...all.filter((one) => one.direct).map((one) => entry(one, go)));
  $("channels").replaceChildren(...all.filter((one) => !one.direct).map((one) => entry(one, go)));
}

function entry(one, go) {
  const fresh = one.id === state.here ? 0 : unread(one.id);
  const sign = one.direct
    ? face(state.bot.id, "sign")
    : el("span", { class: "sign", "aria-hidden": "true" }, one.private ? icon("lock") : "#");
  const button = el(
    "button",
    { type: "button", class: fresh ? "fresh" : "", "aria-current": one.id === state.here && "page", "data-channel": one.id, onclick: () => go(one.id) },
    sign,
    el("span", { class: "name" }, one.name),
    fresh > 0 && el("span", { class: "count" }, String(fresh), el("span", { class: "unseen" }, " new")),
  );
  return el("li", {}, button);
}

/** Fills the list of people. */
export function people() {
  const named = (one) => [one.name, one.title || (one.guest ? "guest" : "")].filter(Boolean).join(", ");
  $("person").replaceChildren(
    ...[...state.people.values()].map((one) => el("option", { value: one.id, selected: one.id === state.you }, named(one))),
  );
}

/** Opens or closes the side on a narrow screen. */
export function drawer(open) {
  const was = $("rail").classList.contains("open");
  $("rail").classList.toggle("open", open);
  $("menu").setAttribute("aria-expanded", String(open));
  document.querySelector("main").inert = open;
  $("story").inert = open;
  if (open) ($("rail").querySelector("[aria-current]") ?? $("rail").querySelector("button")).focus();
  else if (was && $("rail").contains(document.activeElement)) $("menu").focus();
}

export function startDrawer() {
  $("menu").addEventListener("click", () => drawer(!$("rail").classList.contains("open")));
  document.addEventListener("keydown", (event) => event.key === "Escape" && $("rail").classList.contains("open") && drawer(false));
  document.addEventListener("click", (event) => {
    if ($("rail").classList.contains("open") && !event.target.closest("#menu, #rail")) drawer(false);
  });
}
