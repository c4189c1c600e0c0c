// The way to the server: what people do goes there, what changed comes from there.

import { note, state } from "./state.js";

const LOST = "That could not be sent. Is the rehearsal still running?";

/** Does something as who you are. Gives what the server answers, or `{error}`. */
export async function post(path, said = {}) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ user: state.you, ...said }),
    });
    const told = await answer.json();
    note(answer.ok ? "" : sentence(told.error));
    return answer.ok ? told : { error: told.error ?? LOST };
  } catch {
    note(LOST);
    return { error: LOST };
  }
}

export const load = async (path) => (await fetch(path)).json();

const SENTENCES = {
  message_not_found: "That message is gone.",
  not_in_channel: "You are not in this channel.",
  channel_not_found: "There is no such channel.",
  expired_trigger_id: "That took too long. Try again.",
  not_found: "That is gone.",
};

const sentence = (error) => SENTENCES[error] ?? (error?.includes(" ") ? error : LOST);

/**
 * Sends a file as it is.
 * @param {(share: number) => void} progress told a share between 0 and 1
 */
export function upload(file, asked, progress) {
  const query = new URLSearchParams({ user: state.you, name: file.name, ...asked });
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/talk/upload?${query}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", (event) => event.lengthComputable && progress(event.loaded / event.total));
    request.addEventListener("loadend", () => {
      const ok = request.status === 200;
      const told = ok || request.status === 400 || request.status === 413 ? JSON.parse(request.responseText) : { error: LOST };
      note(ok ? "" : sentence(told.error));
      done(told);
    });
    request.send(file);
  });
}

let source = null, replaced = () => {};

/** Listens to what `person` may see, in place of whoever was listened to before. */
export function listen(person, { changed, back }) {
  source?.close();
  replaced();
  source = new EventSource(`/talk/changes?as=${encodeURIComponent(person)}`);
  const mine = source;
  mine.onmessage = (event) => mine === source && changed(JSON.parse(event.data));
  mine.onerror = () => note("The rehearsal has stopped. Waiting for it to come back.");
  let before = false;
  return new Promise((open) => {
    replaced = open;
    mine.onopen = () => {
      note("");
      if (before) back();
      before = true;
      open();
    };
  });
}
