"""The form with which an owner settles what somebody said of an answer. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.blocks.feedback.feedback import FIX, FIXED, REASONS, STANDS
from bot.blocks.feedback.vouching import audience_field, until_field
from bot.blocks.parts.forms import form, pick, quoted, words
from bot.blocks.parts.message import Block, section
from knowledge.answers.vouched.vouching import LONGEST

_TITLES = {FIXED: "Mark as fixed", STANDS: "It is right as it is"}
_ASKS = {FIXED: "What did you do?", STANDS: "Why is it right?"}
_ONE_LINE = 300


def settle_form(
    about: Mapping[str, Any],
    case: tuple[str, str, str],
    audiences: Sequence[str],
    first: str,
    today: date,
) -> Block:
    """What an owner fills in.

    Args:
        about: what comes back with it; `outcome` is `FIXED`, `STANDS` or "" where it is asked for.
        case: the question, the reason and the words of who flagged the answer.
        audiences: who may read a corrected answer; without any there is no field for it.
        first: the one that is picked already.
        today: for the day until which a corrected answer is good.
    """
    question, reason, told = case
    outcome = str(about.get("outcome") or "")
    said = f"{quoted(question)}\n*{REASONS.get(reason, REASONS['wrong'])}*"
    fields = [section(f"{said}\n{quoted(told)}" if told else said)]
    if not outcome:
        options = {FIXED: "I fixed it", STANDS: "It is right as it is"}
        fields.append(pick("outcome", "What came of it?", options, FIXED))
    label = _ASKS.get(outcome, "What did you do, or why is it right?")
    fields.append(words("note", label, many_lines=False, longest=_ONE_LINE))
    if audiences and outcome != STANDS:
        hint = "From now on I give this answer to whoever asks the same."
        fields += [
            words("answer", "The right answer", hint=hint, optional=True, longest=LONGEST),
            audience_field(list(audiences), first),
            until_field(today, "The right answer is good until"),
        ]
    return form(FIX, _TITLES.get(outcome, "Settle it"), "Save", about, *fields)
