"""Forms that people fill in: modals with one field a block, within Slack's limits. Pure."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from bot.blocks.parts.message import LABEL, Block, context, section
from bot.blocks.parts.mrkdwn import escaped, shortened

FIELD = "value"
"""The action id of every field; its block id is the field's name."""

LONGEST = 3000
"""Characters that Slack lets people type into a field."""

OPTIONS = 100
"""The most that Slack lets people choose from in one part of a list."""

_BLOCKS = 100
_CUT = "There is more than fits here."
_TITLE = 24
_HINT = 150
_QUOTED = 600


def form(callback: str, title: str, submit: str, about: Mapping[str, Any], *blocks: Block) -> Block:
    """A modal; `about` comes back with what was filled in."""
    return {
        "type": "modal",
        "callback_id": callback,
        "title": _plain(title, _TITLE),
        "submit": _plain(submit, _TITLE),
        "close": _plain("Cancel", _TITLE),
        "private_metadata": json.dumps(about),
        "blocks": list(blocks),
    }


def note(title: str, sentence: str) -> Block:
    """A modal that says one thing."""
    return view(title, section(escaped(sentence)))


def view(title: str, *blocks: Block) -> Block:
    """A modal in which there is nothing to fill in; it says where there is more than fits."""
    shown = blocks if len(blocks) <= _BLOCKS else (*blocks[: _BLOCKS - 1], context(_CUT))
    return {
        "type": "modal",
        "title": _plain(title, _TITLE),
        "close": _plain("Close", _TITLE),
        "blocks": list(shown),
    }


def words(  # noqa: PLR0913 - a field is no less
    name: str,
    label: str,
    *,
    hint: str = "",
    optional: bool = False,
    many_lines: bool = True,
    longest: int = LONGEST,
    given: str = "",
) -> Block:
    """A field to write in; `given` stands there already."""
    field: Block = {
        "type": "plain_text_input",
        "action_id": FIELD,
        "multiline": many_lines,
        "max_length": longest,
    }
    if given:
        field["initial_value"] = given[:longest]
    return input_block(name, label, field, hint, optional=optional)


def pick(name: str, label: str, options: Mapping[str, str], first: str, hint: str = "") -> Block:
    """One of several by value, each with its label; `first` is picked already, "" for none."""
    shown = [_option(value, text) for value, text in options.items()][:100]
    field: Block = {"type": "static_select", "action_id": FIELD, "options": shown}
    if len(shown) <= 5:
        field["type"] = "radio_buttons"
    if first in options:
        field["initial_option"] = _option(first, options[first])
    return input_block(name, label, field, hint)


def select(name: str, label: str, options: Mapping[str, str], first: str, hint: str = "") -> Block:
    """One of a list by value, each with its label; `first` is picked already."""
    shown = [_option(value, text) for value, text in options.items()][:OPTIONS]
    field: Block = {"type": "static_select", "action_id": FIELD, "options": shown}
    if first in options:
        field["initial_option"] = _option(first, options[first])
    return input_block(name, label, field, hint)


def several(name: str, label: str, options: Mapping[str, str], given: Collection[str]) -> Block:
    """Some of a list of any length by value, each with its label; long lists come in parts."""
    shown = [_option(value, text) for value, text in options.items()]
    field: Block = {"type": "multi_static_select", "action_id": FIELD, "options": shown}
    if len(shown) > OPTIONS:
        del field["options"]
        parts = [shown[at : at + OPTIONS] for at in range(0, len(shown), OPTIONS)][:OPTIONS]
        field["option_groups"] = [{"label": _part(part), "options": part} for part in parts]
    picked = [_option(one, options[one]) for one in given if one in options]
    if picked:
        field["initial_options"] = picked[:OPTIONS]
    return input_block(name, label, field)


def ticks(
    name: str,
    label: str,
    options: Mapping[str, str],
    given: Collection[str],
    *,
    optional: bool = False,
) -> Block:
    """Up to ten boxes to tick, each by value with its label."""
    shown = {value: _option(value, text) for value, text in options.items()}
    field: Block = {"type": "checkboxes", "action_id": FIELD, "options": list(shown.values())}
    ticked = [option for value, option in shown.items() if value in given]
    if ticked:
        field["initial_options"] = ticked
    return input_block(name, label, field, optional=optional)


def tick(name: str, label: str, text: str) -> Block:
    """One box to tick, or to leave."""
    box = {"type": "checkboxes", "action_id": FIELD, "options": [_option("yes", text)]}
    return input_block(name, label, box, "", optional=True)


def day(name: str, label: str, given: date, hint: str = "") -> Block:
    """A date."""
    field = {"type": "datepicker", "action_id": FIELD, "initial_date": given.isoformat()}
    return input_block(name, label, field, hint)


def colleague(name: str, label: str, hint: str = "") -> Block:
    """A person, or nobody."""
    return input_block(
        name, label, {"type": "users_select", "action_id": FIELD}, hint, optional=True
    )


def quoted(text: str, longest: int = _QUOTED) -> str:
    """What somebody wrote, as a quotation in mrkdwn."""
    lines = shortened(text.strip(), longest).splitlines() or [""]
    return "\n".join(f">{escaped(line)}" for line in lines)


def button(label: str, action: str, value: str, *, main: bool = False) -> Block:
    """A button of a row."""
    shown: Block = {
        "type": "button",
        "action_id": action,
        "text": _plain(label, LABEL),
        "value": value,
    }
    return shown | {"style": "primary"} if main else shown


def row(*buttons: Block) -> Block:
    """Buttons beside each other."""
    return {"type": "actions", "elements": list(buttons)}


def listed(names: Sequence[str]) -> str:
    """Names as people say them: "Olga", "Olga and Ben", "Olga, Ben and Cleo"."""
    told = [one for one in names if one]
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)


def input_block(
    name: str, label: str, field: Block, hint: str = "", *, optional: bool = False
) -> Block:
    """A field of any kind with its label."""
    made: Block = {
        "type": "input",
        "block_id": name,
        "label": _plain(label, 200),
        "element": field,
        "optional": optional,
    }
    return made | {"hint": _plain(hint, _HINT)} if hint else made


def _part(options: Sequence[Block]) -> Block:
    """What a part of a long list is called: its first and its last."""
    first, last = (shortened(options[at]["text"]["text"], 30) for at in (0, -1))
    return _plain(f"{first} to {last}", LABEL)


def _option(value: str, text: str) -> Block:
    return {"text": _plain(text, LABEL), "value": value}


def _plain(text: str, longest: int) -> Block:
    return {"type": "plain_text", "text": shortened(text, longest), "emoji": False}
