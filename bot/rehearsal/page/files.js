// Files: dropped on the page or picked, shown before they are sent, and in messages.

import { el, icon } from "./el.js";
import { $, note, place } from "./state.js";
import { upload } from "./wire.js";

const LARGEST = 20_000_000; // bytes; what the server takes
let chosen = [];

/** How many files wait to be sent. */
export const waiting = () => chosen.length;

/** Makes the paperclip and dropping work. */
export function attach() {
  $("clip").addEventListener("click", () => $("pick").click());
  $("pick").addEventListener("change", () => {
    add($("pick").files);
    $("pick").value = "";
  });
  let over = 0;
  const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const show = (on) => ($("drop").hidden = !on);
  addEventListener("dragenter", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    over += 1;
    $("drop-words").textContent = `Drop it to share it in ${place().direct ? place().name : `#${place().name}`}`;
    show(true);
  });
  addEventListener("dragover", (event) => carries(event) && event.preventDefault());
  addEventListener("dragleave", (event) => carries(event) && (over -= 1) <= 0 && show(false));
  addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    over = 0;
    show(false);
    add(event.dataTransfer.files);
  });
}

function add(files) {
  for (const file of files) {
    if (file.size > LARGEST) note(`${file.name} is larger than ${size(LARGEST)}.`);
    else if (!file.size) note(`${file.name} is empty.`);
    else chosen.push(file);
  }
  draw();
  $("write").focus();
}

function draw() {
  $("chosen").replaceChildren(
    ...chosen.map((file) => {
      const drop = el("button", { type: "button", class: "tool", "aria-label": `Take ${file.name} away`, onclick: () => {
        chosen = chosen.filter((one) => one !== file);
        draw();
        $("write").focus();
      } }, icon("close"));
      return el("li", { class: "file" }, icon("file"), el("span", {}, el("b", {}, file.name), el("small", {}, size(file.size))), drop);
    }),
  );
}

/** Sends what was chosen; the words go with the first file. */
export async function sendFiles(channel, text) {
  const files = chosen;
  chosen = [];
  const lines = files.map((file) => ({ file, bar: el("progress", { max: "1", value: "0", "aria-label": `Sending ${file.name}` }) }));
  $("chosen").replaceChildren(...lines.map(({ file, bar }) => el("li", { class: "file" }, icon("file"), el("span", {}, el("b", {}, file.name), bar))));
  const answers = [];
  for (const [at, { file, bar }] of lines.entries()) {
    answers.push(await upload(file, { channel, text: at ? "" : text }, (share) => (bar.value = share)));
  }
  draw();
  return answers;
}

/** A file as a message shows it. */
export function attached(file) {
  const address = `/talk/files/${file.id}`;
  const picture = /^image\/(?:png|jpeg|gif|webp)$/.test(file.mimetype ?? "");
  if (picture) return el("li", {}, el("a", { href: address, target: "_blank", rel: "noopener" }, el("img", { src: address, alt: file.alt_txt || file.title || file.name })));
  return el("li", {}, el("a", { class: "file", href: address, download: file.name }, icon("file"), el("span", {}, el("b", {}, file.title || file.name), el("small", {}, size(file.size)))));
}

function size(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
