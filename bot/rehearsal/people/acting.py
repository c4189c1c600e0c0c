"""What people do in the workspace: they speak, click, fill in, open, upload."""

from __future__ import annotations

import re
from collections.abc import Coroutine, Sequence
from typing import Any

from bot.rehearsal.hooks import Hooks, answer
from bot.rehearsal.methods import filing
from bot.rehearsal.methods.streaming import streams_in
from bot.rehearsal.people import events, interactions, submitting
from bot.rehearsal.workspace import states
from bot.rehearsal.workspace.workspace import (
    BOT_USER,
    ELSEWHERE,
    Conversation,
    Json,
    Refused,
    Workspace,
)


class Acting:
    """The people of a workspace. Whatever they do is delivered to the app in the background."""

    workspace: Workspace
    hooks: Hooks

    async def deliver(self, kind: str, payload: Json) -> Json | None:
        """Sends something to the app; gives what came with its acknowledgement."""
        raise NotImplementedError

    def later(self, work: Coroutine[Any, Any, Any]) -> None:
        """Does something soon, on the server's event loop."""
        raise NotImplementedError

    def say(
        self,
        user: str,
        channel: str,
        text: str,
        thread: str | None = None,
        files: Sequence[tuple[str, bytes]] = (),
    ) -> str:
        """Says something as a person; a channel is an id, or "" for the bot's direct messages.

        `@` with the bot's name mentions it. `/word ...` is a slash command.

        Returns:
            The message's time, its id in Slack; "" for a command.

        Raises:
            Refused: no such person or channel, or not theirs.
        """
        conversation = self._entered(user, channel or f"D{user}")
        if text.startswith("/") and not files:
            self._order(user, conversation.id, text, thread or "")
            return ""
        said: Json = {"user": user, "text": self._written(text)}
        if self.workspace.people[user].foreign:
            said |= {"user_team": ELSEWHERE, "source_team": ELSEWHERE}
        if thread:
            root = self.workspace.find(conversation.id, thread)
            said |= {"thread_ts": thread, "parent_user_id": root["user"]}
        if files:
            kept = [filing.keep(self.workspace, user, name, content) for name, content in files]
            said |= {"subtype": "file_share", "files": kept, "upload": True}
        message = self.workspace.post(conversation.id, said)
        self.heard(conversation, message, None)
        return str(message["ts"])

    def upload(  # noqa: PLR0913, PLR0917 - as one shares a file
        self,
        user: str,
        channel: str,
        name: str,
        content: bytes,
        text: str = "",
        thread: str | None = None,
    ) -> str:
        """Shares a file; gives the time of its message."""
        return self.say(user, channel, text, thread, [(name, content)])

    def heard(self, conversation: Conversation, message: Json, before: Json | None) -> None:
        """Tells the app of a message that is new or changed, its own too, as Slack does."""
        told = (
            events.of_change(conversation, message, before)
            if before
            else events.of_message(conversation, message)
        )
        for event in told:
            self._tell(event)

    def click(self, user: str, channel: str, ts: str, action: Json) -> None:
        """Uses an element of a message; `action` names it by `action_id` and `block_id`.

        What is picked or typed stands in the action as Slack sends it: `selected_option`,
        `selected_date`, `value`...

        Raises:
            Refused: no such person, message or element, or not theirs to see.
        """
        conversation = self._entered(user, channel)
        message = self._seen(user, conversation, ts)
        whole = interactions.completed(message.get("blocks") or [], action)
        chosen = self.workspace.chosen
        key = (conversation.id, ts, user)
        chosen[key] = states.merged(message["blocks"], chosen.get(key, {}), states.picked(whole))
        hook = self.hooks.make(user, conversation.id, ts, str(message.get("thread_ts") or ""))
        payload = interactions.click(self.workspace, hook, message, whole)
        self.later(self.deliver("interactive", payload))

    def act(self, user: str, view_id: str, action: Json, values: Json | None = None) -> None:
        """Uses an element of an open modal or of the App Home; `values` is what else is filled in.

        Raises:
            Refused: no such view or element.
        """
        view = submitting.opened(self.workspace, user, view_id)
        whole = interactions.completed(view["blocks"], action)
        submitting.fill(view, values or {})
        submitting.fill(view, states.picked(whole))
        payload = interactions.act(self.workspace, user, view, whole)
        self.later(self.deliver("interactive", payload))

    def submit(self, user: str, view_id: str, values: Json) -> None:
        """Sends a modal off, filled in: `{block_id: {action_id: {"value": ...}}}`.

        What is wrong with it, by the app or by Slack, is told to the watchers as `errors`.

        Raises:
            Refused: no such view.
        """
        view = submitting.opened(self.workspace, user, view_id)
        submitting.fill(view, values)
        missing = states.unfilled(view["blocks"], view["state"]["values"])
        if missing:
            submitting.tell_errors(self.workspace, user, view_id, missing)
            return
        self.later(self._submission(user, view))

    def close(self, user: str, view_id: str) -> None:
        """Closes a modal; the app hears of it where the view asked for that.

        Raises:
            Refused: no such view.
        """
        for payload in submitting.closed(self.workspace, user, view_id):
            self.later(self.deliver("interactive", payload))

    def shortcut(self, user: str, callback_id: str, channel: str = "", ts: str = "") -> None:
        """Picks a shortcut: of a message, or a global one where no message is given.

        Raises:
            Refused: the app has no such shortcut, or there is no such message.
        """
        kind = "message" if ts else "global"
        offered = self.workspace.cast.shortcuts
        if (callback_id, kind) not in [(one["callback_id"], one["type"]) for one in offered]:
            raise Refused("shortcut_not_found")
        if not ts:
            payload = interactions.shortcut(self.workspace, user, callback_id)
        else:
            conversation = self._entered(user, channel)
            message = self._seen(user, conversation, ts)
            hook = self.hooks.make(user, conversation.id, thread=str(message.get("thread_ts", "")))
            payload = interactions.message_action(self.workspace, hook, callback_id, message)
        self.later(self.deliver("interactive", payload))

    def open_home(self, user: str, tab: str = "home") -> None:
        """Looks at the app's `home` or `messages` tab."""
        self._entered(user, f"D{user}")
        self._tell(events.home_opened(self.workspace, user, tab))

    def stop_agent(self, user: str, channel: str, thread: str) -> None:
        """Presses the agent's stop button; Slack ends what streams there, the app does the rest."""
        conversation = self._entered(user, channel or f"D{user}")
        streams = streams_in(self.workspace, conversation.id, thread)
        for ts in streams:
            self.workspace.end_stream(conversation.id, ts)
        self._tell(events.session_stopped(user, conversation.id, thread, streams))

    def _tell(self, event: Json) -> None:
        if events.is_wanted(self.workspace, event):
            self.later(self.deliver("events_api", event))

    def _order(self, user: str, channel: str, text: str, thread: str) -> None:
        """A slash command; one that the app does not have never reaches it."""
        name, _, rest = text.partition(" ")
        hook = self.hooks.make(user, channel, thread=thread)
        if name not in [one["command"] for one in self.workspace.cast.commands]:
            said = f"{name} is not a valid command. Is it in the manifest of the app?"
            answer(self.workspace, hook, {"text": said})
            return
        payload = interactions.command(self.workspace, hook, name, rest.strip())
        self.later(self._command(hook, payload))

    async def _command(self, hook: Json, payload: Json) -> None:
        said = await self.deliver("slash_commands", payload)
        if said is None:
            text = f"{payload['command']} was not answered in time (dispatch_failed)."
            said = {"text": text}
        if said:
            answer(self.workspace, hook, said)

    async def _submission(self, user: str, view: Json) -> None:
        payload = interactions.submission(self.workspace, user, view)
        submitting.answered(self.workspace, user, view, await self.deliver("interactive", payload))

    def _entered(self, user: str, channel: str) -> Conversation:
        conversation = self.workspace.conversation(channel)
        if user not in self.workspace.people:
            raise Refused("user_not_found")
        if user not in conversation.members:
            raise Refused("not_in_channel")
        return conversation

    def _seen(self, user: str, conversation: Conversation, ts: str) -> Json:
        message = self.workspace.find(conversation.id, ts)
        if message.get("ephemeral_to", user) != user:
            raise Refused("message_not_found")
        return message

    def _written(self, text: str) -> str:
        """What was typed, as Slack sends it: escaped, with mentions as ids."""
        said = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        names = {one.name: one.id for one in self.workspace.people.values()}
        for name, user in {**names, self.workspace.cast.bot: BOT_USER}.items():
            said = re.sub(rf"@{re.escape(name)}\b", f"<@{user}>", said, flags=re.IGNORECASE)
        return said
