// One message: who said it when, and what it says.

import { shown } from "./blocks.js";
import { el } from "./el.js";
import { attached } from "./files.js";
import { markdown } from "./markdown.js";
import { EMOJI } from "./mrkdwn.js";
import { nameOf, state } from "./state.js";
import { post } from "./wire.js";

const DAY = { weekday: "short", day: "numeric", month: "short" }; // where time passes by days

export function who(message) {
  const person = state.people.get(message.user);
  const at = new Date(message.ts * 1000);
  return el(
    "div",
    { class: "who" },
    message.ephemeral_to && el("p", { class: "only" }, "Only visible to you"),
    el("b", {}, nameOf(message.user)),
    message.user === state.bot.id && el("span", { class: "tag" }, "app"),
    person?.title && el("span", { class: "title" }, person.title),
    el("time", { datetime: at.toISOString() }, at.toLocaleString([], { ...(state.zone && DAY), hour: "2-digit", minute: "2-digit" })),
    message.edited && el("span", { class: "edited" }, "edited"),
  );
}

export function contentOf(message) {
  const context = {
    nameOf,
    people: () => [...state.people.values()],
    places: () => [...state.channels.values()].filter((one) => !one.direct),
    act: (action) => post("/talk/click", { channel: state.here, ts: message.ts, action }),
  };
  return [
    ...(message.blocks?.length ? shown(message.blocks, context) : wordsOf(message, context)),
    message.files?.length && el("ul", { class: "files" }, message.files.map(attached)),
    message.reactions?.length && el("p", { class: "reactions" }, message.reactions.map((one) => el("span", {}, `${EMOJI[one.name] ?? one.name} ${one.count}`))),
    message.streaming && el("span", { class: "caret", "aria-hidden": "true" }),
  ];
}

/** The text of a message without blocks; what streams is Markdown, all else mrkdwn. */
function wordsOf(message, context) {
  if (!message.text?.trim()) return [];
  if (message.streaming) return [el("div", { class: "block prose" }, markdown(message.text, nameOf))];
  return shown([{ type: "section", text: { type: "mrkdwn", text: message.text } }], context);
}
