"""Digests in a list, with what may be done about each, and what became of their days. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.blocks.parts import forms
from bot.blocks.parts.message import Block, Message, context, divider, message, section
from bot.blocks.parts.mrkdwn import escaped, shortened

EDIT, PAUSE, RESUME, TEST, DELETE, HISTORY, DELIVERIES, NEW, MANAGE, SHOW = (
    "digest_edit",
    "digest_pause",
    "digest_resume",
    "digest_test",
    "digest_delete",
    "digest_history",
    "digest_deliveries",
    "digest_new",
    "digest_manage",
    "digest_show",
)
"""Action ids. `MANAGE` opens the list of the channel in its value, `ALL` for every channel."""

ALL = "all"

_LABELS = {
    EDIT: "Edit",
    PAUSE: "Pause",
    RESUME: "Resume",
    TEST: "Send me a test",
    HISTORY: "History",
    DELIVERIES: "Last ten",
    DELETE: "Delete",
}
_MOST = 30  # three blocks each, and Slack takes 100


@dataclass(frozen=True, slots=True)
class Row:
    """One digest of a list.

    Attributes:
        channel: its id.
        when: when it comes, in words; `next` the next time, "" where it is paused or broken.
        by: who planned it, in words.
        note: what is wrong with it, or what has just been done, "" for nothing.
        can: the action ids of what the reader may do, in their order.
    """

    name: str
    title: str
    channel: str
    when: str
    next: str = ""
    by: str = ""
    note: str = ""
    paused: bool = False
    can: tuple[str, ...] = ()


def digest_list(title: str, rows: Sequence[Row], about: Mapping[str, Any], told: str = "") -> Block:
    """The list as a modal; `told` says what was just done. `about` has its `channel`, or `ALL`."""
    blocks = [section(f"*{escaped(told)}*")] if told else []
    for row in rows[:_MOST]:
        blocks += [*_row(row), divider()]
    if len(rows) > _MOST:
        blocks.append(context(f"{len(rows) - _MOST} more are not shown here."))
    if not rows:
        blocks.append(section("There are no digests here yet."))
    main = forms.button("New digest", NEW, str(about.get("channel") or ALL), main=True)
    blocks.append(forms.row(main))
    return forms.view(title, *blocks) | {"private_metadata": json.dumps(about)}


def lines(title: str, said: Sequence[str], empty: str) -> Block:
    """What is told line by line, newest first: a history, or deliveries."""
    return forms.view(title, *([section(one) for one in said] or [section(escaped(empty))]))


def waiting(title: str) -> Block:
    """What is shown until something is there."""
    return forms.note(title, "One moment …")


def saved(title: str, when: str, next_time: str, channel: str) -> Block:
    """In the place of the form, once it was taken."""
    told = f"<#{channel}> gets *{escaped(title)}* {escaped(when)}."
    first = f"The first one comes on {escaped(next_time)}." if next_time else ""
    hint = "`/digest` in the channel shows it, changes it, pauses it or sends you a test."
    return forms.view("Saved", section(told), *([section(first)] if first else []), context(hint))


def announced(name: str, title: str, when: str, author: str, channel: str) -> Message:
    """Said once in a channel that gets a digest from now on."""
    told = f"This channel gets *{escaped(title)}* {escaped(when)}, by <@{author}>."
    buttons = forms.row(
        forms.button("Preview", SHOW, name), forms.button("Manage", MANAGE, channel)
    )
    return message(f"This channel gets {escaped(title)} {escaped(when)}.", [section(told), buttons])


def _row(row: Row) -> list[Block]:
    state = "*paused*" if row.paused else f"next on {escaped(row.next)}" if row.next else ""
    facts = " · ".join(one for one in (f"<#{row.channel}>", state, escaped(row.by)) if one)
    said = [f"*{escaped(shortened(row.title, 150))}*", f"{escaped(row.when)}", facts]
    if row.note:
        said.append(f"_{escaped(shortened(row.note, 400))}_")
    blocks = [section("\n".join(one for one in said if one))]
    if row.can:
        buttons = forms.row(*(_button(action, row) for action in row.can))
        blocks.append(buttons | {"block_id": f"row:{row.name}"[:255]})
    return blocks


def _button(action: str, row: Row) -> Block:
    shown = forms.button(_LABELS[action], action, row.name)
    shown["accessibility_label"] = shortened(f"{_LABELS[action]}: {row.title}", 75)
    if action == DELETE:
        sure = f"{shortened(row.title, 150)} is not posted any more. Its history stays."
        shown |= {"style": "danger", "confirm": _confirm("Delete it?", sure, "Delete it")}
    return shown


def _confirm(title: str, text: str, yes: str) -> Block:
    told = {"title": title, "text": text, "confirm": yes, "deny": "Keep it"}
    return {
        name: {"type": "plain_text", "text": words, "emoji": False} for name, words in told.items()
    }
