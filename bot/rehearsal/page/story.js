// A short tour: each step is somebody somewhere, one button, and what to look at afterwards.

import { el } from "./el.js";
import { show as showTab } from "./home.js";
import { nodeOf } from "./messages.js";
import { $, announce, direct, keep, kept, state } from "./state.js";
import { post, upload } from "./wire.js";

const PATIENCE = 12_000; // milliseconds to wait for a button that an answer is to bring
let moves = null;
let at = 0, done = false, roots = {}, moving = Promise.resolve();

/** @param {{be: (person: string, channel: string) => Promise<void>}} given how to become somebody somewhere */
export function startStory(given) {
  moves = given;
  $("story-button").addEventListener("click", () => open($("story").hidden));
  $("story-leave").addEventListener("click", () => open(false));
}

/** Where the tour is, for who opens the page: the person and the place, or nothing. */
export function opening(story) {
  if (!story?.steps?.length || kept("story left")) return null;
  at = Math.min(Number(kept("story at") ?? 0), story.steps.length - 1);
  return whereabouts(story.steps[at]);
}

const whereabouts = (step) => ({ user: step.user, channel: step.channel || `D${step.user}` });

/** Draws the panel as it was left. */
export function drawStory() {
  const some = Boolean(state.story?.steps?.length);
  $("story-button").hidden = !some;
  if (!some) return;
  at = Math.min(Number(kept("story at") ?? 0), state.story.steps.length - 1);
  done = kept("story done") === "yes";
  roots = JSON.parse(kept("story roots") ?? "{}");
  $("story").hidden = Boolean(kept("story left"));
  $("story-button").setAttribute("aria-expanded", String(!$("story").hidden));
  $("story-title").textContent = state.story.title;
  $("story-count").textContent = `${at + 1} of ${state.story.steps.length}`;
  $("story-share").max = state.story.steps.length;
  $("story-share").value = at + Number(done);
  $("story-steps").replaceChildren(...state.story.steps.map(line));
}

function open(wanted) {
  keep("story left", wanted ? "" : "yes");
  drawStory();
  if (wanted) $("story").querySelector(".primary")?.focus();
  else $("story-button").focus();
}

function line(step, index) {
  const now = index === at;
  const past = index < at || (now && done);
  const before = state.story.steps[index - 1];
  const mark = el("span", { class: "mark", "aria-hidden": "true" }, past ? "✓" : String(index + 1));
  const name = el("button", { type: "button", class: "step", "aria-current": now && "step", onclick: () => move(index) }, mark, step.title, past && el("span", { class: "unseen" }, " (done)"));
  return el(
    "li",
    { class: now ? "now" : "" },
    step.part && step.part !== before?.part ? el("p", { class: "part" }, step.part) : now && el("p", { class: "part again" }, step.part),
    name,
    now && body(step),
  );
}

function body(step) {
  const here = at; // a button that is still there a moment later means its own step
  const next = state.story.steps[here + 1];
  const last = !next;
  const act = el("button", { type: "button", class: "press primary", onclick: () => act.getAttribute("aria-busy") || perform(step, act) }, step.button);
  const on = el("button", { type: "button", class: "press primary", onclick: () => (last ? open(false) : move(here + 1)) }, last ? "Look around freely" : `Next: ${next.title}`);
  return el(
    "div",
    { class: "body" },
    step.tell && !done && el("p", {}, step.tell),
    done ? [el("p", { class: "look" }, step.look), el("div", { class: "row" }, on, el("button", { type: "button", class: "plain", onclick: () => move(last ? 0 : here) }, last ? "Begin again" : "Do it again"))] : act,
  );
}

async function move(index) {
  at = index;
  done = false;
  save();
  drawStory();
  const step = state.story.steps[at];
  const { user, channel } = whereabouts(step);
  moving = moves.be(user, channel);
  await moving;
  $("story").querySelector(".body .primary")?.focus({ preventScroll: true });
  announce(`${step.part ?? ""}. ${step.title}. ${step.tell ?? ""}`);
}

async function perform(step, button) {
  button.setAttribute("aria-busy", "true");
  await moving;
  const { user, channel } = whereabouts(step);
  if (state.you !== user || state.here !== channel) await moves.be(user, channel);
  const failed = await (DEEDS[step.does] ?? onStage)(step, channel);
  done = !failed;
  save();
  drawStory();
  if (failed) $("story").querySelector(".body").prepend(el("p", { class: "alert error" }, failed));
  if (!document.querySelector("dialog[open]")) $("story").querySelector(".body .primary")?.focus({ preventScroll: true });
  announce(failed || step.look);
}

function save() {
  keep("story at", String(at));
  keep("story done", done ? "yes" : "");
  keep("story roots", JSON.stringify(roots));
}

// What a step may do. Each gives a sentence where it could not be done.
const DEEDS = {
  say: async (step, channel) => {
    if (!direct() || channel !== direct().id) showTab("messages");
    const thread = roots[step.thread];
    const answer = await post("/talk/say", { channel, text: step.text, ...(thread && { thread }) });
    if (!answer.error) roots[step.id] = thread ?? answer.ts;
    return answer.error && "That could not be said. Try again.";
  },
  press: async (step) => {
    const button = await found(step);
    if (!button) return "This answer has no such button. Go on with the next step.";
    button.scrollIntoView({ block: "center" });
    button.focus({ preventScroll: true });
    button.click();
    return "";
  },
  home: async () => {
    showTab("home");
    return "";
  },
  file: async (step, channel) => {
    showTab("messages");
    const answer = await fetch(`/talk/props/${encodeURIComponent(step.file)}`);
    if (!answer.ok) return "The file of this step is not there.";
    const file = new File([await answer.blob()], step.file);
    const told = await upload(file, { channel, text: step.text ?? "" }, () => {});
    if (!told.error) roots[step.id] = told.ts;
    return told.error && "The file could not be sent. Try again.";
  },
};

async function onStage(step) {
  const answer = await post("/talk/stage", { does: step.does });
  return answer.done ? "" : "That cannot be done here. Go on with the next step.";
}

/** The newest button of its kind below what an earlier step said; waits until it is there to stay. */
async function found(step) {
  const end = Date.now() + PATIENCE;
  let before = null;
  while (Date.now() < end) {
    const below = roots[step.thread] ? nodeOf(roots[step.thread]) : document;
    below?.querySelector(".unfold")?.click();
    const all = [...(below?.querySelectorAll(`[data-action^="${CSS.escape(step.action)}"]`) ?? [])];
    const named = all.filter((one) => one.textContent.includes(step.text));
    const those = step.choice ? named.filter((_, index) => index % 2 === Number(step.choice === "negative")) : named;
    if (before?.isConnected && those.at(-1) === before) return before;
    before = those.at(-1);
    await new Promise((later) => setTimeout(later, 250));
  }
  return null;
}

