"""The state of a rehearsal: conversations, messages, files; in memory, safe between threads."""

from __future__ import annotations

import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.rehearsal.workspace.cast import Cast, Person
from bot.rehearsal.workspace.lives import Lives
from bot.rehearsal.workspace.triggers import Triggers

Json = dict[str, Any]
Heard = Callable[["Conversation", Json, Json | None], None]
"""Takes a conversation, a message that is new or changed, and how it was before."""
ELSEWHERE = "T0ELSEWHERE"
"""Another organisation, in shared channels."""
TEAM, APP, BOT_USER, BOT = "T0REHEARSAL", "A0REHEARSAL", "U0THROUGHLINE", "B0THROUGHLINE"


class Refused(Exception):
    """Slack says no: `ok: false` with this error code.

    Attributes:
        details: sentences for whoever builds the app.
        more: what else the reply carries, such as the scope that is missing.
    """

    def __init__(
        self, error: str, details: Iterable[str] = (), more: dict[str, Any] | None = None
    ) -> None:
        super().__init__(error)
        self.error, self.details, self.more = error, tuple(details), more or {}


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
    title: str = ""
    user: str = BOT_USER


@dataclass
class Stream:
    """A message that takes text until it is stopped or its time is over.

    Attributes:
        mode: `text` or `chunks`, by what came first; "" before that.
        display: `timeline`, `plan` or `dense`.
    """

    ends: float
    display: str = "timeline"
    mode: str = ""


class Workspace:
    """One workspace with one bot. Every change is told to `watchers` and wakes `wait`.

    Attributes:
        listeners: hear of messages that the app is to be told of.
        homes: the App Home of each person, as the app published it last.
        modals: the open views of each person, the top one last.
        prompts: what the app suggests to ask, for each person: title and prompts.
        statuses: what the bot does, by channel and thread; `loading`: the lines that take turns.
        sessions: status and title of agent sessions, by channel and thread.
        chosen: what people have picked in a message, by channel, message and person.
        errors: what is to be put right in a view before it is taken, by view id and block.
        log: the newest API calls (`in`) and deliveries to the app (`out`).
        zone: whose time it is, where that is pretended and passes by an act; "" otherwise.
    """

    def __init__(
        self, cast: Cast, clock: Callable[[], float] = time.time, lives: Lives | None = None
    ) -> None:
        self.cast, self.clock, self.lives = cast, clock, lives or Lives()
        self.base = ""
        self.bot_token = f"xoxb-rehearsal-{secrets.token_hex(8)}"
        self.app_token = f"xapp-rehearsal-{secrets.token_hex(8)}"
        self.people: dict[str, Person] = {one.id: one for one in cast.people}
        self.conversations = {one.id: one for one in _conversations(cast)}
        self.files: dict[str, File] = {}
        self.homes: dict[str, Json] = {}
        self.modals: dict[str, list[Json]] = {}
        self.prompts: dict[str, Json] = {}
        self.statuses: dict[tuple[str, str], str] = {}
        self.loading: dict[tuple[str, str], list[str]] = {}
        self.status_ends: dict[tuple[str, str], float] = {}
        self.sessions: dict[tuple[str, str], Json] = {}
        self.streams: dict[tuple[str, str], Stream] = {}
        self.chosen: dict[tuple[str, str, str], Json] = {}
        self.triggers = Triggers(clock, self.lives.trigger)
        self.errors: dict[str, dict[str, str]] = {}
        self.log: deque[Json] = deque(maxlen=500)
        self.zone = ""
        self.calls: list[tuple[str, Json]] = []
        self.watchers: list[Callable[[Json], None]] = []
        self.listeners: list[Heard] = []
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

    def hear(self, conversation: Conversation, message: Json, before: Json | None = None) -> None:
        """Lets the app know of a message, where it is in the conversation."""
        for listener in self.listeners:
            listener(conversation, message, before)

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

    def end_stream(self, channel: str, ts: str, fields: Json | None = None) -> Json:
        """A streaming message becomes an ordinary one, with these fields."""
        with self.lock:
            self.streams.pop((channel, ts), None)
        return self.change(channel, ts, {**(fields or {}), "streaming": None})

    def note(self, direction: str, name: str, error: str, milliseconds: float) -> None:
        """Adds a line to the log: `in` for a call of the app, `out` for what it was told."""
        at = datetime.fromtimestamp(self.clock(), UTC).isoformat(timespec="milliseconds")
        took = round(milliseconds, 1)
        entry = {"at": at, "direction": direction, "name": name, "ok": not error}
        entry |= {"error": error, "ms": took}
        with self.lock:
            self.log.append(entry)
        self.tell({"kind": "log", "entry": entry})

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
        self._last = max(self._last + 1, int(self.clock() * 1_000_000))
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
