// The page as a whole: who you are, where you are, and what changes.

import { drawCompose, startCompose } from "./compose.js";
import { drawHome, show as showTab, startHome } from "./home.js";
import { logged, startLog } from "./log.js";
import { draw, drawMessage, drawStatus, removeMessage } from "./messages.js";
import { drawer, people, rail, startDrawer } from "./rail.js";
import { setMoment, startMoment } from "./moment.js";
import { $, announce, direct, place, see, state } from "./state.js";
import { key } from "./status.js";
import { drawStory, opening, startStory } from "./story.js";
import { drawErrors, drawView, startViews } from "./views.js";
import { listen, load } from "./wire.js";

let early = null; // changes that come while the workspace is being loaded
let turn = 0; // whoever becomes somebody later wins

/** Becomes somebody; stays in the conversation that is open where they may. */
async function become(person, channel = state.here) {
  const mine = (turn += 1);
  early = [];
  await listen(person, { changed, back });
  const whole = await load(`/talk/workspace?as=${encodeURIComponent(person)}`);
  if (mine !== turn) return;
  const { people: everybody, channels, statuses, modals, bot, ...rest } = whole;
  Object.assign(state, rest, { bot, people: byId(everybody), channels: byId(channels) });
  state.statuses = new Map(statuses.map((one) => [key(one.channel, one.thread), one]));
  document.title = `${whole.name} · rehearsal`;
  $("workspace").textContent = whole.name;
  people();
  setMoment();
  const busiest = channels.find((one) => one.messages.length) ?? channels[0];
  const same = direct() && channel?.startsWith("D") ? direct().id : channel;
  go(state.channels.has(same) ? same : busiest.id);
  drawView(modals.at(-1) ?? null);
  const waited = early;
  early = null;
  waited.forEach(changed);
  document.body.classList.remove("opening");
}

/** The server is there again: the same rehearsal goes on, another one begins anew. */
async function back() {
  const { session } = await load("/talk/story");
  if (session === state.session) become(state.you);
  else location.replace("/");
}

const byId = (all) => new Map(all.map((one) => [one.id, one]));

/** Opens a conversation. */
function go(id) {
  state.here = id;
  const one = place();
  history.replaceState(null, "", `?as=${state.you}#${id}`);
  $("title").textContent = one.direct ? one.name : `# ${one.name}`;
  $("topic").textContent = one.direct ? "Only you see this conversation." : [one.topic, `${one.members} members`].filter(Boolean).join(" · ");
  drawer(false);
  draw();
  see(id);
  rail(chosen);
  drawCompose();
  showTab("messages");
}

function chosen(id) {
  go(id);
  $("write").focus({ preventScroll: true });
}

function changed(change) {
  if (early) early.push(change);
  else CHANGES[change.kind]?.(change);
}

const CHANGES = {
  message: ({ channel, message }) => {
    const { messages } = state.channels.get(channel);
    const known = messages.findIndex((one) => one.ts === message.ts);
    if (known >= 0) messages[known] = message;
    else messages.push(message);
    if (channel === state.here) {
      drawMessage(message);
      see(channel);
    } else {
      if (known < 0) announce(`New message in ${state.channels.get(channel).name}`);
      rail(chosen);
    }
  },
  gone: ({ channel, ts }) => {
    const one = state.channels.get(channel);
    one.messages = one.messages.filter((message) => message.ts !== ts);
    if (channel === state.here) removeMessage(ts);
    else rail(chosen);
  },
  status: (change) => {
    state.statuses.set(key(change.channel, change.thread), change);
    if (change.channel === state.here) drawStatus(change.thread);
  },
  view: ({ view }) => drawView(view),
  errors: drawErrors,
  home: ({ view }) => {
    state.home = view;
    drawHome();
  },
  prompts: ({ title, prompts }) => {
    state.prompts = { title, prompts };
    if (place().direct && !place().messages.length) draw();
  },
  log: ({ entry }) => logged(entry),
  moment: ({ zone, now }) => {
    Object.assign(state, { zone, now });
    setMoment();
  },
};

async function begin() {
  startCompose();
  startHome();
  startLog();
  startDrawer();
  startMoment();
  startViews();
  const wanted = new URLSearchParams(location.search).get("as") ?? "";
  const { session, story } = await load("/talk/story");
  Object.assign(state, { session, story });
  const scene = wanted ? null : opening(story);
  startStory({ be: async (person, channel) => (person === state.you ? go(channel) : become(person, channel)) });
  await become(wanted || scene?.user || "", scene?.channel ?? decodeURIComponent(location.hash.slice(1)));
  drawStory();
  $("person").addEventListener("change", () => become($("person").value));
}

begin();
