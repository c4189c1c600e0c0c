// Messages and the threads below them. A message that changes is drawn anew alone.

import { replyBox } from "./compose.js";
import { el, icon } from "./el.js";
import { face } from "./faces.js";
import { menu } from "./menu.js";
import { contentOf, who } from "./message.js";
import { $, announce, isRoot, nameOf, place, seenUntil, state } from "./state.js";
import { busy } from "./status.js";
import { start as empty } from "./start.js";
import { post } from "./wire.js";

const nodes = new Map(); // ts to {item, who, content, thread, after}
const FOLDED = 2; // the newest threads stay open when a conversation is opened

/** Draws a conversation from its beginning. */
export function draw() {
  nodes.clear();
  const until = seenUntil(state.here);
  const roots = place().messages.filter(isRoot);
  const items = roots.map((root) => item(root));
  const fresh = roots.findIndex((one) => Number(one.ts) > until && one.user !== state.you);
  if (fresh > 0) items.splice(fresh, 0, el("li", { class: "fresh-line" }, el("span", {}, "New")));
  $("messages").replaceChildren(...items);
  for (const reply of place().messages.filter((one) => !isRoot(one))) below(reply);
  roots.slice(0, -FOLDED).forEach((root) => fold(root));
  roots.forEach(after);
  bare();
  settle(true);
}

/** Draws a message that is new or has changed. */
export function drawMessage(message) {
  const known = nodes.get(message.ts);
  const near = isNear();
  if (known) renew(known, message);
  else {
    if (isRoot(message)) $("messages").append(item(message));
    else below(message);
    if (isRoot(message)) place().messages.filter(isRoot).slice(-2).forEach(after);
    nodes.get(message.ts)?.item.classList.add("new");
  }
  const root = place().messages.find((one) => one.ts === (message.thread_ts ?? message.ts));
  if (root) after(root);
  bare();
  tell(message, known);
  if (near || message.user === state.you) settle(false, message.ts);
}

export function removeMessage(ts) {
  nodes.get(ts)?.item.remove();
  nodes.delete(ts);
  bare();
}

/** Draws what the bot is doing, below a thread or below everything. */
export function drawStatus(thread) {
  const near = isNear();
  const root = place().messages.find((one) => one.ts === thread);
  if (root) after(root);
  else bare();
  if (near) settle(true);
}

/** The element of a message, for what points at it. */
export const nodeOf = (ts) => nodes.get(ts)?.item;

function bare() {
  const none = !place().messages.length;
  $("empty").hidden = !none;
  if (none) $("empty").replaceChildren(...empty());
  $("below").replaceChildren(...busy(state.here, ""));
}

function item(message) {
  const made = { who: who(message), content: el("div", { class: "content" }, contentOf(message)), after: el("div", { class: "after" }), thread: el("ol", { class: "thread" }) };
  const root = isRoot(message);
  const said = el("div", { class: "said" }, made.who, made.content, root && !message.ephemeral_to && made.thread, root && !message.ephemeral_to && made.after);
  made.item = el("li", { class: `message ${message.ephemeral_to ? "private" : ""}`, "data-ts": message.ts, tabindex: "-1" }, face(message.user), said, tools(message));
  nodes.set(message.ts, made);
  return made.item;
}

function renew(known, message) {
  const held = known.content.contains(document.activeElement) ? document.activeElement.dataset : null;
  const fresh = contentOf(message).flat().filter(Boolean);
  known.content.replaceChildren(...fresh);
  const again = who(message);
  known.who.replaceWith(again);
  known.who = again;
  if (!held) return;
  const same = [...known.content.querySelectorAll("[data-action]")].find((one) => one.dataset.action === held.action && one.dataset.value === held.value);
  (same ?? known.item).focus({ preventScroll: true });
}

function below(reply) {
  nodes.get(reply.thread_ts)?.thread.append(item(reply));
}

/** What stands below a thread: what the bot is doing, and the way to reply. */
function after(root) {
  const known = nodes.get(root.ts);
  if (!known || root.ephemeral_to) return;
  const replies = place().messages.filter((one) => one.thread_ts === root.ts && one.ts !== root.ts);
  known.thread.classList.toggle("some", replies.length > 0);
  known.after.classList.toggle("some", replies.length > 0);
  const last = root === place().messages.filter(isRoot).at(-1);
  const answered = replies.some((one) => one.user === state.bot.id && !one.ephemeral_to);
  const streaming = replies.some((one) => one.streaming);
  const box = known.after.querySelector(".reply");
  const used = box && (box.querySelector("textarea").value || box.contains(document.activeElement));
  known.after.querySelectorAll(".busy").forEach((one) => one.remove());
  known.after.prepend(...busy(state.here, root.ts, streaming));
  if (used || (box && last)) return;
  box?.remove();
  known.after.querySelector(".plain")?.remove();
  known.after.append(last && answered ? replyBox(root) : opener(root, replies.length));
}

function opener(root, count) {
  return el("button", { type: "button", class: "plain reply-opener", onclick: () => reply(root) }, count ? "Reply" : "Reply in thread");
}

function reply(root) {
  const { after: place, thread } = nodes.get(root.ts);
  unfold(thread);
  place.querySelector(".plain")?.remove();
  if (!place.querySelector(".reply")) place.append(replyBox(root));
  place.querySelector("textarea").focus();
}

function fold(root) {
  const { thread, content } = nodes.get(root.ts);
  const count = thread.children.length;
  if (count < 2) return;
  thread.hidden = true;
  content.after(el("button", { type: "button", class: "plain unfold", "aria-expanded": "false", onclick: () => unfold(thread) }, `${count} replies`));
}

function unfold(thread) {
  const button = thread.parentElement.querySelector(":scope > .unfold");
  thread.hidden = false;
  if (!button) return;
  const held = document.activeElement === button;
  button.remove();
  if (held) thread.querySelector("li")?.focus();
}

function tools(message) {
  const shortcuts = state.shortcuts.filter((one) => one.type === "message");
  const items = shortcuts.map((one) => ({ words: one.name, act: () => post("/talk/shortcut", { callback_id: one.callback_id, channel: state.here, ts: message.ts }) }));
  if (isRoot(message)) items.unshift({ words: "Reply in thread", act: () => reply(message) });
  if (message.ephemeral_to || !items.length) return null;
  const label = `More actions for the message of ${nameOf(message.user)}`;
  return el("div", { class: "tools" }, menu({ label, items, inside: icon("more"), className: "tool" }));
}

/** Reads a whole message out once: not each piece of one that still grows. */
function tell(message, known) {
  if (message.user === state.you || message.streaming || (known && !known.growing)) {
    if (known) known.growing = Boolean(message.streaming);
    return;
  }
  if (known) known.growing = false;
  const words = (message.text ?? "").replace(/<[^>|]*\|?([^>]*)>/g, "$1").replace(/[*_~`]/g, "").slice(0, 400);
  announce(`${message.ephemeral_to ? "Only visible to you. " : ""}${nameOf(message.user)}: ${words}`);
}

function isNear() {
  const scroll = $("scroll");
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 200;
}

/** Shows the newest from its beginning, as far down as there is something to see. */
function settle(end, ts = "") {
  const scroll = $("scroll");
  const newest = nodes.get(ts)?.item;
  const show = () => {
    const bottom = scroll.scrollHeight - scroll.clientHeight;
    const top = newest ? newest.getBoundingClientRect().top - scroll.getBoundingClientRect().top + scroll.scrollTop - 16 : bottom;
    scroll.scrollTop = end ? bottom : Math.min(top, bottom);
  };
  show();
  for (const image of (newest ?? scroll).querySelectorAll("img")) image.addEventListener("load", show, { once: true });
}
