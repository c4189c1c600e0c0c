"""The state of a rehearsal: conversations, messages, files; in memory, safe between threads."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from bot.rehearsal.cast import Cast, Person

Json = dict[str, Any]
TEAM, APP, BOT_USER, BOT = "T0REHEARSAL", "A0REHEARSAL", "U0THROUGHLINE", "B0THROUGHLINE"


class Refused(Exception):
    """Slack says no: `ok: false` with this error code."""

    def __init__(self, error: str, details: Iterable[str] = ()) -> None:
        super().__init__(error)
        self.error, self.details = error, tuple(details)


@dataclass
class Conversation:
    """A channel, or the direct messages between one person and the bot."""

    id: str
    name: str
    members: tuple[str, ...]
    topic: str = ""
    private: bool = False
    shared: bool = False
    direct: str = ""
    bot: bool = True
    messages: list[Json] = field(default_factory=list)


@dataclass
class File:
    """An upload; it can be used once it is complete."""

    id: str
    name: str
    content: bytes = b""
    alt: str = ""
    complete: bool = False


class Workspace:
    """One workspace with one bot. Every change is told to `watchers` and wakes `wait`."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.base = ""
        self.bot_token = f"xoxb-rehearsal-{secrets.token_hex(8)}"
        self.app_token = f"xapp-rehearsal-{secrets.token_hex(8)}"
        self.people: dict[str, Person] = {one.id: one for one in cast.people}
        self.conversations = {one.id: one for one in _conversations(cast)}
        self.files: dict[str, File] = {}
        self.views: dict[str, Json] = {}
        self.statuses: dict[tuple[str, str], str] = {}
        self.calls: list[tuple[str, Json]] = []
        self.watchers: list[Callable[[Json], None]] = []
        self.lock = threading.RLock()
        self._changed = threading.Condition(self.lock)
        self._last = 0

    def conversation(self, channel: object) -> Conversation:
        """A conversation that the bot can name.

        Raises:
            Refused: `channel_not_found`.
        """
        found = self.conversations.get(str(channel)) or self.conversations.get(f"D{channel}")
        if found is None:
            raise Refused("channel_not_found")
        return found

    def post(self, channel: str, message: Json) -> Json:
        """Adds a message with a time of its own and tells everybody who watches."""
        with self.lock:
            conversation = self.conversation(channel)
            kept = {"type": "message", "ts": self._stamp(), "team": TEAM, **message}
            conversation.messages.append(kept)
        self.tell({"kind": "message", "channel": conversation.id, "message": kept})
        return kept

    def find(self, channel: str, ts: object) -> Json:
        """The message itself, to be changed under the lock.

        Raises:
            Refused: `message_not_found`.
        """
        for message in self.conversation(channel).messages:
            if message["ts"] == ts:
                return message
        raise Refused("message_not_found")

    def change(self, channel: str, ts: str, fields: Json) -> Json:
        """Replaces fields of a message; None takes one away."""
        with self.lock:
            message = self.find(channel, ts)
            for name, value in fields.items():
                if value is None:
                    message.pop(name, None)
                else:
                    message[name] = value
        self.tell({"kind": "message", "channel": channel, "message": message})
        return message

    def delete(self, channel: str, ts: str) -> None:
        with self.lock:
            self.conversation(channel).messages.remove(self.find(channel, ts))
        self.tell({"kind": "gone", "channel": channel, "ts": ts})

    def messages(self, channel: str) -> list[Json]:
        """Copies of everything said in a conversation, thread replies too, oldest first."""
        with self.lock:
            return deepcopy(self.conversation(channel).messages)

    def tell(self, change: Json) -> None:
        """Wakes whoever waits and tells the watchers."""
        with self._changed:
            self._changed.notify_all()
        for watcher in list(self.watchers):
            watcher(change)

    def wait(self, ready: Callable[[], bool], timeout: float) -> bool:
        """Whether something came true within so many seconds."""
        end = time.monotonic() + timeout
        with self._changed:
            while not ready():
                left = end - time.monotonic()
                if left <= 0:
                    return False
                self._changed.wait(min(left, 0.02))  # what is waited for may be outside of here
        return True

    def _stamp(self) -> str:
        self._last = max(self._last + 1, time.time_ns() // 1000)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"


def _conversations(cast: Cast) -> Iterable[Conversation]:
    for one in cast.channels:
        yield Conversation(
            id=one.id,
            name=one.name,
            members=cast.members(one),
            topic=one.topic,
            private=one.private,
            shared=one.shared,
            bot=one.bot,
        )
    for person in cast.people:
        yield Conversation(f"D{person.id}", cast.bot, (person.id,), direct=person.id, private=True)
