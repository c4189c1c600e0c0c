"""What people have typed and picked in the elements of blocks: `state.values`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.rehearsal.workspace.workspace import Json

_FIELDS = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", ""),
}
_LISTS = ("selected_options", "selected_users", "selected_channels", "selected_conversations")


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every element that people can act in, with its block."""
    for block in blocks:
        for element in acting(block):
            if "action_id" in element:
                yield block, element
        yield from elements(inside(block))


def acting(block: Json) -> list[Json]:
    """What people could act in, of one block."""
    inner = [block.get("accessory"), block.get("element"), *block.get("actions", ())]
    if block["type"] in ("actions", "context_actions"):
        inner += block["elements"]
    return [one for one in inner if one and one["type"] != "image"]


def inside(block: Json) -> list[Json]:
    """The blocks that stand in a block."""
    if block["type"] == "carousel":
        return list(block["elements"])
    return list(block.get("child_blocks", ()))


def initial(blocks: list[Json]) -> Json:
    """The state as a view or message opens."""
    state: Json = {}
    for block, element in elements(blocks):
        if element["type"] in _FIELDS:
            field, begins = _FIELDS[element["type"]]
            nothing: object = [] if field in _LISTS else None
            held = {"type": element["type"], field: element.get(begins, nothing)}
            state.setdefault(block["block_id"], {})[element["action_id"]] = held
    return state


def merged(blocks: list[Json], kept: Json, given: Json | None = None) -> Json:
    """The state of blocks: what was typed before where the ids are the same, then what is given."""
    state = initial(blocks)
    for block, actions in state.items():
        for action, held in actions.items():
            for source in (kept, given or {}):
                said = source.get(block, {}).get(action)
                field = _FIELDS[held["type"]][0]
                if isinstance(said, dict) and field in said:
                    held[field] = said[field]
    return state


def picked(action: Json) -> Json:
    """What an action says about the state of its element; {} for a button."""
    field = _FIELDS.get(str(action.get("type")), ("", ""))[0]
    if not field or field not in action:
        return {}
    held = {"type": action["type"], field: action[field]}
    return {action["block_id"]: {action["action_id"]: held}}


def unfilled(blocks: list[Json], state: Json) -> dict[str, str]:
    """What Slack itself tells people before anything is submitted, by block."""
    told = {}
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            held = state[block["block_id"]][element["action_id"]]
            sentence = _missing(block, element, held[_FIELDS[element["type"]][0]])
            if sentence:
                told[str(block["block_id"])] = sentence
    return told


def _missing(block: Json, element: Json, value: Any) -> str:
    if not value:
        return "" if block.get("optional") else "Please fill this in."
    if isinstance(value, str):
        fewest, most = element.get("min_length", 0), element.get("max_length", 3000)
        if len(value) < fewest:
            return f"Please write at least {fewest} characters."
        if len(value) > most:
            return f"Please write at most {most} characters."
    return ""
