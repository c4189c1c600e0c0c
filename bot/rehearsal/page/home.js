// The App Home beside the messages in the bot's direct conversation.

import { el } from "./el.js";
import { Form } from "./form.js";
import { $, place, state } from "./state.js";
import { post } from "./wire.js";

let form = null;

export function startHome() {
  form = new Form($("home-blocks"));
  const tabs = [$("tab-home"), $("tab-messages")];
  for (const [at, tab] of tabs.entries()) {
    tab.addEventListener("click", () => show(tab.dataset.tab));
    tab.addEventListener("keydown", (event) => {
      if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
      tabs[1 - at].focus();
      tabs[1 - at].click();
    });
  }
}

/** Shows a tab of the conversation that is open, and tells the bot; channels have messages only. */
export function show(tab) {
  const direct = Boolean(place().direct);
  state.tab = direct ? tab : "messages";
  const home = state.tab === "home";
  $("tabs").hidden = !direct;
  $("talk").setAttribute("role", direct ? "tabpanel" : "region");
  for (const one of [$("tab-home"), $("tab-messages")]) {
    const on = one.dataset.tab === state.tab;
    one.setAttribute("aria-selected", String(on));
    one.tabIndex = on ? 0 : -1;
  }
  $("home").hidden = !home;
  $("talk").hidden = home;
  if (direct) post("/talk/home", { tab: state.tab });
  if (home) drawHome();
}

export function drawHome() {
  if ($("home").hidden) return;
  if (state.home) form.draw(state.home);
  else $("home-blocks").replaceChildren(el("p", { class: "soft" }, `${state.bot.name} has put nothing here yet.`));
}
