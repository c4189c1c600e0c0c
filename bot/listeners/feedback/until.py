"""Whether who may read an answer, and until when it is good, can be taken as filled in. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from bot.listeners.clicks import Filled

LONGEST = timedelta(days=731)


def unfit(form: Filled, audiences: Collection[str], today: date) -> dict[str, str]:
    """By field, what cannot be taken: an audience that not both are in, a day that is no good."""
    wrong = {}
    if form.words("audience") not in audiences:
        wrong["audience"] = "Choose who may read it."
    until = form.day("until")
    if until is None or until <= today:
        wrong["until"] = "Choose a day that is still to come."
    elif until > today + LONGEST:
        wrong["until"] = "Choose a day within two years: after it I ask whether it still holds."
    return wrong
