"""Documents that are handed to the bot: who may read them, and what came of it. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.blocks.parts.message import (
    ASK,
    LABEL,
    VALUE,
    Block,
    Message,
    context,
    message,
    questions,
    section,
)
from bot.blocks.parts.mrkdwn import escaped, shortened
from bot.settings.uploads import Taken
from knowledge.models import EVERYONE

CHOOSE = "document_audience"
"""What the ids of the buttons begin with; a number follows."""

WITHDRAW = "document_withdraw"

_IN_A_ROW, _MOST = 5, 100


@dataclass(frozen=True, slots=True)
class File:
    """A file as Slack tells of it.

    Attributes:
        size: in bytes.
        address: where it is fetched, with the bot's token.
    """

    id: str
    name: str
    size: int
    address: str


def labels(audiences: Sequence[str]) -> Mapping[str, str]:
    """What people read for each audience: words where that leaves no doubt, else its own name."""
    words = {one: one.replace("-", " ").replace("_", " ").strip().capitalize() for one in audiences}
    clear = len(set(words.values())) == len(words) and all(words.values())
    return words if clear else {one: one for one in audiences}


def chooser(file: File, audiences: Sequence[str]) -> Message:
    """A button for each audience; nothing happens before one is chosen."""
    shown = labels(audiences)
    buttons = [
        {
            "type": "button",
            "action_id": f"{CHOOSE}:{number}",
            "text": {"type": "plain_text", "text": shortened(shown[one], LABEL), "emoji": False},
            "accessibility_label": shortened(f"{shown[one]} may read {file.name}", LABEL),
            "value": value_of(file, one),
        }
        for number, one in enumerate(audiences[:_MOST])
    ]
    rows: list[Block] = [
        {"type": "actions", "elements": buttons[start : start + _IN_A_ROW]}
        for start in range(0, len(buttons), _IN_A_ROW)
    ]
    text = f"Who may read {file.name}?"
    told = (
        f"Who may read *{escaped(file.name)}*? Pick one, and I will read it and answer them from "
        "it. Until then I leave it alone."
    )
    return message(text, [section(told), *rows])


def reading(file: File, audience: str) -> Message:
    """In the place of the buttons, while it is read."""
    return _line(f"I am reading {file.name} for {_named(audience)}.")


def done(file: File, audience: str) -> Message:
    """In the place of the buttons, afterwards."""
    return _line(f"{file.name} is for {_named(audience)}.")


def left_alone(file: File) -> Message:
    """In the place of the buttons, where it could not be read."""
    return _line(f"{file.name} was not taken in.")


def taken(what: Taken, audience: str, *, reads: bool) -> Message:
    """It can be asked about now. `reads` says whether whoever handed it over may read it too."""
    count = "1 passage" if what.passages == 1 else f"{what.passages} passages"
    text = f"I have read {what.name}: {count}. Ask away."
    notes = []
    if audience != EVERYONE:
        notes.append(f"Only people in {_named(audience)} get answers from it.")
    if not reads:
        notes.append("You are not one of them, so I will not answer you from it.")
    if what.elsewhere:
        others = " and ".join(_named(one) for one in what.elsewhere)
        notes.append(f"There is also a {what.name} for {others}. It stays as it is.")
    blocks = [section(escaped(text))]
    if notes:
        blocks.append(context(escaped(" ".join(notes))))
    asked = questions(what.questions[:2], ASK) if reads else []
    return message(text, [*blocks, *asked, _withdrawing(what.name, audience)])


def withdrawn(name: str) -> Message:
    """In the place of the reply, once a document was taken away."""
    return _line(f"{name} is taken away again. Nobody gets answers from it any more.")


def only_admins(names: Sequence[str]) -> Message:
    """Who can add documents, in one sentence."""
    if not names:
        return _line("Documents are added by the people who look after me: please ask them.")
    who = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    return _line(f"Documents are added by {who}: please send yours to them.")


def sentence(text: str) -> Message:
    """One sentence, as it stands."""
    return _line(text)


def value_of(file: File, audience: str) -> str:
    """A file and an audience as the value of a button; "" where that is too long for one."""
    value = json.dumps({**asdict(file), "audience": audience}, ensure_ascii=False)
    return value if len(value) <= VALUE else ""


def chosen_in(value: str) -> tuple[File, str]:
    """The file and the audience of a button.

    Raises:
        ValueError: it is none of these.
    """
    told: dict[str, Any] = json.loads(value)
    try:
        audience = str(told.pop("audience"))
        return File(**told), audience
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a file and an audience") from error


def withdrawn_in(value: str) -> tuple[str, str]:
    """The name and the audience of the document on a button.

    Raises:
        ValueError: it is none of these.
    """
    told = json.loads(value)
    if not isinstance(told, dict) or not {"name", "audience"} <= told.keys():
        raise ValueError("not a name and an audience")
    return str(told["name"]), str(told["audience"])


def _withdrawing(name: str, audience: str) -> Block:
    """A button for a wrong choice; Slack asks once more before it counts."""
    value = json.dumps({"name": name, "audience": audience}, ensure_ascii=False)
    button = {
        "type": "button",
        "action_id": WITHDRAW,
        "text": _plain("Take it away again"),
        "accessibility_label": shortened(f"Take {name} away again", LABEL),
        "value": value,
        "confirm": {
            "title": _plain("Take it away?"),
            "text": _plain(shortened(f"Nobody gets answers from {name} any more.", 300)),
            "confirm": _plain("Take it away"),
            "deny": _plain("Keep it"),
        },
    }
    return {"type": "actions", "elements": [button]}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def _named(audience: str) -> str:
    return "everyone" if audience == EVERYONE else f"“{labels([audience])[audience]}”"


def _line(text: str) -> Message:
    return message(text, [section(escaped(text))])
