// Elements that are pressed: buttons, feedback and icon buttons; some ask first.

import { el, icon } from "./el.js";

const PAUSE = 1200; // milliseconds in which a second press of the same button is taken for a slip

function button(one, block, context) {
  const act = () => context.act({ ...one, block_id: block.block_id ?? "" });
  const named = { class: `press ${one.style ?? ""}`, "aria-label": one.accessibility_label, "data-action": one.action_id };
  if (/^(?:https?|mailto):/.test(one.url ?? "")) {
    return el("a", { ...named, href: one.url, target: "_blank", rel: "noopener noreferrer", onclick: act }, one.text.text);
  }
  return pressed(el("button", { type: "button", ...named }, one.text.text), one, act);
}

function pressed(made, one, act) {
  made.addEventListener("click", async () => {
    if (made.getAttribute("aria-disabled")) return;
    if (one.confirm && !(await confirmed(one.confirm))) return;
    made.setAttribute("aria-disabled", "true");
    setTimeout(() => made.removeAttribute("aria-disabled"), PAUSE);
    await act();
  });
  return made;
}

function feedback(one, block, context) {
  const both = [["positive_button", "up"], ["negative_button", "down"]].map(([name, picture]) => {
    const { text, value, accessibility_label } = one[name];
    const made = el(
      "button",
      { type: "button", class: "press thumb", "aria-label": accessibility_label ?? text.text, title: text.text, "aria-pressed": "false", "data-action": one.action_id, "data-value": value },
      icon(picture),
    );
    return pressed(made, one, () => {
      for (const other of both) other.setAttribute("aria-pressed", String(other === made));
      return context.act({ type: one.type, action_id: one.action_id, block_id: block.block_id ?? "", text, value });
    });
  });
  return el("span", { class: "thumbs", role: "group", "aria-label": "Was this right?" }, both);
}

function iconButton(one, block, context) {
  const made = el(
    "button",
    { type: "button", class: "press thumb", "aria-label": one.accessibility_label ?? one.text.text, title: one.text.text, "data-action": one.action_id },
    icon(one.icon === "trash" ? "trash" : "more"),
  );
  const { type, action_id, text, value } = one;
  return pressed(made, one, () => context.act({ type, action_id, block_id: block.block_id ?? "", text, value }));
}

/** Whether somebody says yes to a confirmation. */
function confirmed(asked) {
  const box = el(
    "dialog",
    { class: "modal small", "aria-label": asked.title.text },
    el("h2", {}, asked.title.text),
    el("p", {}, asked.text.text),
    el(
      "form",
      { method: "dialog", class: "foot" },
      el("button", { class: "press", value: "" }, asked.deny.text),
      el("button", { class: `press ${asked.style ?? "primary"}`, value: "yes" }, asked.confirm.text),
    ),
  );
  document.body.append(box);
  box.showModal();
  return new Promise((answer) => {
    box.addEventListener("close", () => {
      answer(box.returnValue === "yes");
      box.remove();
    });
  });
}

export const BUTTONS = { button, workflow_button: button, feedback_buttons: feedback, icon_button: iconButton };
