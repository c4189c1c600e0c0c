"""A computed answer: the number first, then what it is measured against, its chart, its making."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.blocks.answers.owners import ASK_OWNER
from bot.blocks.parts.forms import button, row
from bot.blocks.parts.message import LABEL, Block, paragraphs
from bot.blocks.parts.mrkdwn import day, escaped, numbered, shortened
from bot.blocks.parts.plots import plot_blocks
from bot.blocks.parts.setting import Setting
from knowledge.models import Answer, Figure, Working

WORKINGS = "show_workings"
"""The action id of the button that shows how a number was computed; its value is the question's
id."""

_CHARTS = 2  # that one message may have


def number_blocks(answer: Answer, setting: Setting) -> list[Block]:
    """What is said: the lead stands out, the rest follows, then what is drawn."""
    links = {one.number: one.link for one in answer.citations}
    lead, rest = (owners_named(part, answer, setting) for part in parted(answer))
    said = paragraphs(bold(numbered(lead, links)))
    if rest:
        said += paragraphs(numbered(rest, links))
    for plot in answer.plots[:_CHARTS]:
        said += plot_blocks(plot, rest)
    return said


def owners_named(text: str, answer: Answer, setting: Setting) -> str:
    """A text in which those who answer for the figures are called by their names."""
    owners = [one.owner for one in answer.figures]
    return setting.owned(text, [*owners, *(one.owner for one in answer.citations)])


def parted(answer: Answer) -> tuple[str, str]:
    """The sentence with the number, and what follows it."""
    text = answer.text.strip()
    if answer.lead and text.startswith(answer.lead):
        return answer.lead, text[len(answer.lead) :].strip()
    first, _, rest = text.partition("\n")
    return first, rest.strip()


def bold(said: str) -> str:
    """Mrkdwn in bold, line by line."""
    return "\n".join(f"*{one.strip()}*" if one.strip() else "" for one in said.split("\n"))


def computed_line(answer: Answer, setting: Setting) -> list[str]:
    """From what it was computed, how fresh that is, and whose it is: one line for each subject."""
    lines = []
    owners = {one.label: one.owner for one in answer.figures}
    for subject, tables, loaded in _made(answer.workings):
        facts = [f"Computed from {escaped(tables)}" if tables else "Computed"]
        facts += [f"read {_moment(loaded, setting.today)}"] if loaded else []
        who = setting.who(owners.get(subject) or _only_owner(answer.figures))
        facts += [f"{escaped(subject)} belongs to *{escaped(who)}*"] if who else []
        lines.append(" · ".join(facts))
    return lines


def number_row(answer: Answer, question_id: int, setting: Setting) -> list[Block]:
    """How it was computed, and whom to ask about it; nothing where the question was not kept."""
    if question_id < 1:
        return []
    buttons = []
    if answer.workings:
        buttons.append(button("How was this computed?", WORKINGS, str(question_id)))
    owner = next((one.owner for one in answer.figures if one.owner), "")
    name = setting.who(owner)
    if owner:
        label = shortened(f"Ask {name}", LABEL) if name else "Ask the owner"
        buttons.append(button(label, ASK_OWNER, str(question_id)))
    return [row(*buttons)] if buttons else []


def _made(workings: Sequence[Working]) -> list[tuple[str, str, datetime | None]]:
    """Each subject with its tables, once."""
    made = {(one.subject, one.source): one.loaded for one in workings}
    return [(subject, tables, loaded) for (subject, tables), loaded in made.items()]


def _only_owner(figures: Sequence[Figure]) -> str:
    owners = {one.owner for one in figures}
    return owners.pop() if len(owners) == 1 else ""


def _moment(when: datetime, today: date) -> str:
    told = day(when.date())
    return f"today, {when:%H:%M} UTC" if when.date() == today else told
