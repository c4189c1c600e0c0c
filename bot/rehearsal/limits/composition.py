"""Limits of what elements are made of: texts, options, confirmations, pictures."""

from __future__ import annotations

from collections.abc import Iterator

from bot.rehearsal.limits.checks import (
    Check,
    Files,
    at_least_one,
    both,
    choice,
    exactly_one,
    flag,
    many,
    shape,
    string,
    typed,
    wrong,
)


def plain(most: int) -> Check:
    """A plain_text object."""
    return typed({"plain_text": shape({"text": string(most)}, {"emoji": flag})})


def mrkdwn(most: int) -> Check:
    """A mrkdwn object."""
    return typed({"mrkdwn": shape({"text": string(most)}, {"verbatim": flag})})


def either(most: int) -> Check:
    """A plain_text or mrkdwn object."""
    return typed({
        "plain_text": shape({"text": string(most)}, {"emoji": flag}),
        "mrkdwn": shape({"text": string(most)}, {"verbatim": flag}),
    })  # fmt: skip


_STYLE = choice("primary", "danger")

CONFIRM = shape(
    {"text": either(300)},
    {"title": plain(100), "confirm": plain(30), "deny": plain(30), "style": _STYLE},
)
STYLE = _STYLE
OPTION = shape({"text": plain(75), "value": string(150)}, {"description": plain(75)})
MARKED_OPTION = shape({"text": either(75), "value": string(150)}, {"description": either(75)})
MENU_OPTION = shape(
    {"text": plain(75), "value": string(150)}, {"description": plain(75), "url": string(3000)}
)
OPTION_GROUP = shape({"label": plain(75), "options": many(OPTION, 1, 100)})
DISPATCH = shape(
    {},
    {"trigger_actions_on": many(choice("on_enter_pressed", "on_character_entered"), 1, 2)},
)
FILTER = both(
    at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),
    shape(
        {},
        {
            "include": many(choice("im", "mpim", "private", "public"), 1, 4),
            "exclude_external_shared_channels": flag,
            "exclude_bot_users": flag,
        },
    ),
)


def _upload(value: object, at: str, files: Files) -> Iterator[str]:
    """A picture of an uploaded file; by URL it cannot be looked up here."""
    yield from both(exactly_one("id", "url"), shape({}, {"id": string(255), "url": string(3000)}))(
        value, at, files
    )
    if isinstance(value, dict) and "id" in value and not files(str(value["id"])):
        yield wrong("invalid slack file", at)


PICTURE_FIELDS = {"image_url": string(3000), "slack_file": _upload}
PICTURE = both(
    exactly_one("image_url", "slack_file"), shape({"alt_text": string(2000)}, PICTURE_FIELDS)
)
