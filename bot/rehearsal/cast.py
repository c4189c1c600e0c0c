"""Who and what is in a rehearsal before anybody speaks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the workspace.

    Attributes:
        id: as Slack writes it, `U0SALES1`.
        title: what they do, shown beside their name.
        guest: a guest of the workspace: not a full member.
        foreign: somebody of another organisation, in a shared channel.
    """

    id: str
    name: str
    title: str = ""
    guest: bool = False
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel that the bot is in, unless `bot` says otherwise.

    Attributes:
        members: ids; empty means everybody who is neither a guest nor of another organisation.
        shared: shared with another organisation (Slack Connect).
    """

    id: str
    name: str
    topic: str = ""
    members: tuple[str, ...] = ()
    private: bool = False
    shared: bool = False
    bot: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """Something that a person says. `channel` is a channel's id, or "" for a message to the bot."""

    user: str
    channel: str
    text: str


@dataclass(frozen=True)
class Cast:
    """The workspace as it opens.

    Attributes:
        questions: offered beside the input box.
        groups: user group ids and their members' ids.
        shortcuts: what the app offers, with `callback_id`, `name` and `type` (message or global).
        commands: the app's slash commands, with `command`, `description` and `usage_hint`.
        scopes: what the bot's token may do; None for all that the methods here ask for.
    """

    people: Sequence[Person]
    channels: Sequence[Channel]
    name: str = "Rehearsal"
    bot: str = "Throughline"
    questions: Sequence[str] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    shortcuts: Sequence[Mapping[str, str]] = (
        {"callback_id": "ask_about_this", "name": "Ask about this", "type": "message"},
    )
    commands: Sequence[Mapping[str, str]] = (
        {"command": "/ask", "description": "Ask a question", "usage_hint": "your question"},
        {"command": "/lingo", "description": "What a word means", "usage_hint": "NPS"},
    )
    scopes: Collection[str] | None = None

    def members(self, channel: Channel) -> tuple[str, ...]:
        """The ids of the people in a channel."""
        if channel.members:
            return channel.members
        return tuple(one.id for one in self.people if not one.guest and not one.foreign)
