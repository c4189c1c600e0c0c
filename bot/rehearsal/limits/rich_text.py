"""Limits of rich text: sections, lists, quotes, code, and what stands in them."""

from __future__ import annotations

from bot.rehearsal.limits.checks import (
    Check,
    choice,
    flag,
    many,
    shape,
    string,
    typed,
    whole,
)

_MOST = 1000
_BLOCK_ID = string(255)
_LOOKS = {
    "style": shape(
        {},
        dict.fromkeys(
            ("bold", "italic", "strike", "code", "underline", "highlight",
             "client_highlight", "unlink"),
            flag,
        ),
    )
}  # fmt: skip
_TEXT = shape({"text": string(12_000)}, _LOOKS)
_LINK = shape({"url": string(3000)}, {**_LOOKS, "text": string(3000, 0), "unsafe": flag})
_ID = string(255)

_PARTS: dict[str, Check] = {
    "text": _TEXT,
    "link": _LINK,
    "emoji": shape({"name": string(255)}, {**_LOOKS, "unicode": string(255), "url": string(3000)}),
    "user": shape({"user_id": _ID}, _LOOKS),
    "usergroup": shape({"usergroup_id": _ID}, _LOOKS),
    "channel": shape({"channel_id": _ID}, _LOOKS),
    "team": shape({"team_id": _ID}, _LOOKS),
    "broadcast": shape({"range": choice("here", "channel", "everyone")}, _LOOKS),
    "color": shape({"value": string(20)}, _LOOKS),
    "date": shape(
        {"timestamp": whole(0, 9_999_999_999), "format": string(255)},
        {**_LOOKS, "url": string(3000), "fallback": string(255)},
    ),
}
_BORDER = {"border": whole(0, 1)}
_SECTION = shape({"elements": many(typed(_PARTS), 0, _MOST)})

RICH_TEXT = shape(
    {
        "elements": many(
            typed({
                "rich_text_section": _SECTION,
                "rich_text_list": shape(
                    {
                        "style": choice("bullet", "ordered"),
                        "elements": many(typed({"rich_text_section": _SECTION}), 1, _MOST),
                    },
                    {**_BORDER, "indent": whole(0, 8), "offset": whole(0, _MOST)},
                ),
                "rich_text_quote": shape({"elements": many(typed(_PARTS), 1, _MOST)}, _BORDER),
                "rich_text_preformatted": shape(
                    {"elements": many(typed({"text": _TEXT, "link": _LINK}), 1, _MOST)},
                    {**_BORDER, "language": string(50)},
                ),
            }),
            1,
            _MOST,
        )
    },
    {"block_id": _BLOCK_ID},
)  # fmt: skip
