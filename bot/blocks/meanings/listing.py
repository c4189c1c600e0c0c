"""What waits for an admin, as lists to decide on: meanings that differ, and terms found. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.blocks.home.home import Item, Part
from bot.blocks.meanings import actions
from bot.blocks.meanings.sides import Case, compared
from bot.blocks.parts.forms import button, row, view
from bot.blocks.parts.message import SECTION, Block, context, divider, section
from bot.blocks.parts.mrkdwn import escaped, link, shortened
from knowledge.store.documents.pages import PageLink
from knowledge.store.lingo.records import Candidate, Evidence

A_PAGE = 8
"""Conflicts or candidates that are shown at a time."""

TITLES = {actions.CONFLICTS: "Meanings that differ", actions.CANDIDATES: "Undefined terms"}
_EMPTY = {
    actions.CONFLICTS: "No two departments or documents contradict each other, as far as I see.",
    actions.CANDIDATES: "Every term that I have found is in the glossary.",
}
_NAME, _SAID, _QUOTE, _QUOTES = 80, 600, 240, 2


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of a list.

    Attributes:
        total: how many there are in all.
        told: what came of the last click, "" for nothing.
    """

    name: str
    page: int
    total: int
    told: str = ""


def counts(conflicts: int, waiting: int, candidates: int) -> Part:
    """The part of an admin's home: how much there is of each, with the way to it.

    Args:
        conflicts: those that nobody has looked at.
        waiting: those that are confirmed, and not settled by an owner.
        candidates: terms that nobody has defined.
    """
    items = [
        _line(f"*Meanings that differ*: {conflicts:,}", actions.CONFLICTS, conflicts),
        _line(f"*Terms that nobody has defined*: {candidates:,}", actions.CANDIDATES, candidates),
    ]
    note = f"{waiting:,} more wait for their owners." if waiting else ""
    known = items if conflicts or candidates or waiting else []
    return Part("lingo", "Words", known, len(known), note)


def conflict_list(cases: Sequence[Case], shown: Shown) -> Block:
    """Both meanings of each beside each other, with two buttons."""
    blocks: list[Block] = []
    for case in cases:
        key = case.conflict.key
        buttons = (
            button("Confirm", actions.CONFIRM, key, main=True),
            button("Not a conflict", actions.DISMISS, key),
        )
        blocks += [divider(), compared(case), row(*_about(buttons, case.label))]
    hint = "Once you confirm one, both owners are told and can settle it. Before that nobody is."
    return _list(shown, blocks, hint)


def candidate_list(
    found: Sequence[Candidate], pages: Mapping[str, PageLink], shown: Shown
) -> Block:
    """What documents say of each, with three buttons."""
    blocks: list[Block] = []
    for one in found:
        buttons = (
            button("Approve", actions.APPROVE, one.key, main=True),
            button("Merge", actions.MERGE, one.key),
            button("Reject", actions.REJECT, one.key),
        )
        label = shortened(one.label, _NAME)
        quotes = [context(_quoted(each, pages)) for each in one.evidence[:_QUOTES]]
        blocks += [divider(), section(_told(one)), *quotes, row(*_about(buttons, label))]
    hint = "What you reject stays away. What you approve can be changed before it is published."
    return _list(shown, blocks, hint)


def _list(shown: Shown, blocks: Sequence[Block], hint: str) -> Block:
    last = max(0, (shown.total - 1) // A_PAGE)
    ways = [
        button(label, f"{actions.PAGE}:{to}", f"{shown.name}:{to}")
        for label, to in (("Back", shown.page - 1), ("Next", shown.page + 1))
        if 0 <= to <= last
    ]
    head = [section(escaped(shown.told))] if shown.told else []
    body = [context(hint), *blocks] if blocks else [section(_EMPTY[shown.name])]
    foot = [context(f"Page {shown.page + 1} of {last + 1}"), row(*ways)] if ways else []
    made = view(TITLES[shown.name], *head, *body, *foot)
    return made | {"private_metadata": json.dumps({"list": shown.name, "page": shown.page})}


def _line(text: str, name: str, count: int) -> Item:
    if not count:
        return Item(text)
    return Item(text, "Review", actions.REVIEW, name, TITLES[name])


def _about(buttons: Sequence[Block], label: str) -> list[Block]:
    """The same buttons stand below each: who hears them is told which term they are for."""
    return [
        one | {"accessibility_label": shortened(f"{one['text']['text']}: {label}", 75)}
        for one in buttons
    ]


def _told(one: Candidate) -> str:
    long = f" ({escaped(shortened(one.stands_for, _NAME))})" if one.stands_for else ""
    lines = [f"*{escaped(shortened(one.label, _NAME))}*{long}"]
    lines += [escaped(shortened(one.definition, _SAID))] if one.definition else []
    return shortened("\n".join([*lines, escaped(_facts(one))]), SECTION)


def _facts(one: Candidate) -> str:
    if one.found_by == "asked":
        return f"People asked for it {_times(one.times)}, and nobody has defined it."
    many = "1 document" if one.documents == 1 else f"{one.documents:,} documents"
    facts = [f"Used {_times(one.times)} in {many}", ", ".join(one.domains[:4])]
    return " · ".join(filter(None, facts))


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count:,} times"


def _quoted(one: Evidence, pages: Mapping[str, PageLink]) -> str:
    page = pages.get(one.document, PageLink(one.document))
    said = " ".join(one.quote.split())
    return f"“{escaped(shortened(said, _QUOTE))}” {link(page.link, shortened(page.title, _NAME))}"
