// What the bot is doing: a line with moving words, and a way to stop it.

import { el, icon } from "./el.js";
import { state } from "./state.js";
import { post } from "./wire.js";

const TURN = 2200; // milliseconds for one of the words while it works
let turn = 0;

setInterval(() => {
  turn += 1;
  for (const one of document.querySelectorAll(".busy [data-words]")) {
    const words = JSON.parse(one.dataset.words);
    one.textContent = words[turn % words.length];
  }
}, TURN);

export const key = (channel, thread) => `${channel} ${thread}`;

/** The line for a thread, or nothing where nothing is being done. */
export function busy(channel, thread, streaming = false) {
  const status = state.statuses.get(key(channel, thread));
  if (!status?.text && !streaming) return [];
  const loading = status?.loading ?? [];
  const words = status?.text ? `${state.bot.name} ${status.text}` : `${state.bot.name} is writing`;
  const stop = () => post("/talk/stop", { channel, thread });
  return [
    el(
      "p",
      { class: "busy" },
      el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")),
      loading.length
        ? el("span", { "data-words": JSON.stringify(loading) }, loading[turn % loading.length])
        : el("span", {}, words),
      el("button", { type: "button", class: "stop", onclick: stop }, icon("stop"), "Stop"),
    ),
  ];
}
