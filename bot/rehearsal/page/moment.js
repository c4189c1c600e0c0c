// What time it is, where that is pretended, and the button that lets it pass.

import { drawer } from "./rail.js";
import { $, announce, state } from "./state.js";
import { post } from "./wire.js";

const WORDS = { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" };
let ahead = 0; // milliseconds before the time of this computer

export function startMoment() {
  const button = $("moment-pass");
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    await post("/talk/stage", { does: "later" });
    button.removeAttribute("aria-busy");
    drawer(false);
    announce(`It is ${words()}.`);
  });
  setInterval(draw, 5000);
}

/** The time was told anew. */
export function setMoment() {
  ahead = state.now * 1000 - Date.now();
  draw();
}

function draw() {
  $("moment").hidden = !state.zone;
  if (state.zone && $("moment-words").textContent !== words()) $("moment-words").textContent = words();
}

function words() {
  return new Date(Date.now() + ahead).toLocaleString("en-GB", { ...WORDS, timeZone: state.zone });
}
