"""The forms that change a term, and what its owner and who suggested it are told. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.blocks.lingo.actions import (
    CHANGE,
    DECIDE,
    DEPRECATE,
    EDIT,
    NO,
    SUGGEST,
    VERIFY,
    YES,
)
from bot.blocks.lingo.meaning import department
from bot.blocks.parts.forms import button, form, pick, quoted, row, words
from bot.blocks.parts.message import Block, Message, context, message, paragraphs, section
from bot.blocks.parts.mrkdwn import day, escaped, shortened
from knowledge.models import Sense

DEFINITION, EXAMPLE, REASON = 1500, 400, 400
"""Characters that may be written of each."""

_OPTION = 70
_LISTED = 40


@dataclass(frozen=True, slots=True)
class Due:
    """A meaning whose review is due: its reference, and since when, in words."""

    sense: Sense
    reference: str
    since: str


def suggest_form(senses: Mapping[str, Sense], about: Mapping[str, Any]) -> Block:
    """A better wording; where a label has several meanings, of which of them."""
    first, sense = next(iter(senses.items()))
    blocks = [section(f"*{escaped(sense.label)}*")]
    if len(senses) > 1:
        options = {
            name: shortened(f"{department(one)}: {one.definition or one.stands_for}", _OPTION)
            for name, one in senses.items()
        }
        blocks.append(pick("which", "Which meaning?", options, first))
        return _wording(SUGGEST, "A better wording", about, blocks, None, asks_why=True)
    return _wording(SUGGEST, "A better wording", about, blocks, sense, asks_why=True)


def edit_form(sense: Sense, about: Mapping[str, Any], *, suggested: bool = False) -> Block:
    """What an owner changes a meaning to; what is there, or was suggested, stands in it already."""
    head = [section(f"*{escaped(sense.label)}*")]
    if suggested:
        options = {YES: "Take it as it stands below", NO: "Leave everything as it is"}
        head.append(pick("deed", "What becomes of this wording?", options, YES))
    title = "A suggested wording" if suggested else "Change the wording"
    return _wording(EDIT, title, about, head, sense)


def deprecate_form(sense: Sense, about: Mapping[str, Any]) -> Block:
    """Which word is used instead of one that is no longer used."""
    return form(
        DEPRECATE,
        "No longer used",
        "Save",
        about,
        section(f"*{escaped(sense.label)}* will be shown as no longer used."),
        words(
            "instead",
            "Which word is used instead?",
            optional=True,
            many_lines=False,
            longest=80,
            given=sense.replaced_by,
        ),
    )


def suggestion(document: str, wording: Sense, before: Sense, by: str, why: str) -> Message:
    """Asks an owner to decide about a wording; `by` is the name of who suggested it."""
    label, who = escaped(wording.label), escaped(by or "Somebody")
    text = f"*{who}* suggests another wording for *{label}*{_where(before)}."
    blocks = [section(text)]
    blocks += [section(f"*Now*\n{quoted(before.definition or before.stands_for, DEFINITION)}")]
    blocks += [section(f"*Suggested*\n{quoted(wording.definition, DEFINITION)}")]
    if wording.example and wording.example != before.example:
        blocks.append(section(f"*Example*\n{quoted(wording.example, EXAMPLE)}"))
    if why:
        blocks.append(section(f"*Why*\n{quoted(why, REASON)}"))
    blocks.append(
        row(
            button("Approve", f"{DECIDE}:{YES}", document, main=True),
            button("Edit and approve", f"{DECIDE}:{CHANGE}", document),
            button("Reject", f"{DECIDE}:{NO}", document),
        )
    )
    blocks.append(
        context("You are asked because you answer for this word. Nothing changes before.")
    )
    return message(f"{who} suggests another wording for {label}.", blocks)


def decided(sense: Sense, deed: str) -> Message:
    """What stands in the place of a suggestion that was decided about."""
    label = f"*{escaped(sense.label)}*"
    told = {
        YES: f"You approved the new wording of {label}. Everybody who may read it sees it now.",
        CHANGE: f"You changed and approved the wording of {label}. It shows from now on.",
        NO: f"You did not take the suggested wording of {label}. It stays as it was.",
    }
    return _plain(told[deed])


def told_back(sense: Sense, deed: str, by: str) -> Message:
    """Tells who suggested a wording what became of it."""
    label, who = f"*{escaped(sense.label)}*", escaped(by or "Its owner")
    told = {
        YES: f"{who} took your wording of {label}. Thank you.",
        CHANGE: f"{who} took your wording of {label} with changes. Thank you.",
        NO: f"{who} did not take your wording of {label}. Thank you all the same.",
    }
    blocks = [section(told[deed])]
    if deed != NO:
        blocks += paragraphs(quoted(sense.definition, DEFINITION))
    return message(told[deed].replace("*", ""), blocks)


def sent(sense: Sense, names: str) -> Message:
    """Confirms a suggestion; `names` are who was told, "" where nobody can be."""
    label = f"*{escaped(sense.label)}*"
    if names:
        return _plain(f"Thank you. I have asked {escaped(names)} about your wording of {label}.")
    return _plain(
        f"Thank you. I keep your wording of {label}, but nobody whom I can ask looks after it."
    )


def done(sense: Sense, deed: str, instead: str = "") -> Message:
    """Confirms what an owner did with a meaning."""
    label = f"*{escaped(sense.label)}*"
    say = f" Whoever looks it up reads to say *{escaped(instead)}*." if instead else ""
    told = {
        "verified": f"Thank you. {label} counts as verified today.",
        "approved": f"{label} is approved.",
        "deprecated": f"{label} is shown as no longer used.{say}",
        "edited": f"{label} has the new wording now.",
    }
    return _plain(told[deed])


def reviews(due: Sequence[Due]) -> Message:
    """The meanings of one owner whose review is due, each with a button."""
    many = len(due) != 1
    head = (
        f"{len(due)} of your words are to be looked at again. Are they still right?"
        if many
        else "One of your words is to be looked at again. Is it still right?"
    )
    blocks = [section(f"*{head}*")]
    for number, one in enumerate(due[:_LISTED]):
        said = shortened(one.sense.definition or one.sense.stands_for, 160)
        line = section(
            f"*{escaped(one.sense.label)}*{_where(one.sense)}: {escaped(said)}\n_{one.since}_"
        )
        line["accessory"] = button("Still right", f"{VERIFY}:{number}", one.reference)
        blocks.append(line)
    more = f"{len(due) - _LISTED} more are due. " if len(due) > _LISTED else ""
    blocks.append(context(f"{more}To change one, write `/lingo` and the word. I ask once a week."))
    return message(head, blocks)


def said(text: str) -> Message:
    """One plain sentence or two."""
    return message(text, [section(escaped(text))])


def due_since(when: date) -> str:
    """Since when a review is due, in words."""
    return f"due since {day(when)}"


def _where(sense: Sense) -> str:
    return f" ({escaped(sense.domain)})" if sense.domain else ""


def _wording(  # noqa: PLR0913 - what a form is made of
    callback: str,
    title: str,
    about: Mapping[str, Any],
    head: Sequence[Block],
    given: Sense | None,
    *,
    asks_why: bool = False,
) -> Block:
    definition = (given.definition or given.stands_for) if given else ""
    fields = [
        words("definition", "What does it mean?", longest=DEFINITION, given=definition),
        words(
            "example",
            "An example",
            optional=True,
            longest=EXAMPLE,
            given=given.example if given else "",
        ),
    ]
    if asks_why:
        fields.append(words("why", "Why is this better?", optional=True, longest=REASON))
    return form(callback, title, "Send" if asks_why else "Save", about, *head, *fields)


def _plain(text: str) -> Message:
    return message(text.replace("*", ""), [section(text)])
