"""The fields and messages with which somebody vouches for an answer until a day. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bot.blocks.documents import labels
from bot.blocks.parts.forms import button, day, form, pick, quoted, row, tick, words
from bot.blocks.parts.message import Block, Message, context, message, paragraphs, section
from bot.blocks.parts.mrkdwn import day as day_words
from bot.blocks.parts.mrkdwn import escaped
from knowledge.answers.vouched.vouching import LONGEST

VERIFY = "verify_answer"
"""Begins the action ids of buttons about verified answers; the callback id of the form."""

STILL, CHANGE, DROP, YES, NO = "still", "change", "drop", "yes", "no"
HALF_A_YEAR = timedelta(days=182)


def audience_field(audiences: Mapping[str, str] | list[str], first: str) -> Block:
    """Who may read an answer."""
    return pick("audience", "Who may read it?", labels(list(audiences)), first)


def until_field(today: date, label: str = "Good until") -> Block:
    """The day on which an answer is to be looked at again."""
    hint = "After this day I ask whether it still holds, and do not use it until then."
    return day("until", label, today + HALF_A_YEAR, hint)


def keep_field() -> Block:
    """Whether an answer is kept."""
    return tick("keep", "For others who ask the same", "Keep it as a verified answer")


def lapsed(document: str, question: str, answer: str, ended: date) -> Message:
    """Asks whoever vouched for an answer whether it still holds."""
    return message(
        "Is this answer still right?",
        [
            section(f"You vouched for this answer until {day_words(ended)}. Is it still right?"),
            *paragraphs(f"{quoted(question, 300)}\n\n{quoted(answer, 1000)}"),
            row(
                button("Still right", f"{VERIFY}:{STILL}", document, main=True),
                button("Change it", f"{VERIFY}:{CHANGE}", document),
                button("Drop it", f"{VERIFY}:{DROP}", document),
            ),
            context("I do not use it any more until you say so."),
        ],
    )


def change_form(about: Mapping[str, Any], question: str, answer: str, today: date) -> Block:
    """Changes a verified answer."""
    return form(
        VERIFY,
        "Change the answer",
        "Save",
        about,
        section(quoted(question, 300)),
        words("answer", "The answer", longest=LONGEST, given=answer),
        until_field(today),
    )


def approval(ask_id: int, told: tuple[str, str, str], audience: str, until: date) -> Message:
    """Asks an admin whether an answer may be kept: (question, answer, who answered)."""
    question, answer, who = told
    name = escaped(who or "A colleague")
    shown = labels([audience])[audience]
    return message(
        f"May I keep an answer of {name}?",
        [
            section(f"*{name}* answered a question and would like me to keep the answer."),
            *paragraphs(f"{quoted(question)}\n\n{quoted(answer, 1000)}"),
            row(
                button("Keep it", f"{VERIFY}:{YES}", str(ask_id), main=True),
                button("Do not keep it", f"{VERIFY}:{NO}", str(ask_id)),
            ),
            context(
                f"It would be shown to: {escaped(shown)}. Good until {day_words(until)}. You are "
                f"asked because {name} is not named as the one who looks after this."
            ),
        ],
    )


def done(sentence: str, question: str) -> Message:
    """In the place of the buttons."""
    return message(escaped(sentence), [section(f"{quoted(question, 300)}\n{escaped(sentence)}")])
