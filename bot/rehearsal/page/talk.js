// The page: conversations, messages with their threads below, and the box to write in.

import { content } from "./blocks.js";
import { el } from "./mrkdwn.js";

const $ = (id) => document.getElementById(id);
const known = { people: new Map(), channels: new Map(), unread: new Set(), statuses: new Map() };
let you = "", here = "", source = null;

async function send(path, said) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ user: you, ...said }),
  });
  $("state").textContent = answer.ok ? "" : "That could not be sent. Is the rehearsal still running?";
  return answer.ok;
}

const context = {
  nameOf: (id) => (id === known.bot.id ? known.bot.name : known.people.get(id)?.name ?? id),
  click: (message, action) => send("/talk/click", { channel: here, ts: message.ts, action }),
};

async function open(person = "") {
  const answer = await fetch(`/talk/workspace?as=${encodeURIComponent(person)}`);
  const whole = await answer.json();
  you = whole.you;
  known.bot = whole.bot;
  known.questions = whole.questions;
  known.people = new Map(whole.people.map((one) => [one.id, one]));
  known.channels = new Map(whole.channels.map((one) => [one.id, one]));
  known.statuses = new Map(whole.statuses.map((one) => [`${one.channel} ${one.thread}`, one.text]));
  document.title = `${whole.name} · rehearsal`;
  $("workspace").textContent = whole.name;
  people(whole.people);
  const first = [...known.channels.values()].find((one) => one.messages.length) ?? known.channels.values().next().value;
  const wanted = decodeURIComponent(location.hash.slice(1));
  go(known.channels.has(here) ? here : known.channels.has(wanted) ? wanted : first.id);
  source?.close();
  source = new EventSource(`/talk/changes?as=${encodeURIComponent(you)}`);
  source.onmessage = (event) => changed(JSON.parse(event.data));
  source.onerror = () => ($("state").textContent = "The rehearsal has stopped. Waiting for it to come back …");
  let before = false;
  source.onopen = () => {
    $("state").textContent = "";
    if (before) open(you);
    before = true;
  };
}

function people(all) {
  const named = (one) => [one.name, one.title || (one.guest ? "guest" : "")].filter(Boolean).join(", ");
  $("person").replaceChildren(
    ...all.map((one) => el("option", { value: one.id, selected: one.id === you }, named(one))),
  );
}

function rail() {
  const entry = (one) =>
    el(
      "li",
      {},
      el(
        "button",
        { type: "button", "aria-current": one.id === here && "page", onclick: () => go(one.id, true) },
        one.direct ? face(known.bot.id, "sign") : el("span", { class: "sign", "aria-hidden": "true" }, one.private ? "🔒" : "#"),
        one.name,
        known.unread.has(one.id) && one.id !== here
          ? el("span", { class: "dot", role: "img", "aria-label": "new messages" })
          : null,
      ),
    );
  const all = [...known.channels.values()];
  $("directs").replaceChildren(...all.filter((one) => one.direct).map(entry));
  $("channels").replaceChildren(...all.filter((one) => !one.direct).map(entry));
}

function go(id, focus = false) {
  here = id;
  known.unread.delete(id);
  const one = known.channels.get(id);
  history.replaceState(null, "", `#${id}`);
  $("title").textContent = one.direct ? one.name : `# ${one.name}`;
  $("topic").textContent = one.direct
    ? "Only you see this conversation."
    : [one.topic, `${one.members} members`].filter(Boolean).join(" · ");
  $("write").placeholder = one.direct ? `Ask ${known.bot.name} anything` : `Ask @${known.bot.name} …`;
  drawer(false);
  rail();
  ideas(one);
  draw(true);
  if (focus) $("write").focus({ preventScroll: true });
}

function ideas(one) {
  $("ideas").replaceChildren(
    ...known.questions.toSorted((a, b) => a.length - b.length).map((question) =>
      el("button", { type: "button", class: "press", onclick: () => say(one.direct ? question : `@${known.bot.name} ${question}`) }, question),
    ),
  );
}

function draw(end = false, fresh = "") {
  const scroll = $("scroll");
  const near = end || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 160;
  const typed = document.activeElement?.dataset?.thread;
  const drafts = new Map([...document.querySelectorAll(".reply textarea")].map((box) => [box.dataset.thread, box.value]));
  const { messages, direct } = known.channels.get(here);
  const roots = messages.filter((one) => !one.thread_ts || one.thread_ts === one.ts);
  const nodes = roots.map((root) => {
    const replies = messages.filter((one) => one.thread_ts === root.ts && one.ts !== root.ts);
    return shown(root, { replies, fresh, drafts, direct });
  });
  $("messages").replaceChildren(...(nodes.length ? nodes : [nothing(direct)]));
  document.querySelector(`.reply textarea[data-thread="${typed}"]`)?.focus({ preventScroll: true });
  if (near) settle(scroll);
}

/** Shows the newest message from its beginning, as far down as there is something to see. */
function settle(scroll) {
  const newest = scroll.querySelector(".new") ?? scroll.querySelector(".messages > :last-child");
  const top = newest.getBoundingClientRect().top - scroll.getBoundingClientRect().top + scroll.scrollTop - 16;
  const show = () => (scroll.scrollTop = Math.min(top, scroll.scrollHeight));
  show();
  for (const image of newest.querySelectorAll("img")) image.addEventListener("load", show, { once: true });
}

const nothing = (direct) =>
  el("li", { class: "empty" }, el("b", {}, direct ? `Ask ${known.bot.name}` : "Nothing has been said here yet"),
    direct ? "It answers from your organisation's own documents and shows where each answer comes from." : `Write @${known.bot.name} and a question.`);

function shown(message, { replies, fresh, drafts, direct, inThread }) {
  const bot = message.user === known.bot.id;
  const person = known.people.get(message.user);
  const said = el(
    "div",
    { class: "said" },
    message.ephemeral_to ? el("p", { class: "only" }, "Only you can see this") : null,
    el(
      "div",
      { class: "who" },
      el("b", {}, context.nameOf(message.user)),
      bot ? el("span", { class: "tag" }, "app") : null,
      person?.title ? el("span", { class: "title" }, person.title) : null,
      el("time", { datetime: new Date(message.ts * 1000).toISOString() },
        new Date(message.ts * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })),
      message.edited ? el("span", { class: "edited" }, "edited") : null,
    ),
    ...content(message, context),
  );
  if (!inThread && !message.ephemeral_to) said.append(thread(message, replies, fresh, drafts, direct));
  return el(inThread ? "div" : "li", { class: `message ${message.ts === fresh ? "new" : ""}` }, face(message.user), said);
}

function thread(root, replies, fresh, drafts, direct) {
  const busy = known.statuses.get(`${here} ${root.ts}`);
  const draft = drafts.get(root.ts);
  const answered = replies.some((one) => one.user === known.bot.id);
  const open = draft !== undefined || (answered && root === last(direct));
  const made = el("div", { class: replies.length ? "thread" : "" }, ...replies.map((one) => shown(one, { fresh, inThread: true })));
  if (busy) made.append(el("p", { class: "busy" }, `${known.bot.name} ${busy}`));
  const words = answered ? "Ask a follow-up" : "Reply";
  if (open) made.append(replyBox(root, draft ?? "", words));
  else {
    const button = el("button", { type: "button", class: "plain", onclick: () => {
      const box = replyBox(root, "", words);
      button.replaceWith(box);
      box.querySelector("textarea").focus();
    } }, words);
    made.append(button);
  }
  return made;
}

const last = () =>
  known.channels.get(here).messages.filter((one) => !one.thread_ts || one.thread_ts === one.ts).at(-1);

function replyBox(root, draft, words) {
  const box = el("textarea", { rows: "1", placeholder: words, "aria-label": words, "data-thread": root.ts });
  box.value = draft;
  box.addEventListener("keydown", (event) => enter(event, () => {
    const text = box.value.trim();
    box.value = "";
    if (text) send("/talk/say", { channel: here, text, thread: root.ts });
  }));
  return el("div", { class: "reply" }, box);
}

function face(user, extra = "") {
  if (user === known.bot.id) {
    const made = el("span", { class: `face fbot ${extra}`, "aria-hidden": "true" });
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", "M3 14c4 0 4-5 9-5s5 5 9 5M12 9v10");
    svg.append(path);
    made.append(svg);
    return made;
  }
  const name = context.nameOf(user);
  const number = [...user].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % 6;
  const initials = name.split(/\s+/).map((word) => word[0]).slice(0, 2).join("").toUpperCase();
  return el("span", { class: `face f${number} ${extra}`, "aria-hidden": "true" }, initials);
}

function changed(change) {
  const one = known.channels.get(change.channel);
  if (!one) return;
  if (change.kind === "status") known.statuses.set(`${change.channel} ${change.thread}`, change.text);
  else {
    const ts = change.ts ?? change.message.ts;
    const at = one.messages.findIndex((message) => message.ts === ts);
    if (change.kind === "gone") one.messages.splice(at, 1);
    else if (at >= 0) one.messages[at] = change.message;
    else one.messages.push(change.message);
  }
  if (change.channel === here) draw(change.message?.user === you, change.message?.ts);
  else if (change.kind === "message") {
    known.unread.add(change.channel);
    rail();
  }
}

const say = (text) => send("/talk/say", { channel: here, text });

function enter(event, act) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  act();
}

function drawer(open) {
  $("rail").classList.toggle("open", open);
  $("menu").setAttribute("aria-expanded", String(open));
  document.querySelector("main").inert = open;
  if (open) $("rail").querySelector("button").focus();
}

function fit(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

$("compose").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = $("write").value.trim();
  $("write").value = "";
  fit($("write"));
  if (text) say(text);
});
$("write").addEventListener("keydown", (event) => enter(event, () => $("compose").requestSubmit()));
$("write").addEventListener("input", () => fit($("write")));
$("person").addEventListener("change", () => open($("person").value));
$("menu").addEventListener("click", () => drawer(!$("rail").classList.contains("open")));
document.addEventListener("keydown", (event) => event.key === "Escape" && drawer(false));
document.addEventListener("click", (event) => {
  if (!event.target.closest("#menu, #rail")) drawer(false);
});
open(new URLSearchParams(location.search).get("as") ?? "");
