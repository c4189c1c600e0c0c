// What an empty conversation offers: prompts of the bot, or questions to begin with.

import { el } from "./el.js";
import { face } from "./faces.js";
import { place, state } from "./state.js";
import { post } from "./wire.js";

export function start() {
  const { direct, id } = place();
  const offered = direct && state.prompts?.prompts?.length ? state.prompts.prompts : state.questions.map((one) => ({ title: one, message: one }));
  const say = (text) => post("/talk/say", { channel: id, text: direct ? text : `@${state.bot.name} ${text}` });
  const title = direct ? state.prompts?.title || `Ask ${state.bot.name}` : "Nothing has been said here yet";
  return [
    face(state.bot.id, "large"),
    el("h2", {}, title),
    el("p", {}, direct ? "Only you see this conversation." : `Write @${state.bot.name} and a question.`),
    offered.length > 0 && el(
      "div",
      { class: "ideas", role: "group", "aria-label": "Questions to begin with" },
      offered.slice(0, 4).map((one) => el("button", { type: "button", class: "press", onclick: () => say(one.message) }, one.title)),
    ),
  ].filter(Boolean);
}
