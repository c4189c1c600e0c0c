// What went to and fro between the bot and the workspace, for the curious.

import { el } from "./el.js";
import { $ } from "./state.js";
import { load } from "./wire.js";

const KEPT = 500;
const shown = new Map(); // an entry may be told twice: in the log, and as a change

export function startLog() {
  $("log-button").addEventListener("click", () => toggle($("log").hidden));
  $("log-close").addEventListener("click", () => toggle(false));
  $("log").addEventListener("keydown", (event) => event.key === "Escape" && toggle(false));
}

async function toggle(open) {
  $("log").hidden = !open;
  $("log-button").setAttribute("aria-expanded", String(open));
  if (!open) return $("log-button").focus();
  shown.clear();
  $("log-rows").replaceChildren();
  const told = await load("/talk/log");
  const since = [...shown.values()];
  shown.clear();
  $("log-rows").replaceChildren();
  [...told.log, ...since].forEach(add);
  end();
  return $("log-close").focus();
}

export function logged(entry) {
  if ($("log").hidden) return;
  add(entry);
  while ($("log-rows").children.length > KEPT) $("log-rows").firstElementChild.remove();
  end();
}

function add(entry) {
  const key = JSON.stringify(entry);
  if (shown.has(key)) return;
  shown.set(key, entry);
  $("log-rows").append(row(entry));
}

const end = () => ($("log-scroll").scrollTop = $("log-scroll").scrollHeight);

function row(entry) {
  const out = entry.direction === "out";
  return el(
    "tr",
    { class: entry.ok ? "" : "failed" },
    el("td", {}, new Date(entry.at).toLocaleTimeString([], { hour12: false })),
    el("td", {}, el("span", { "aria-hidden": "true" }, out ? "→ " : "← "), out ? "bot is told" : "bot calls"),
    el("td", {}, el("code", {}, entry.name)),
    el("td", {}, entry.ok ? "ok" : entry.error || "failed"),
    el("td", { class: "to-right" }, `${entry.ms < 10 ? entry.ms.toFixed(1) : Math.round(entry.ms)} ms`),
  );
}
