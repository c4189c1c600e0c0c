"""Response URLs: what an app may still say after a command, a click or a shortcut."""

from __future__ import annotations

import secrets

from bot.rehearsal.methods.posting import by_bot, content
from bot.rehearsal.workspace.workspace import Json, Refused, Workspace

USES = 5


class Hooks:
    """The response URLs of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[str, Json] = {}

    def make(self, user: str, channel: str, ts: str = "", thread: str = "") -> Json:
        """A URL for this person and place; `ts` is the message that was acted on."""
        name = secrets.token_urlsafe(12)
        until = self._workspace.clock() + self._workspace.lives.hook
        hook: Json = {"user": user, "channel": channel, "ts": ts, "thread_ts": thread}
        hook |= {"left": USES, "until": until, "url": f"{self._workspace.base}/hooks/{name}"}
        self._known[name] = hook
        return hook

    def use(self, name: str, said: Json) -> None:
        """One reply.

        Raises:
            Refused: `used_url` where it is used up, `expired_url` where its time is over, or as for
                any message.
        """
        hook = self._known.get(name)
        if hook is None or hook["left"] <= 0:
            raise Refused("used_url")
        if self._workspace.clock() > hook["until"]:
            raise Refused("expired_url")
        hook["left"] -= 1
        with self._workspace.lock:
            answer(self._workspace, hook, said)


def answer(workspace: Workspace, hook: Json, said: Json) -> None:
    """A reply by response URL or in the ack of a command: private unless it says otherwise."""
    channel, ts = str(hook["channel"]), str(hook.get("ts") or "")
    if said.get("delete_original"):
        if ts:
            workspace.delete(channel, ts)
        return
    message = content(workspace, said)
    if said.get("replace_original") and ts:
        workspace.change(channel, ts, {"blocks": None, **message})
        return
    if said.get("response_type") != "in_channel":
        message["ephemeral_to"] = hook["user"]
    thread = said.get("thread_ts") or hook.get("thread_ts")
    if thread:
        message["thread_ts"] = thread
    workspace.hear(workspace.conversation(channel), workspace.post(channel, by_bot(message)))
