"""Clicks and filled-in forms, as Slack tells of them. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.blocks.parts.forms import FIELD
from knowledge.store.questions.journal import Entry, Journal

Json = Mapping[str, Any]

_ALONE = "private:"
"""Begins the key of an answer that only its asker saw, wherever they asked."""

_DIGITS = 18  # of the largest id that any database has


@dataclass(frozen=True, slots=True)
class Click:
    """A button that somebody clicked.

    Attributes:
        action: its action id.
        channel, thread, ts: of the message; "" in the app's home.
        at: when, as Slack tells it.
        deed: the same for each delivery of this click, another one for each click.
        alone: nobody else sees the message: it cannot be answered in its thread.
    """

    user: str
    team: str
    action: str
    value: str
    channel: str
    thread: str
    ts: str
    trigger: str
    at: str
    deed: str
    alone: bool = False

    @property
    def place(self) -> dict[str, str]:
        """Where it was, as JSON for a form."""
        return {"channel": self.channel, "thread": self.thread, "ts": self.ts}


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that somebody sent off.

    Attributes:
        about: what the form was opened with.
        state: by field, as Slack has it.
    """

    user: str
    team: str
    view: str
    about: Json
    state: Json

    def words(self, name: str) -> str:
        """What was written or picked in a field, "" where nothing was, or it is not there."""
        held = self.state.get(name, {}).get(FIELD, {})
        picked = (held.get("selected_option") or {}).get("value")
        named = (f"selected_{kind}" for kind in ("date", "user", "time", "conversation"))
        told = (held.get("value"), picked, *(held.get(one) for one in named))
        return next((str(one) for one in told if one), "")

    def picked(self, name: str) -> tuple[str, ...]:
        """What was picked or ticked in a field that takes several."""
        options = self.state.get(name, {}).get(FIELD, {}).get("selected_options") or ()
        return tuple(str(one["value"]) for one in options)

    def ticked(self, name: str) -> bool:
        """Whether a box is ticked."""
        return bool(self.state.get(name, {}).get(FIELD, {}).get("selected_options"))

    def day(self, name: str) -> date | None:
        """The day in a field, None where there is none."""
        try:
            return date.fromisoformat(self.words(name))
        except ValueError:
            return None


def clicked(body: Json) -> Click:
    """The click in an interaction."""
    action, container = body["actions"][0], body.get("container", {})
    ts, at = str(container.get("message_ts") or ""), str(action.get("action_ts") or "")
    picked = (action.get("selected_option") or {}).get("value")
    value = str(action.get("value") or picked or "")
    user, name = str(body["user"]["id"]), str(action["action_id"])
    alone = bool(container.get("is_ephemeral"))
    return Click(
        user=user,
        team=str((body.get("team") or {}).get("id") or ""),
        action=name,
        value=value,
        channel=str(container.get("channel_id") or ""),
        thread=str(container.get("thread_ts") or ("" if alone else ts)),
        ts=ts,
        trigger=str(body.get("trigger_id") or ""),
        at=at,
        deed=f"{user}:{name}:{value}:{at}",
        alone=alone,
    )


def filled(body: Json) -> Filled:
    """The form in a submission."""
    view = body["view"]
    about = json.loads(view.get("private_metadata") or "{}")
    return Filled(
        user=str(body["user"]["id"]),
        team=str((body.get("team") or {}).get("id") or ""),
        view=str(view["id"]),
        about=about,
        state=view["state"]["values"],
    )


def number_in(value: object) -> int:
    """An id in a value, 0 where there is none."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else 0


def seen(journal: Journal, question: int, user: str, channel: str) -> Entry | None:
    """A question that somebody sees the answer of: they asked it, or it was asked where they are.

    Nothing is said of other ones, not even that they are there.
    """
    entry = journal.question(question) if question else None
    if entry is None or entry.asked_by == user:
        return entry
    told_there = entry.place == channel and not entry.key.startswith(_ALONE)
    return entry if channel and told_there else None
