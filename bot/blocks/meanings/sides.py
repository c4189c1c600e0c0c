"""Two meanings beside each other, with whose they are and where they stand. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.blocks.parts.message import Block
from bot.blocks.parts.mrkdwn import escaped, link, shortened
from bot.blocks.parts.setting import Setting
from knowledge.lingo.deciding.settling import side
from knowledge.store.documents.pages import PageLink
from knowledge.store.lingo.conflicts import ONE, OTHER
from knowledge.store.lingo.records import DEPRECATED, Conflict, Side

_MEANING, _NAME = 900, 80
_FIELD = 1100  # of 2,000, once signs are escaped; the rest is for the head and the facts


@dataclass(frozen=True)
class Case:
    """Two meanings, and what is needed to show them.

    Attributes:
        pages: the documents that they are in, by path.
    """

    conflict: Conflict
    pages: Mapping[str, PageLink]
    setting: Setting

    @property
    def label(self) -> str:
        return shortened(self.conflict.label, _NAME)


def compared(case: Case) -> Block:
    """One paragraph with the reason, and both meanings in two columns below it."""
    conflict = case.conflict
    facts = f"{conflict.difference.kind} · {conflict.difference.severity}"
    text = f"*{escaped(case.label)}* · {escaped(facts)}\n{escaped(conflict.difference.reason)}"
    fields = [{"type": "mrkdwn", "text": _told(case, one)} for one in (ONE, OTHER)]
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, "fields": fields}


def whose(case: Case, which: str) -> str:
    """Who says it, in plain words: "customer service", or "operations (2)" where both are."""
    one, other = case.conflict.one, case.conflict.other
    named = [_department(case, each) for each in (one, other)]
    if named[0] == named[1]:
        titles = [_title(case, each) for each in (one, other)]
        named = titles if titles[0] != titles[1] else [f"{named[0]} (1)", f"{named[1]} (2)"]
    return shortened(named[0 if which == ONE else 1], _NAME)


def meaning(one: Side) -> str:
    """What a side says, in one line."""
    long = one.stands_for if one.stands_for.lower() not in one.definition.lower() else ""
    return shortened(" ".join(": ".join(filter(None, (long, one.definition))).split()), _MEANING)


def _told(case: Case, which: str) -> str:
    one = side(case.conflict, which)
    page = case.pages.get(one.document, PageLink(one.document))
    head = whose(case, which)
    if case.conflict.difference.kind == DEPRECATED:
        head = "Not to be used" if which == ONE else f"Used by {head}"
    owner = case.setting.who(one.owner or page.owner)
    facts = [link(page.link, shortened(page.title, _NAME)), escaped(shortened(owner, _NAME))]
    head = head[:1].upper() + head[1:]
    said = f"*{escaped(head)}*\n{shortened(escaped(meaning(one)), _FIELD)}"
    return f"{said}\n_{' · '.join(filter(None, facts))}_"


def _department(case: Case, one: Side) -> str:
    return one.domain or _title(case, one)


def _title(case: Case, one: Side) -> str:
    page = case.pages.get(one.document)
    return page.title if page else one.document
