"""The app's home as a view, its lists in full, and the form to ask with. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.blocks.parts.message import LABEL, Block, context, divider, section
from bot.blocks.parts.mrkdwn import escaped, shortened

REFRESH, ASK, ALL, PAGE, QUESTION = (
    "home_refresh",
    "home_ask",
    "home_all",
    "home_page",
    "home_question",
)
"""Action ids of buttons (`ALL` goes on with `:` and a part's name), and the form's callback id."""

FIELD = "question"
"""The block id and the action id of the form's field."""

A_PAGE = 30
"""Lines of a list that are shown at a time."""

_BLOCKS, _TEXT = 97, 2900
_LONGEST_QUESTION = 3000


@dataclass(frozen=True, slots=True)
class Item:
    """One line of mrkdwn that is escaped already.

    Attributes:
        label: of a button beside it, "" where there is nothing to do.
        about: what the button is about, for those who hear it only.
    """

    text: str
    label: str = ""
    action: str = ""
    value: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One list.

    Attributes:
        name: how `Show all` asks for it.
        total: how many lines there are in all.
        note: small print below, escaped already.
        empty: what is said where there are none, escaped already; "" leaves the part out.
    """

    name: str
    title: str
    items: Sequence[Item] = ()
    total: int = 0
    note: str = ""
    empty: str = ""


def home(hello: str, parts: Sequence[Part], admins: Sequence[Part], place: str) -> Block:
    """The home: what to do first, then the lists; those for admins below a line.

    Args:
        hello: escaped already.
        parts: in their order.
        admins: "" for everybody else.
        place: the person's direct messages, where answers to questions from here go.
    """
    top = [_button("Ask a question", ASK, style="primary"), _button("Refresh", REFRESH)]
    blocks: list[Block] = [section(hello), {"type": "actions", "elements": top}]
    blocks += [block for part in parts for block in _part(part)]
    if admins:
        blocks += [divider(), context("Only those who look after me see what follows.")]
        blocks += [block for part in admins for block in _part(part)]
    return {
        "type": "home",
        "callback_id": "home",
        "private_metadata": place,
        "blocks": blocks[:_BLOCKS],
    }


def whole(part: Part, page: int) -> Block:
    """One page of a list as a modal. `part` has the lines of that page."""
    last = max(0, (part.total - 1) // A_PAGE)
    ways = [
        _button(label, f"{PAGE}:{number}", value=f"{part.name}:{number}")
        for label, number in (("Back", page - 1), ("Next", page + 1))
        if 0 <= number <= last
    ]
    blocks = [*_lines(part.items)] or [section(part.empty or "There is nothing here any more.")]
    blocks += [context(part.note)] if part.note else []
    if ways:
        blocks.append(context(f"Page {page + 1} of {last + 1}"))
        blocks.append({"type": "actions", "elements": ways})
    return _modal(part.title, blocks)


def question_form(place: str) -> Block:
    """One field to ask with."""
    field = {
        "type": "plain_text_input",
        "action_id": FIELD,
        "multiline": True,
        "max_length": _LONGEST_QUESTION,
        "focus_on_load": True,
        "placeholder": _plain("How many days of leave do I have?"),
    }
    asks = {
        "type": "input",
        "block_id": FIELD,
        "label": _plain("What would you like to know?"),
        "hint": _plain("The answer comes to our direct messages. Nobody else sees it."),
        "element": field,
    }
    return _modal("Ask a question", [asks]) | {
        "callback_id": QUESTION,
        "private_metadata": place,
        "submit": _plain("Ask"),
    }


def taken() -> Block:
    """The form once it was sent."""
    text = "I am looking. The answer comes to our direct messages: see *Messages* at the top."
    return _modal("Ask a question", [section(text)])


def you_asked(question: str) -> str:
    """What is written above an answer to a question from the form, escaped."""
    return f"You asked: {escaped(question)}"


def _part(part: Part) -> Iterator[Block]:
    if not part.items and not part.empty:
        return
    yield {"type": "header", "text": _plain(part.title)}
    if part.items:
        yield from _lines(part.items)
    else:
        yield section(part.empty)
    if part.note:
        yield context(part.note)
    if part.total > len(part.items):
        more = _button(f"Show all {part.total}", f"{ALL}:{part.name}")
        more["accessibility_label"] = f"Show all {part.total}: {part.title}"[:LABEL]
        yield {"type": "actions", "elements": [more]}


def _lines(items: Sequence[Item]) -> Iterator[Block]:
    """Lines without a button share a paragraph, as many as fit."""
    said: list[str] = []
    for item in items:
        if said and (item.label or sum(map(len, said)) + len(said) + len(item.text) > _TEXT):
            yield section("\n".join(said))
            said = []
        if item.label:
            button = _button(item.label, item.action, value=item.value)
            button["accessibility_label"] = shortened(f"{item.label}: {item.about}", LABEL)
            yield section(item.text) | {"accessory": button}
        else:
            said.append(f"• {item.text}")
    if said:
        yield section("\n".join(said))


def _modal(title: str, blocks: Sequence[Block]) -> Block:
    return {
        "type": "modal",
        "title": _plain(title[:24]),
        "close": _plain("Close"),
        "blocks": list(blocks)[:_BLOCKS],
    }


def _button(label: str, action: str, *, value: str = "", style: str = "") -> Block:
    button: Block = {"type": "button", "action_id": action, "text": _plain(label[:LABEL])}
    return button | ({"value": value} if value else {}) | ({"style": style} if style else {})


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}
