// What time it is, where that is pretended, and the button that lets it pass.

import { drawer } from "./rail.js";
import { $, announce, state } from "./state.js";
import { post } from "./wire.js";

export function startMoment() {
  const button = $("moment-pass");
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    await post("/talk/stage", { does: "later" });
    button.removeAttribute("aria-busy");
    drawer(false);
    announce(`It is ${state.moment}.`);
  });
}

export function drawMoment() {
  $("moment").hidden = !state.moment;
  $("moment-words").textContent = state.moment;
}
