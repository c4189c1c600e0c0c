"""Who and what is in a rehearsal before anybody speaks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field


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


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a tour: somebody somewhere does one thing.

    Attributes:
        channel: a channel's id, or "" for the direct messages with the bot.
        does: `say` (its text), `press` (a button of an answer), `home` (opens the App Home), `file`
            (shares a prop), or one of the rehearsal's `acts`.
        part: whose steps these are, as a heading: "Be the employee".
        tell: what it is about, before; `look`: what to see, afterwards.
        thread: the id of an earlier step, in whose thread it is said or pressed.
        action: how the action id of the button begins, `text` what stands on it; `choice`:
            `negative` for the second of a pair.
        file: the name of a prop.
    """

    id: str
    user: str
    channel: str
    title: str
    button: str
    look: str
    does: str = "say"
    part: str = ""
    tell: str = ""
    text: str = ""
    thread: str = ""
    action: str = ""
    choice: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A tour for a newcomer, step by step."""

    title: str
    steps: Sequence[Step]


@dataclass(frozen=True)
class Cast:
    """The workspace as it opens.

    Attributes:
        questions: offered beside the input box.
        groups: user group ids and their members' ids.
        shortcuts: what the app offers, with `callback_id`, `name` and `type` (message or global).
        commands: the app's slash commands, with `command`, `description` and `usage_hint`.
        story: a tour for a newcomer; `props`: the files that it shares, by name.
        scopes: what the bot's token may do; None for all that the methods here ask for.
        events: what the app is told of, as its manifest names it (`message.im`); None for all.
        zone: the time zone that people have in their profiles.
    """

    people: Sequence[Person]
    channels: Sequence[Channel]
    name: str = "Rehearsal"
    bot: str = "Throughline"
    questions: Sequence[str] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    shortcuts: Sequence[Mapping[str, str]] = (
        {"callback_id": "ask_about_this", "name": "Ask about this", "type": "message"},
        {"callback_id": "explain_the_lingo", "name": "Explain the lingo", "type": "message"},
    )
    commands: Sequence[Mapping[str, str]] = (
        {"command": "/ask", "description": "Ask a question", "usage_hint": "your question"},
        {"command": "/lingo", "description": "What a word means", "usage_hint": "NPS"},
        {"command": "/customer", "description": "One customer", "usage_hint": "Acme"},
        {"command": "/digest", "description": "Numbers for a channel", "usage_hint": "new"},
    )
    story: Story | None = None
    props: Mapping[str, bytes] = field(default_factory=dict)
    scopes: Collection[str] | None = None
    events: Collection[str] | None = None
    zone: str = "Etc/UTC"

    def members(self, channel: Channel) -> tuple[str, ...]:
        """The ids of the people in a channel."""
        if channel.members:
            return channel.members
        return tuple(one.id for one in self.people if not one.guest and not one.foreign)
