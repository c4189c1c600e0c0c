"""What can be clicked on the card of a term, and how a click is read. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks.parts.message import Block

MENU = "lingo_menu"
"""The action id of the menu beside a meaning; `picked` reads the value of what was picked."""

SUGGEST, EDIT, DEPRECATE = "lingo_suggest", "lingo_edit", "lingo_deprecate"
"""Forms by their callback ids; `SUGGEST` is the action id of a button too, its value a label."""

OTHER = "lingo_other"
"""The action id of "Not what you mean?" (its value is what was looked up), and of its form."""

SHOW = "lingo_show"
"""Begins the action id of each term that is offered; its value is the label."""

WANT = "lingo_want"
"""The action id of "Ask for it"; its value is the word that nobody has explained."""

DECIDE = "lingo_decide"
"""Begins the action ids below a suggestion; their value is its document."""

VERIFY = "lingo_verify"
"""Begins the action id of each button of a weekly review; its value is a meaning's reference."""

YES, CHANGE, NO = "approve", "edit", "reject"

ALL, BETTER, STILL, APPROVED, EDITED, DROPPED = (
    "all",
    "suggest",
    "verified",
    "approved",
    "edit",
    "deprecated",
)

_DEEDS = {
    ALL: "Everything about it",
    BETTER: "Suggest a better wording",
    STILL: "Still right",
    APPROVED: "Approve",
    EDITED: "Change the wording",
    DROPPED: "No longer used",
}


@dataclass(frozen=True, slots=True)
class Picked:
    """What was picked from the menu beside a meaning, by the meaning's reference."""

    deed: str
    reference: str


def menu(reference: str, *, may_change: bool, is_draft: bool, is_dropped: bool) -> Block:
    """What somebody may do with one meaning."""
    deeds = [ALL, BETTER]
    if may_change:
        deeds = [ALL, EDITED, STILL, *([APPROVED] if is_draft or is_dropped else [])]
        deeds += [] if is_dropped else [DROPPED]
    options = [
        {
            "text": {"type": "plain_text", "text": _DEEDS[deed], "emoji": False},
            "value": f"{deed}:{reference}",
        }
        for deed in deeds
    ]
    return {"type": "overflow", "action_id": MENU, "options": options}


def picked(value: str) -> Picked | None:
    """What a value of the menu asks for; None where it is none of ours."""
    deed, _, reference = value.partition(":")
    return Picked(deed, reference) if deed in _DEEDS and reference else None
