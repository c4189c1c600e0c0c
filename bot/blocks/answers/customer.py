"""One customer, as every source that names them shows it. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from bot.blocks.parts.forms import button, row
from bot.blocks.parts.message import (
    LABEL,
    Block,
    Message,
    context,
    message,
    paragraphs,
    small_print,
)
from bot.blocks.parts.mrkdwn import day, escaped, link, shortened
from bot.blocks.parts.setting import Setting
from knowledge.insights.customers.picture import (
    Alike,
    Candidates,
    CustomerPicture,
    Disagreement,
    Holding,
    OpenProblem,
    ScorePoint,
    Voice,
)
from knowledge.metrics.wording import sparkline, value_words
from knowledge.models import Figure, Passage

PICK = "customer_pick"
"""Begins the action ids of buttons that show another customer; the value is the name."""

SAME = "customer_same"
"""Begins the action ids of buttons that say that two names are one customer; the value is a JSON
list: the key, the other key, and the name to show then.
"""

OTHER = "customer_other"
"""The same for buttons that say that they are two."""

_QUOTE, _NAMES, _SIDES, _ALIKE = 240, 6, 5, 3


def customer_message(picture: CustomerPicture, setting: Setting) -> Message:
    """Everything that the reader may see of a customer, the newest first."""
    sources = _many(len(picture.holdings), "source")
    said = f"{_many(picture.n, 'item')} from {sources}{_days(picture.first, picture.last)}"
    if not picture.n:
        said = "no item of a customer, but numbers or pages name it"
    blocks = [
        *paragraphs("\n".join([f"*{escaped(picture.name)}*", *_other_names(picture)])),
        context(escaped(said)),
        *_part("Numbers", [*map(_figure, picture.figures), *_scores(picture.scores)]),
        *_part(f"Not settled ({picture.open_n})", [_open(one) for one in picture.open]),
        *([context(escaped(picture.open_rule))] if picture.open_rule else []),
        *_part("Where sources disagree", [_disagreement(one) for one in picture.disagreements]),
        *_part("What they said, newest first", [_voice(one) for one in picture.voices]),
        *_part("Who holds what", [_holding(one, setting) for one in picture.holdings]),
        *_part("Pages that name them", list(dict.fromkeys(map(_page, picture.passages)))),
        *_alike(picture),
    ]
    open_ = f"; {picture.open_n} not settled" if picture.open_n else ""
    return message(f"{picture.name}: {said}{open_}.", blocks)


def candidates_message(found: Candidates) -> Message:
    """Names to choose from, where none, or more than one, is meant."""
    asked = escaped(shortened(found.asked, 80))
    if not found.names:
        text = f"No customer is called “{asked}” in what you may read."
    elif found.exact:
        text = f"Which “{asked}” do you mean?"
    else:
        text = f"No customer is called “{asked}” in what you may read. The nearest names:"
    buttons = [
        button(shortened(f"{one.name} ({_many(one.n, 'item')})", LABEL), f"{PICK}:{at}", one.name)
        for at, one in enumerate(found.names)
    ]
    return message(text, [*paragraphs(text), *([row(*buttons)] if buttons else [])])


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _days(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    return f", {day(first)}" if first == last else f", {day(first)} to {day(last)}"


def _part(title: str, lines: Sequence[str]) -> list[Block]:
    """A heading and its lines; nothing where there is nothing to say."""
    return paragraphs("\n".join([f"*{title}*", *(f"• {one}" for one in lines)])) if lines else []


def _other_names(picture: CustomerPicture) -> list[str]:
    others = dict.fromkeys(one.name for one in picture.names if one.name != picture.name)
    shown = ", ".join(list(others)[:_NAMES])
    more = len(others) - _NAMES
    rest = f" and {more} more" if more > 0 else ""
    return [escaped(f"Also called {shown}{rest}")] if others else []


def _figure(one: Figure) -> str:
    of = ", ".join(value for value in one.dimensions.values() if value)
    when = _days(one.period.start, one.period.end) if one.period else ""
    said = f" ({of})" if of else ""
    value = escaped(value_words(one.value, one.unit, one.label))
    return f"{escaped(one.label + said)}: *{value}*{when} (n = {one.n:,})"


def _scores(points: Sequence[ScorePoint]) -> Iterator[str]:
    """The way of each source's scores, in words and small."""
    for source, told in groupby(points, key=lambda one: one.source):
        way = list(told)
        first, last, n = way[0], way[-1], sum(one.n for one in way)
        said = f"{last.mean:.1f} in {last.month:%b %Y}"
        bars = ""
        if len(way) > 1:
            said += f", {first.mean:.1f} in {first.month:%b %Y}"
            bars = f" `{sparkline([one.mean for one in way])}`"
        yield f"Score in {escaped(source)}: *{escaped(said)}*{bars} (n = {n:,})"


def _open(one: OpenProblem) -> str:
    return f"{_voice(one.voice)} ({escaped(one.reason)})"


def _voice(one: Voice) -> str:
    """When, from where, and the words."""
    item = one.item
    where = link(one.link, one.title or item.source)
    facts = [day(item.day) if item.day else "no date", where]
    facts += [escaped(one.domain)] if one.domain else []
    words = " ".join(item.text.split())
    said = f": “{escaped(shortened(words, _QUOTE))}”" if words else ""
    return f"{' · '.join(facts)}{said}"


def _disagreement(one: Disagreement) -> str:
    sides = "; ".join(
        f"{escaped(side.source)} says *{escaped(shortened(side.says, 80))}*"
        f" ({_many(side.n, 'item')}{f', {day(side.day)}' if side.day else ''})"
        for side in one.sides[:_SIDES]
    )
    return f"{escaped(one.subject)}: {sides}"


def _holding(one: Holding, setting: Setting) -> str:
    who = [part for part in (one.domain, setting.who(one.owner)) if part]
    of = f" ({', '.join(who)})" if who else ""
    how = {"id": "by id", "name": "by name", "confirmed": "confirmed by a person"}
    said = f"{one.source}{of}: {_many(one.n, 'item')}{_days(one.first, one.last)}"
    return escaped(f"{said}, joined {how.get(one.joined, one.joined)}")


def _page(one: Passage) -> str:
    return link(one.document.link, one.document.title)


def _alike(picture: CustomerPicture) -> list[Block]:
    """Names of which a person may say whose they are; that two are one is asked once more."""
    near = picture.alike[:_ALIKE]
    if not near:
        return []
    names = ", ".join(f"{one.name} ({_many(one.n, 'item')})" for one in near)
    rows = [row(*_buttons(picture, one, at)) for at, one in enumerate(near)]
    return [*small_print(f"*May be the same customer:* {escaped(names)}"), *rows]


def _buttons(picture: CustomerPicture, one: Alike, at: int) -> tuple[Block, Block]:
    value = json.dumps([picture.key, one.key, picture.name], ensure_ascii=False)
    asks = (
        f"{shortened(one.name, 90)} and {shortened(picture.name, 90)} are one customer? "
        "Everybody then sees them as one."
    )
    same = button(f"Same customer: {one.name}", f"{SAME}:{at}", value)
    same["confirm"] = {
        "title": {"type": "plain_text", "text": "The same customer?"},
        "text": {"type": "plain_text", "text": asks},
        "confirm": {"type": "plain_text", "text": "Yes, the same"},
        "deny": {"type": "plain_text", "text": "No"},
    }
    return same, button("Another one", f"{OTHER}:{at}", value)
