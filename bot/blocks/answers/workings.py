"""How a number was computed, as a view over the page. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.blocks.parts.forms import view
from bot.blocks.parts.message import Block, context, divider, paragraphs, section, small_print
from bot.blocks.parts.mrkdwn import day, escaped, shortened
from bot.blocks.parts.setting import Setting
from bot.shapes.workings import Kept
from knowledge.metrics.wording import value_words

Json = Mapping[str, Any]

TITLE = "How it was computed"

_PIECE = 3_000  # characters of a statement in one block
_STATEMENT = 24_000  # of all statements in one view
_BLOCKS = 100
_VALUES = 12


def workings_view(question: str, workings: Sequence[Kept], setting: Setting) -> Block:
    """What each figure of an answer is, from what it was computed, and by which statement."""
    blocks: list[Block] = [context(f"You asked: {escaped(shortened(question, 300))}")]
    room = _STATEMENT
    for number, one in enumerate(workings):
        told = [*([divider()] if number else []), *_told(one, setting)]
        code, room = _statement(one.query, room)
        if len(blocks) + len(told) + len(code) > _BLOCKS - 1:
            blocks.append(context(f"{len(workings) - number} more are left out here."))
            break
        blocks += [*told, *code]
    return view(TITLE, *blocks)


def _told(one: Kept, setting: Setting) -> list[Block]:
    told = paragraphs(f"*{escaped(one.subject)}*\n{escaped(one.rule)}")
    values = [_value(value) for value in one.values[:_VALUES]]
    more = len(one.values) - len(values)
    if values:
        rest = [f"and {more} more"] if more else []
        told += paragraphs("\n".join([*values, *rest]))
    facts = [f"From: {escaped(one.source)}"] if one.source else []
    facts += [f"Read: {_moment(one.loaded)}"] if one.loaded else []
    facts += [f"Defined in: {escaped(one.file)}"] if one.file else []
    who = setting.who(one.owner)
    facts += [f"Owner: {escaped(who)}"] if who else []
    return [*told, *small_print("\n".join(facts))]


def _value(told: Json) -> str:
    """A value with what it is of, its days and the rows behind it."""
    of = ", ".join(f"{value or 'none'}" for value in dict(told["dimensions"]).values())
    said = f"{of}: " if of else ""
    period = told.get("period")
    days = f", {_days(*map(date.fromisoformat, period))}" if period else ""
    return (
        f"• {escaped(said)}*{escaped(value_words(told['value'], told['unit']))}*"
        f"{days} (n = {told['n']:,})"
    )


def _days(start: date, end: date) -> str:
    return day(start) if start == end else f"{day(start)} to {day(end)}"


def _moment(told: str) -> str:
    when = datetime.fromisoformat(told)
    return f"{day(when.date())}, {when:%H:%M} {when.tzname() or ''}".rstrip()


def _statement(query: str, room: int) -> tuple[list[Block], int]:
    """The statement as code, and the room that is left for the next one."""
    text = query.strip()
    if not text:
        return [], room
    shown = text[:room]
    blocks = [section("The statement that was run:")]
    blocks += [_code(part) for part in _pieces(shown)]
    if len(shown) < len(text):
        said = f"This is the beginning: {len(shown):,} of {len(text):,} characters."
        blocks.append(context(said))
    return blocks, room - len(shown)


def _pieces(text: str) -> list[str]:
    """A statement in parts, parted between lines where there are any."""
    parts: list[str] = []
    while text:
        end = len(text)
        if end > _PIECE:
            end = text.rfind("\n", 0, _PIECE) + 1 or _PIECE
        parts.append(text[:end].strip("\n"))
        text = text[end:]
    return [part for part in parts if part.strip()]


def _code(text: str) -> Block:
    """Code as it stands: no sign in it is markup."""
    inner: Block = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [inner]}
