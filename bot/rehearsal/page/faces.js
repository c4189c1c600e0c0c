// The small square beside a name.

import { el, icon } from "./el.js";
import { nameOf, state } from "./state.js";

export function face(user, extra = "") {
  if (user === state.bot.id) return el("span", { class: `face fbot ${extra}`, "aria-hidden": "true" }, icon("throughline"));
  const number = [...user].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % 6;
  const initials = nameOf(user).split(/\s+/).map((word) => word[0]).slice(0, 2).join("").toUpperCase();
  return el("span", { class: `face f${number} ${extra}`, "aria-hidden": "true" }, initials);
}
