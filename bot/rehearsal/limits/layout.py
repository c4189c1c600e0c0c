"""Limits of blocks, and which of them a message, a modal and an App Home take."""

from __future__ import annotations

from collections.abc import Mapping

from bot.rehearsal.limits.checks import (
    Check,
    at_least_one,
    both,
    choice,
    exactly_one,
    flag,
    many,
    shape,
    string,
    typed,
)
from bot.rehearsal.limits.composition import PICTURE, PICTURE_FIELDS, either, mrkdwn, plain
from bot.rehearsal.limits.elements import (
    BUTTON,
    CONTEXT_ACTIONS,
    INPUTS,
    MENUS,
    OVERFLOW,
    PICKERS,
    SOURCE,
)
from bot.rehearsal.limits.figures import CHART, DATA_TABLE, TABLE
from bot.rehearsal.limits.rich_text import RICH_TEXT

MARKDOWN = 12_000
_ID = {"block_id": string(255)}
_ACTING: dict[str, Check] = {"button": BUTTON, "overflow": OVERFLOW, **MENUS, **PICKERS}
_TEXTS: dict[str, Check] = {"plain_text": either(3000), "mrkdwn": either(3000)}
_PICTURE: dict[str, Check] = {"image": PICTURE}
_STATES = choice("pending", "in_progress", "complete", "error")

_ANYWHERE: dict[str, Check] = {
    "section": both(
        at_least_one("text", "fields"),
        shape(
            {},
            {
                **_ID,
                "text": either(3000),
                "fields": many(either(2000), 1, 10),
                "accessory": typed({**_ACTING, **_PICTURE}),
                "expand": flag,
            },
        ),
    ),
    "context": shape({"elements": many(typed({**_TEXTS, **_PICTURE}), 1, 10)}, _ID),
    "divider": shape({}, _ID),
    "header": shape({"text": plain(150)}, _ID),
    "actions": shape({"elements": many(typed(_ACTING), 1, 25)}, _ID),
    "image": both(
        exactly_one("image_url", "slack_file"),
        shape({"alt_text": string(2000)}, {**_ID, **PICTURE_FIELDS, "title": plain(2000)}),
    ),
    "input": shape(
        {"label": plain(2000), "element": typed({**INPUTS, **MENUS, **PICKERS})},
        {**_ID, "hint": plain(2000), "optional": flag, "dispatch_action": flag},
    ),
    "rich_text": RICH_TEXT,
}

_CARD = both(
    at_least_one("hero_image", "title", "body", "actions"),
    shape(
        {},
        {
            **_ID,
            "hero_image": typed(_PICTURE),
            "icon": typed(_PICTURE),
            "title": mrkdwn(150),
            "subtitle": mrkdwn(150),
            "body": mrkdwn(200),
            "actions": many(typed({"button": BUTTON}), 1, 5),
        },
    ),
)
_TASK = shape(
    {"task_id": string(255), "title": string(255), "status": _STATES},
    {
        **_ID,
        "details": typed({"rich_text": RICH_TEXT}),
        "output": typed({"rich_text": RICH_TEXT}),
        "sources": many(typed({"url": SOURCE}), 0, 50),
    },
)
_CONTAINER = both(
    at_least_one("title", "rich_text_title"),
    shape(
        {
            "child_blocks": many(
                typed({**_ANYWHERE, "table": TABLE, "data_visualization": CHART}), 1, 10
            )
        },
        {
            **_ID,
            "title": plain(150),
            "rich_text_title": typed({"rich_text": RICH_TEXT}),
            "subtitle": either(150),
            "width": choice("narrow", "standard", "wide", "full"),
            "icon": typed(_PICTURE),
            "is_collapsible": flag,
            "default_collapsed": flag,
            "has_header_divider": flag,
        },
    ),
)

_MESSAGES: dict[str, Check] = {
    "markdown": shape({"text": string(MARKDOWN)}, _ID),
    "context_actions": shape({"elements": many(typed(CONTEXT_ACTIONS), 1, 5)}, _ID),
    "table": TABLE,
    "data_table": DATA_TABLE,
    "data_visualization": CHART,
    "card": _CARD,
    "carousel": shape({"elements": many(typed({"card": _CARD}), 1, 10)}, _ID),
    "container": _CONTAINER,
    "task_card": _TASK,
    "plan": shape(
        {"title": string(255)}, {**_ID, "tasks": many(typed({"task_card": _TASK}), 0, 50)}
    ),
}
_ALERT = shape(
    {"text": either(3000)},
    {**_ID, "level": choice("default", "info", "warning", "error", "success")},
)

SURFACES: Mapping[str, Check] = {
    "message": typed({**_ANYWHERE, **_MESSAGES}),
    "modal": typed({**_ANYWHERE, "alert": _ALERT}),
    "home": typed(_ANYWHERE),
}
