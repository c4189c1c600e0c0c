"""Limits of the elements that people act in: buttons, menus, inputs."""

from __future__ import annotations

from bot.rehearsal.limits.checks import (
    Check,
    both,
    choice,
    exactly_one,
    flag,
    many,
    number,
    shape,
    string,
    whole,
)
from bot.rehearsal.limits.composition import (
    CONFIRM,
    DISPATCH,
    FILTER,
    MARKED_OPTION,
    MENU_OPTION,
    OPTION,
    OPTION_GROUP,
    STYLE,
    plain,
)
from bot.rehearsal.limits.rich_text import RICH_TEXT

_ID = {"action_id": string(255)}
_COMMON = {**_ID, "confirm": CONFIRM, "focus_on_load": flag}
_MENU = {**_COMMON, "placeholder": plain(150)}
_MULTI = {**_MENU, "max_selected_items": whole(1, 100)}
_TYPED = {
    **_ID,
    "placeholder": plain(150),
    "focus_on_load": flag,
    "dispatch_action_config": DISPATCH,
}
_NAME = string(255)
_LABEL = {"accessibility_label": string(75)}
_DATE, _TIME = r"\d{4}-\d\d-\d\d", r"([01]\d|2[0-3]):[0-5]\d"

_FEEDBACK = shape({"text": plain(75), "value": string(2000)}, _LABEL)
_CONVERSATIONS = {"default_to_current_conversation": flag, "filter": FILTER}


def _static(initial: dict[str, Check], fields: dict[str, Check]) -> Check:
    lists = {"options": many(OPTION, 1, 100), "option_groups": many(OPTION_GROUP, 1, 100)}
    return both(exactly_one("options", "option_groups"), shape({}, lists | initial | fields))


BUTTON = shape(
    {"text": plain(75)},
    {
        "action_id": _NAME,
        "url": string(3000),
        "value": string(2000),
        "style": STYLE,
        "confirm": CONFIRM,
        **_LABEL,
    },
)

MENUS: dict[str, Check] = {
    "static_select": _static({"initial_option": OPTION}, _MENU),
    "multi_static_select": _static({"initial_options": many(OPTION, 1, 100)}, _MULTI),
    "users_select": shape({}, {**_MENU, "initial_user": _NAME}),
    "multi_users_select": shape({}, {**_MULTI, "initial_users": many(_NAME, 1, 100)}),
    "channels_select": shape({}, {**_MENU, "initial_channel": _NAME, "response_url_enabled": flag}),
    "multi_channels_select": shape({}, {**_MULTI, "initial_channels": many(_NAME, 1, 100)}),
    "conversations_select": shape(
        {},
        {**_MENU, **_CONVERSATIONS, "initial_conversation": _NAME, "response_url_enabled": flag},
    ),
    "multi_conversations_select": shape(
        {}, {**_MULTI, **_CONVERSATIONS, "initial_conversations": many(_NAME, 1, 100)}
    ),
}

PICKERS: dict[str, Check] = {
    "checkboxes": shape(
        {"options": many(MARKED_OPTION, 1, 10)},
        {**_COMMON, "initial_options": many(MARKED_OPTION, 1, 10)},
    ),
    "radio_buttons": shape(
        {"options": many(MARKED_OPTION, 1, 10)}, {**_COMMON, "initial_option": MARKED_OPTION}
    ),
    "datepicker": shape({}, {**_MENU, "initial_date": string(10, pattern=_DATE)}),
    "timepicker": shape(
        {}, {**_MENU, "initial_time": string(5, pattern=_TIME), "timezone": string(255)}
    ),
    "datetimepicker": shape({}, {**_COMMON, "initial_date_time": whole(0, 9_999_999_999)}),
}

INPUTS: dict[str, Check] = {
    "plain_text_input": shape(
        {},
        {
            **_TYPED,
            "initial_value": string(3000, 0),
            "multiline": flag,
            "min_length": whole(0, 3000),
            "max_length": whole(1, 3000),
        },
    ),
    "email_text_input": shape({}, {**_TYPED, "initial_value": string(3000, 0)}),
    "url_text_input": shape({}, {**_TYPED, "initial_value": string(3000, 0)}),
    "number_input": shape(
        {"is_decimal_allowed": flag},
        {
            **_TYPED,
            "initial_value": string(50),
            "min_value": string(50),
            "max_value": string(50),
        },
    ),
    "rich_text_input": shape({}, {**_TYPED, "initial_value": RICH_TEXT}),
    "file_input": shape(
        {}, {**_ID, "filetypes": many(string(20), 1, 100), "max_files": whole(1, 10)}
    ),
}

OVERFLOW = shape({"options": many(MENU_OPTION, 1, 5)}, {**_ID, "confirm": CONFIRM})

CONTEXT_ACTIONS: dict[str, Check] = {
    "feedback_buttons": shape(
        {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, {"action_id": _NAME}
    ),
    "icon_button": shape(
        {"icon": choice("trash"), "text": plain(75)},
        {
            "action_id": _NAME,
            "value": string(2000),
            "visible_to_user_ids": many(_NAME, 1, 10),
            "confirm": CONFIRM,
            **_LABEL,
        },
    ),
}

SOURCE = shape({"url": string(3000), "text": string(255)})
RAW_CELL: dict[str, Check] = {
    "raw_text": shape({"text": string(3000, 0)}),
    "raw_number": shape({"value": number, "text": string(255)}),
    "rich_text": RICH_TEXT,
}
