// What the page knows: the workspace as one person sees it.

export const state = {
  you: "", here: "", tab: "messages", bot: { id: "", name: "" },
  people: new Map(), channels: new Map(), statuses: new Map(), groups: {},
  questions: [], commands: [], shortcuts: [], prompts: null, home: null, story: null, session: "", zone: "", now: 0,
};

export const $ = (id) => document.getElementById(id);

export const nameOf = (id) => {
  if (id === state.bot.id) return state.bot.name;
  return state.people.get(id)?.name ?? state.channels.get(id)?.name ?? state.groups[id] ?? id;
};

export const place = () => state.channels.get(state.here);

/** The direct conversation between the bot and who you are. */
export const direct = () => [...state.channels.values()].find((one) => one.direct);

export const isRoot = (message) => !message.thread_ts || message.thread_ts === message.ts;

let opened = null;

/** Until when somebody has seen a conversation; at first, when the page was opened. */
export function seenUntil(channel, person = state.you) {
  opened ??= state.now;
  return Number(kept(`seen ${person} ${channel}`) ?? opened);
}

export function see(channel) {
  const last = state.channels.get(channel).messages.reduce((most, one) => Math.max(most, Number(one.ts)), 0);
  keep(`seen ${state.you} ${channel}`, String(Math.max(last, seenUntil(channel))));
}

export function unread(channel) {
  const until = seenUntil(channel);
  return state.channels.get(channel).messages.filter((one) => Number(one.ts) > until && one.user !== state.you).length;
}

/** Something remembered until the tab is closed, for this rehearsal only. */
export const kept = (name) => sessionStorage.getItem(`${state.session} ${name}`);
export const keep = (name, value) => sessionStorage.setItem(`${state.session} ${name}`, value);

/** Says something to who listens to the page rather than looks at it. */
export function announce(words) {
  $("announce").textContent = "";
  requestAnimationFrame(() => ($("announce").textContent = words));
}

/** Shows a sentence below the message box; "" takes it away. */
export function note(words) {
  $("state").textContent = words;
}
