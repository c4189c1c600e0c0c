"""Whether an answer helped, what is wrong with it, and what became of that. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.blocks.parts.forms import button, form, quoted, row, words
from bot.blocks.parts.forms import pick as picked
from bot.blocks.parts.message import (
    Block,
    Message,
    context,
    message,
    paragraphs,
    section,
    small_print,
)
from bot.blocks.parts.mrkdwn import escaped, link

FEEDBACK = "answer_feedback"
"""The action id of both buttons; the value is `right:` or `wrong:` and the question's id."""

REASON = "feedback_reason"
"""The callback id of the form that asks what is wrong; its fields are `reason` and `words`."""

FIX = "fix_resolve"
"""Begins the action ids of an owner's buttons, and the form's callback id; the value is the flag's
id."""

REASONS = {
    "wrong": "It is wrong",
    "outdated": "It is out of date",
    "incomplete": "Something is missing",
    "other_question": "It is not what I asked",
}

FIXED, STANDS = "fixed", "stands"
"""What an owner says of a flag."""


@dataclass(frozen=True, slots=True)
class Source:
    """A page that an answer came from."""

    title: str
    link: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """An answer that somebody says is not right, as one person may see it.

    Attributes:
        answer: "" where it quotes pages that this person cannot read.
        reason: what is wrong, one of the keys of `REASONS`; `words`: what would be right.
        who: the name of who says so.
        owns: whether this person looks after the pages; else they stand in for who does.
    """

    question: str
    answer: str
    sources: Sequence[Source]
    reason: str
    words: str
    who: str
    owns: bool = True


def feedback_row(question_id: int) -> list[Block]:
    """Slack's own feedback buttons for an answer; none where the question was not kept (0)."""
    if question_id < 1:
        return []
    helped, wrong = "This answer helped me", "Something is not right with this answer"
    return [
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": FEEDBACK,
                    "positive_button": _vote("Helpful", helped, f"right:{question_id}"),
                    "negative_button": _vote("Not right", wrong, f"wrong:{question_id}"),
                }
            ],
        }
    ]


def thanks() -> Message:
    """Seen by who says that an answer helped."""
    return _said("Thank you, that helps me to know.")


def reason_form(question: str, about: Mapping[str, Any], before: tuple[str, str]) -> Block:
    """Asks what is wrong with an answer; `before` is the reason and the words given earlier."""
    reason, told = before
    return form(
        REASON,
        "What is not right?",
        "Send",
        about,
        section(f"You asked:\n{quoted(question, 300)}"),
        picked("reason", "What is wrong with the answer?", REASONS, reason),
        words(
            "words",
            "The right answer, if you know it",
            hint="It goes to whoever looks after the page.",
            optional=True,
            given=told,
        ),
    )


def passed_to(names: str, *, new: bool) -> Message:
    """Confirms a flag to who raised it: `names` look at it, "" where nobody is known."""
    if not names:
        who = "I have noted it. Nobody is named yet who looks after this"
    else:
        who = f"I have passed it to {names}" if new else f"{names} will see what you added"
    return _said(f"Thank you. {who}. I will tell you what comes of it.")


def flagged(case: Case, bot: str, flag_id: int) -> Message:
    """Tells whoever looks after a page that somebody found an answer from it not right."""
    who = escaped(case.who or "A colleague")
    told = REASONS.get(case.reason, REASONS["wrong"]).lower()
    blocks = [
        section(f"*{who}* says that an answer of mine is not right: *{told}*."),
        *paragraphs(f"The question:\n{quoted(case.question)}"),
    ]
    if case.answer:
        blocks += paragraphs(f"What I answered:\n{quoted(case.answer, 1200)}")
    else:
        blocks.append(context("My answer quotes pages that you cannot read, so I leave it out."))
    if case.words:
        blocks += paragraphs(f"What {who} says is right:\n{quoted(case.words, 3000)}")
    if case.sources:
        blocks += small_print(f"It came from:\n{_sources(case.sources)}")
    blocks += [
        row(
            button("Mark as fixed", f"{FIX}:{FIXED}", str(flag_id), main=True),
            button("It is right as it is", f"{FIX}:{STANDS}", str(flag_id)),
        ),
        context(
            f"I answer colleagues' questions from the pages of {escaped(bot)}. You get this "
            f"because {_why(case.owns)}. {who} is told what you decide."
        ),
    ]
    return message(f"{who} says that an answer of mine is not right.", blocks)


def settled(sentence: str, question: str) -> Message:
    """In the place of an owner's message, once it is dealt with."""
    return message(escaped(sentence), [section(f"{quoted(question, 300)}\n{escaped(sentence)}")])


def outcome(case: tuple[str, str, str], fixed: bool, day: date, more: Sequence[Block]) -> Message:  # noqa: FBT001 - said in so many words
    """Tells who flagged an answer what came of it.

    Args:
        case: the question, the owner's name and what the owner says.
        fixed: whether anything changed; else the answer stands.
        day: when that was.
        more: the answer as it reads now, where there is a new one.
    """
    question, owner, said = case
    who = escaped(owner or "Whoever looks after it")
    told = "fixed it" if fixed else "looked at it, and says that it is right as it is"
    when = f"{day.day} {day:%b %Y}"
    head = f"You told me that an answer was not right. *{who}* {told} ({when})."
    blocks = [section(head), *paragraphs(f"You had asked:\n{quoted(question, 300)}")]
    if said:
        blocks += paragraphs(f"{who} says:\n{quoted(said, 3000)}")
    blocks += more
    return message(f"{who} {told}.", blocks)


def _why(owns: bool) -> str:  # noqa: FBT001 - whether they own it
    if owns:
        return "you look after what this answer came from"
    return "you look after me, and nobody else could be asked"


def _sources(sources: Sequence[Source]) -> str:
    lines = []
    for one in sources[:5]:
        said = f": {escaped(_short(one.quote))}" if one.quote else ""
        lines.append(f"• {link(one.link, one.title)}{said}")
    return "\n".join(lines)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line[:200]}…”" if len(line) > 200 else f"“{line}”"


def _said(text: str) -> Message:
    return message(escaped(text), [section(escaped(text))])


def _vote(label: str, read_out: str, value: str) -> Block:
    return {
        "text": {"type": "plain_text", "text": label},
        "accessibility_label": read_out,
        "value": value,
    }
