"""Lists and forms about terms, and notes to owners, before the same judges as the answers."""

from __future__ import annotations

from datetime import date

import pytest

from bot.blocks.meanings import forms, listing, notes
from bot.blocks.meanings.sides import Case
from bot.blocks.parts.setting import Setting
from bot.rehearsal.limits import BLOCK_TEXT, faults, texts, view_faults
from knowledge.models import Sense
from knowledge.store.documents.pages import PageLink
from knowledge.store.lingo.conflicts import BOTH, JOINT, ONE, SETTLED, KeptConflict
from knowledge.store.lingo.records import Candidate, Conflict, Difference, Evidence, Side

TODAY = date(2026, 11, 30)
LONG = "Why does <#C0CARE> say *twenty* & the handbook “25”? " * 60
ABOUT = {"candidate": "k" * 64, "view": "V0", "page": 1}
PAGES = {"a.md": PageLink(LONG, "https://wiki.example/a", "U0OPS"), "b.csv": PageLink("B")}
SETTING = Setting(lambda _id: LONG, TODAY)


def case(kind="different subject", audience="everyone", domain=LONG):
    one = Side(LONG, LONG, "a.md", "", audience, LONG, domain, "U0OPS", told=True)
    other = Side(LONG, LONG, "b.csv", "1", "everyone", "", domain, "S0SALES")
    found = Conflict("k" * 32, LONG, one, other, Difference(kind, "high", LONG[:300]))
    return Case(found, PAGES, SETTING)


def candidate(evidence=4, **more):
    quotes = tuple(Evidence("a.md", LONG, LONG, LONG[:50]) for _ in range(evidence))
    told = {"key": "k" * 32, "label": LONG, "audience": "everyone", "stands_for": LONG}
    told |= {"definition": LONG, "times": 9000, "documents": 900, "found_by": "table", **more}
    return Candidate(evidence=quotes, **told)


PAGE = [case()] * listing.A_PAGE
FOUND = [candidate()] * listing.A_PAGE
SENSES = [Sense(LONG, LONG, f"{at}.csv", "everyone", domain=LONG) for at in range(100)]
VIEWS = {
    "conflicts": listing.conflict_list(PAGE, listing.Shown("conflicts", 1, 40, LONG)),
    "no conflicts": listing.conflict_list([], listing.Shown("conflicts", 0, 0)),
    "candidates": listing.candidate_list(FOUND, PAGES, listing.Shown("candidates", 1, 40, LONG)),
    "what was asked for": listing.candidate_list(
        [candidate(0, found_by="asked", times=1)], {}, listing.Shown("candidates", 0, 1)
    ),
    "approving": forms.approve_form(candidate(), "U0OPS", ["everyone", "board"], ABOUT),
    "approving what was asked for": forms.approve_form(
        candidate(0, definition="", stands_for=""), "S0OPS", ["everyone"], ABOUT
    ),
    "merging": forms.merge_form(candidate(), SENSES, ABOUT),
    "nothing to merge into": forms.merge_form(candidate(), [], ABOUT),
    "a joint wording": forms.joint_form(case(), LONG, {"conflict": "k" * 32}),
}
MESSAGES = {
    "to an owner": notes.to_settle(case(), {ONE}),
    "to an admin": notes.to_settle(case(domain=""), ()),
    "of a closed audience": notes.to_settle(case(audience="board"), {ONE}),
    "a word not to be used": notes.to_settle(case("deprecated term in use"), {ONE}),
    "a joint wording": notes.to_agree(case(), LONG, LONG),
    "a joint wording that was sent": notes.proposed(case(), LONG, ""),
    "for a page": notes.for_a_page(case(), LONG, LONG),
    "too late": notes.late(case(), LONG),
    **{
        f"settled: {outcome}": notes.settled(
            case(), KeptConflict(case().conflict, SETTLED, outcome, LONG), LONG, TODAY
        )
        for outcome in (BOTH, ONE, JOINT)
    },
}


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_both_judges_and_the_rehearsal_take_every_view_about_terms(shapes, view):
    assert shapes.faults_of(view) == []
    assert view_faults(view, view["type"], lambda _: True) == []


@pytest.mark.parametrize("said", MESSAGES.values(), ids=MESSAGES)
def test_both_judges_and_the_rehearsal_take_every_note_to_owners(shapes, said):
    for one in (said, *said.more):
        blocks = list(one.blocks)
        assert shapes.faults_of(blocks) == []
        assert faults(blocks, lambda _: True) == []
        assert sum(map(len, texts(blocks))) <= BLOCK_TEXT


def test_nobody_is_offered_to_put_closed_words_where_others_read_them():
    offered = str(notes.to_settle(case(audience="board"), {ONE}).blocks)

    assert "Use theirs" in offered
    assert "Use ours" not in offered
