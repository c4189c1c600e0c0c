// The boxes to write in: the one at the bottom, and those below threads.

import { el } from "./el.js";
import { attach, sendFiles, waiting } from "./files.js";
import { offers } from "./offers.js";
import { $, nameOf, place, state } from "./state.js";
import { post } from "./wire.js";

const drafts = new Map(); // channel to what was begun there

/** Makes the box at the bottom work. */
export function startCompose() {
  const box = $("write");
  offers(box, $("compose"), { commands: true });
  $("compose").addEventListener("submit", (event) => {
    event.preventDefault();
    send(box);
  });
  box.addEventListener("keydown", (event) => onEnter(event, () => send(box)));
  box.addEventListener("input", () => {
    drafts.set(`${state.you} ${state.here}`, box.value);
    fit(box);
  });
  attach();
}

/** Fits the box to the conversation that is open. */
export function drawCompose() {
  const { direct, name } = place();
  const box = $("write");
  const wide = matchMedia("(min-width: 761px)").matches;
  const how = wide ? `. Begin with @${state.bot.name} to ask it` : "";
  box.placeholder = direct ? `Ask ${state.bot.name} anything` : `Message #${name}${how}`;
  box.value = drafts.get(`${state.you} ${state.here}`) ?? "";
  fit(box);
}

async function send(box) {
  const text = box.value.trim();
  if (!text && !waiting()) return;
  box.value = "";
  drafts.delete(`${state.you} ${state.here}`);
  fit(box);
  if (waiting()) await sendFiles(state.here, text);
  else {
    const answer = await post("/talk/say", { channel: state.here, text });
    if (answer.error && !box.value) box.value = text;
  }
}

/** A box below a thread. */
export function replyBox(root) {
  const answered = place().messages.some((one) => one.thread_ts === root.ts && one.user === state.bot.id);
  const words = answered ? "Ask a follow-up" : `Reply to ${nameOf(root.user)}`;
  const box = el("textarea", { rows: "1", placeholder: words, "aria-label": words, autocomplete: "off" });
  const channel = state.here;
  const made = el("div", { class: "reply" }, box);
  offers(box, made, { commands: false });
  box.addEventListener("input", () => fit(box));
  box.addEventListener("keydown", (event) => onEnter(event, async () => {
    const text = box.value.trim();
    box.value = "";
    fit(box);
    if (!text) return;
    const answer = await post("/talk/say", { channel, text, thread: root.ts });
    if (answer.error && !box.value) box.value = text;
  }));
  return made;
}

function onEnter(event, act) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.defaultPrevented) return;
  event.preventDefault();
  act();
}

function fit(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}
