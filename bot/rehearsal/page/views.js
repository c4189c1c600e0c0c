// Forms over the page: opened, updated, stacked, sent and closed by the app and by you.

import { Form, notice } from "./form.js";
import { $, announce } from "./state.js";
import { post } from "./wire.js";

const SLOW = 4000; // milliseconds after which an app that says nothing has failed
let form = null, top = null, giveUp = 0, back = null;

export function startViews() {
  form = new Form($("view-blocks"));
  $("view-form").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  $("view-close").addEventListener("click", () => close());
  $("view-cancel").addEventListener("click", () => close());
  $("view").addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  $("view").addEventListener("close", () => {
    if (top) close(); // a second Escape closes a dialog whatever the page says
    giveBack();
  });
}

/** Shows the view on top, or none. */
export function drawView(view) {
  const before = top;
  top = view;
  ready();
  if (!view) {
    if ($("view").open) $("view").close();
    return;
  }
  $("view-title").textContent = view.title?.text ?? "";
  $("view-cancel").textContent = view.close?.text ?? (view.submit ? "Cancel" : "Close");
  $("view-submit").textContent = view.submit?.text ?? "Submit";
  $("view-submit").hidden = !view.submit;
  $("view-notice").replaceChildren();
  const empty = !form.fields.size; // a view that says to wait becomes a form
  form.draw(view);
  if (!$("view").open) {
    back = document.activeElement;
    $("view").showModal();
  }
  if (before?.id !== view.id || (empty && form.fields.size)) first();
}

export function drawErrors({ view_id: id, errors }) {
  if (top?.id !== id) return;
  ready();
  const rest = form.wrong(errors);
  $("view-notice").replaceChildren(...rest.map(notice));
  announce(Object.values(errors).join(" "));
}

async function submit() {
  if (!top?.submit || $("view-submit").getAttribute("aria-busy")) return;
  const missing = form.missing();
  form.wrong(missing);
  if (Object.keys(missing).length) {
    announce(Object.values(missing)[0]);
    return;
  }
  const view = top;
  $("view-submit").setAttribute("aria-busy", "true");
  giveUp = setTimeout(() => top === view && failed("That took too long. Try again."), SLOW);
  const answer = await post("/talk/submit", { view_id: view.id, values: form.values() });
  if (answer.error && top === view) failed("That could not be sent. Try again.");
}

function failed(words) {
  ready();
  $("view-notice").replaceChildren(notice(words));
  announce(words);
}

function ready() {
  clearTimeout(giveUp);
  $("view-submit").removeAttribute("aria-busy");
}

async function close() {
  const view = top;
  if (!view) return;
  const answer = await post("/talk/close", { view_id: view.id });
  if (answer.error && top === view) drawView(null);
}

function first() {
  const fields = "input, textarea, select";
  ($("view-blocks").querySelector("[data-first]") ?? $("view-blocks").querySelector(fields) ?? $("view-cancel")).focus();
}

function giveBack() {
  const action = back?.dataset?.action;
  const message = back?.closest?.("[data-ts]");
  if (back?.isConnected && back.offsetParent) back.focus({ preventScroll: true });
  else if (action) document.querySelector(`[data-action="${CSS.escape(action)}"]`)?.focus({ preventScroll: true });
  else if (message?.isConnected) message.focus({ preventScroll: true });
  if (document.activeElement === document.body) $("write").focus({ preventScroll: true });
}
