"""Slack's events as what somebody said to the bot, or as nothing. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.blocks.answers.answers import CHOICE
from bot.listeners.smalltalk import is_question
from knowledge.store.messages.deliveries import Arrival
from knowledge.store.questions.turns import Place

Json = Mapping[str, Any]

_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>|<!(subteam\^[A-Z0-9]+|here|channel|everyone)")
_LINK = re.compile(r"<(?:https?|mailto):[^|>]*\|([^>]+)>")
_BARE = re.compile(r"<((?:https?|mailto):[^>]+)>")
_NAMED = re.compile(r"<[#!@][^|>]*\|([^>]+)>")
_OTHER = re.compile(r"<[#!@][^>]*>")
_SUBTYPES = ("", "file_share", "thread_broadcast")


@dataclass(frozen=True, slots=True)
class Said:
    """Something that somebody said to the bot.

    Attributes:
        ts: the message's id; for a clicked question the click's.
        thread: the id of the thread's first message, where the reply goes; "" replies outside one.
        direct: in the direct messages with the bot.
        named: the bot was mentioned, or spoken to in private: an answer is expected.
        clicked: the question was offered as a button.
        group: in a direct message of several people.
        exact: it is a reading that was offered, and means the same in any thread.
    """

    team: str
    user: str
    channel: str
    text: str
    ts: str
    thread: str
    direct: bool = False
    named: bool = True
    clicked: bool = False
    group: bool = False
    exact: bool = False

    @property
    def place(self) -> Place:
        """Its thread."""
        return Place(self.team, self.channel, self.thread)

    @property
    def sign(self) -> tuple[str, str, str, str, str]:
        """What shows that it is worked on: channel, thread, team, user, and the message."""
        asked = "" if self.clicked else self.ts
        return self.channel, self.thread, self.team, self.user, asked

    def arrival(self, event: str) -> Arrival:
        """As the inbox keeps it."""
        return Arrival(self.team, event, self.channel, self.ts, asdict(self))


def said_in(body: Json, bot_user: str) -> Said | None:
    """What an event says to the bot; None for its own words, edits, other bots and bystanders."""
    event: Json = body.get("event", {})
    user = str(event.get("user") or "")
    if not user or user == bot_user or _is_noise(event):
        return None
    ts, text = str(event["ts"]), str(event.get("text") or "")
    thread, kind = str(event.get("thread_ts") or ""), event.get("channel_type")
    direct, group = kind == "im", kind == "mpim"
    called = ["".join(names) for names in _MENTION.findall(text)]
    plain = readable(text, bot_user)
    # "@Ben, try @bot" is said to Ben; "@Ben @bot how many?" asks
    named = bot_user in called and (called[0] == bot_user or is_question(plain))
    for_bot = (thread or (group and is_question(plain))) and not set(called) - {bot_user}
    if not (direct or named or for_bot):
        return None
    return Said(
        team=str(body.get("team_id") or ""),
        user=user,
        channel=str(event["channel"]),
        text=plain,
        ts=ts,
        thread=thread or ts,
        direct=direct,
        named=direct or named,
        group=group,
    )


def deleted_in(body: Json) -> tuple[str, str, str] | None:
    """The (team, channel, id) of a message that an event says was deleted."""
    event: Json = body.get("event", {})
    if event.get("subtype") != "message_deleted":
        return None
    return str(body.get("team_id") or ""), str(event["channel"]), str(event["deleted_ts"])


def stopped_in(body: Json) -> tuple[Place, str]:
    """The thread in which somebody pressed stop, and when."""
    event: Json = body["event"]
    team, thread = str(body.get("team_id") or ""), str(event.get("thread_ts") or "")
    return Place(team, str(event["channel"]), thread), str(event["event_ts"])


def is_from_elsewhere(body: Json) -> bool:
    """Whether other organisations read along, or one of theirs speaks."""
    event: Json = body.get("event", {})
    team = body.get("team_id")
    teams = {event.get("user_team"), event.get("source_team")} - {None, team}
    return bool(body.get("is_ext_shared_channel")) or bool(teams)


def clicked_in(body: Json) -> Said | None:
    """The question on a button that was clicked."""
    action, container = body["actions"][0], body["container"]
    question = str(action.get("value") or "").strip()
    if not question:
        return None
    ts = str(container["message_ts"])
    channel = str(container["channel_id"])
    return Said(
        team=str(body["team"]["id"]),
        user=str(body["user"]["id"]),
        channel=channel,
        text=question,
        ts=f"{ts}:{action['action_ts']}",
        thread=str(container.get("thread_ts") or ts),
        direct=channel.startswith("D"),
        clicked=True,
        exact=str(action.get("action_id") or "").startswith(CHOICE),
    )


def readable(text: str, bot_user: str) -> str:
    """What was typed, without Slack's markup and without the bot's own name."""
    plain = re.sub(rf"<@{re.escape(bot_user)}(?:\|[^>]*)?>", " ", text)
    for pattern in (_LINK, _NAMED, _BARE):
        plain = pattern.sub(r"\1", plain)
    plain = html.unescape(_OTHER.sub(" ", plain))
    whole = "\n".join(" ".join(line.split()) for line in plain.splitlines()).strip(" \n,")
    return whole.removeprefix(": ") if whole != ":" else ""


def _is_noise(event: Json) -> bool:
    return bool(
        event.get("bot_id") or event.get("hidden") or event.get("subtype", "") not in _SUBTYPES
    )
