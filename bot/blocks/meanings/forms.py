"""What is filled in about terms: a definition, a term to merge into, a joint wording. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks.feedback.vouching import audience_field
from bot.blocks.meanings.actions import APPROVE, JOINT, MERGE
from bot.blocks.meanings.sides import Case, compared
from bot.blocks.parts.forms import FIELD, form, input_block, select, words
from bot.blocks.parts.message import Block, context, section
from bot.blocks.parts.mrkdwn import escaped, shortened
from knowledge.lingo.glossary import reference
from knowledge.models import Sense
from knowledge.store.lingo.records import Candidate

_LABEL, _SHORT, _LONG = 80, 200, 1500


def approve_form(
    one: Candidate, owner: str, audiences: Sequence[str], about: Mapping[str, Any]
) -> Block:
    """How a term is worded before it is published; what was found stands there already."""
    quote = one.evidence[0].quote if one.evidence else ""
    domain = one.domains[0] if one.domains else ""
    given = {"initial_user": owner} if owner.startswith(("U", "W")) else {}
    person = {"type": "users_select", "action_id": FIELD, **given}
    fields = [
        words("label", "Term", many_lines=False, longest=_LABEL, given=one.label),
        words(
            "stands_for",
            "What it stands for",
            optional=True,
            many_lines=False,
            longest=_SHORT,
            given=one.stands_for,
        ),
        words("definition", "What it means", longest=_LONG, given=one.definition or quote),
        words(
            "domain",
            "Whose meaning it is",
            hint="A department, or nothing for everybody.",
            optional=True,
            many_lines=False,
            longest=_SHORT,
            given=domain,
        ),
        input_block("owner", "Who answers for it", person, optional=True),
        audience_field(list(audiences), one.audience),
    ]
    return form(APPROVE, "Approve a term", "Publish", about, *fields)


def merge_form(one: Candidate, near: Sequence[Sense], about: Mapping[str, Any]) -> Block:
    """Which term it is another name of."""
    shown = {reference(sense): _named(sense) for sense in near}
    label = escaped(shortened(one.label, _LABEL))
    if not shown:
        sentence = f"There is no term that the same people may read, to merge *{label}* into."
        return form(MERGE, "Merge a term", "Close", about, section(sentence))
    return form(
        MERGE,
        "Merge a term",
        "Merge",
        about,
        section(f"*{label}* becomes another name of a term that is in the glossary."),
        select("term", "Which term", shown, "", "The likest stand first."),
    )


def joint_form(case: Case, given: str, about: Mapping[str, Any]) -> Block:
    """One wording for both sides."""
    return form(
        JOINT,
        "A joint wording",
        "Propose",
        about,
        compared(case),
        words("wording", f"What {shortened(case.label, 40)} means", longest=_LONG, given=given),
        context("The other owner is asked to agree. Nothing changes before that."),
    )


def _named(sense: Sense) -> str:
    within = f" ({sense.domain})" if sense.domain else ""
    return shortened(f"{sense.label}{within}: {sense.definition or sense.stands_for}", 75)
