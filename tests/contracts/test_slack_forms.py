"""Every form, home and message to owners, before the same judges as the answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.blocks import documents
from bot.blocks.answers import asides
from bot.blocks.answers.workings import workings_view
from bot.blocks.feedback import feedback, fixing, passing, vouching
from bot.blocks.home import home
from bot.blocks.lingo import card, changing
from bot.blocks.lingo.card import term_card
from bot.blocks.lingo.meaning import Meaning
from bot.blocks.parts import forms
from bot.blocks.parts.message import message
from bot.blocks.parts.setting import Setting
from bot.blocks.planning import listing, preview
from bot.blocks.planning.draft import Draft
from bot.blocks.planning.form import Offer, digest_form
from bot.rehearsal.limits import BLOCK_TEXT, faults, texts, view_faults
from bot.settings.uploads import Taken
from bot.shapes.workings import Kept
from knowledge.digests.definition import DigestDefinition
from knowledge.digests.digest import Digest, Section, Status
from knowledge.lingo.glossary import Lookup
from knowledge.models import Sense
from knowledge.store.lingo.own_senses import SenseChange

TODAY = date(2026, 11, 23)
LONG = "Why does <#C0CARE> say *twenty* & the handbook “25”? " * 60
ABOUT = {"question": 7, "message": ["C0CARE", "1.2"]}
AUDIENCES = ("everyone", "care-team", "finance")
CASE = feedback.Case(
    LONG, LONG, (feedback.Source("Annual leave", "https://wiki.example/leave", "25 days."),),
    "wrong", LONG, "Anna",
)  # fmt: skip
FILE = documents.File("F0PLAN", "plan.md", 1200, "https://files.example/plan.md")
PARTS = [
    home.Part(
        "asked",
        "Your questions",
        [home.Item(LONG[:200]), home.Item("One more", "Show", "home_show:1", "1")] * 5,
        total=40,
        note="The newest first.",
    ),
    home.Part("waiting", "What waits for you", empty="Nothing."),
]

MANY = {f"metric_{number}": LONG[number : number + 70] for number in range(240)}
OFFER = Offer(
    MANY,
    frozenset(MANY),
    {"job__depot": "depot"},
    {"tickets": LONG},
    True,
    "3 numbers are not offered.",
)
DRAFT = Draft(
    LONG[:100], "C0CARE", tuple(MANY)[:60], "job__depot", watched="metric_1:below", limit=0.9,
    quotes="tickets", max_age="5d", zone="Antarctica/Troll",
)  # fmt: skip
ROW = listing.Row(
    "care", LONG, "C0CARE", "Every Monday at 09:00", "Monday 7 Dec, 09:00", f"planned by {LONG}",
    LONG, can=tuple(listing._LABELS),
)  # fmt: skip
DIGEST = Digest(
    DigestDefinition("care", LONG, "C0CARE", "last_complete_week", ()), TODAY, Status.HELD,
    reason=LONG, sections=(Section("quotes", "Quotes", reason=LONG),),
)  # fmt: skip

TERM = Sense(
    LONG[:90], LONG, "g.csv", "everyone", LONG[:200], domain=LONG[:150], example=LONG,
    aliases=(LONG[:90],) * 50, quote=LONG, replaced_by=LONG[:90],
)  # fmt: skip
MEANING = Meaning(TERM, "0" * 16, LONG[:90], "https://wiki.example", TODAY, ("U0ANNA", TODAY))
CHANGE = SenseChange("g.csv", "", "NPS", "verified", "U0ANNA", datetime(2026, 11, 3, tzinfo=UTC))
CARD = term_card(Lookup("NPS", "exact", "NPS", (TERM,)), Setting({}.get, TODAY), [MEANING])

VIEWS = {
    "a better wording": changing.suggest_form({"0" * 16: TERM}, ABOUT),
    "a better wording of one of several": changing.suggest_form(
        {str(number): TERM for number in range(12)}, ABOUT
    ),
    "another wording": changing.edit_form(TERM, ABOUT),
    "a suggested wording": changing.edit_form(TERM, ABOUT, suggested=True),
    "no longer used": changing.deprecate_form(TERM, ABOUT),
    "everything about a term": card.whole(MEANING, Setting({}.get, TODAY), [CHANGE] * 40),
    "a term in a window": card.shown_view(CARD),
    "what else is meant": card.other_form(Lookup(LONG, "", "", (), (LONG[:90],) * 5), ABOUT),
    "a new digest": digest_form(Draft("Numbers"), Offer(note="There are no numbers."), {}),
    "a digest with everything": digest_form(DRAFT, OFFER, {**ABOUT, "more": True}),
    "a list of digests": listing.digest_list(
        "Digests", [replace(ROW, name=f"care-{number}") for number in range(40)], ABOUT, LONG
    ),
    "no digests": listing.digest_list("Digests", [], ABOUT),
    "a digest that is planned": listing.saved(LONG, "every day", "Monday", "C0CARE"),
    "what a digest would say": preview.preview(DIGEST),
    "a history": listing.lines("History", [LONG] * 200, ""),
    "the home": home.home("Hello.", PARTS, PARTS, "DU0ANNA"),
    "a whole list": home.whole(PARTS[0], 1),
    "a question": home.question_form("DU0ANNA"),
    "a question that was taken": home.taken(),
    "why an answer is wrong": feedback.reason_form(LONG, ABOUT, ("wrong", LONG[:3000])),
    "a reply of an owner": passing.reply_form(ABOUT, ("Anna", LONG), AUDIENCES, "everyone", TODAY),
    "a private reply": passing.reply_form(ABOUT, ("", LONG), (), "", TODAY),
    "passing it on": passing.pass_form(ABOUT, LONG),
    "settling": fixing.settle_form(ABOUT, (LONG, "wrong", LONG), AUDIENCES, "everyone", TODAY),
    "changing a verified answer": vouching.change_form(ABOUT, LONG, LONG[:900], TODAY),
    "how it was computed": workings_view(
        LONG,
        [Kept(LONG[:80], LONG, LONG * 20, "answers", "2026-11-23T06:30:00+00:00", "a.yaml")] * 40,
        Setting({}.get, TODAY),
    ),
    "a note": forms.note("Somebody was faster than you", LONG),
}

MESSAGES = {
    "a wording that is suggested": changing.suggestion("lingo/own/1", TERM, TERM, "Anna", LONG),
    "a wording that was taken": changing.told_back(TERM, "approve", "Olga"),
    "a wording that was decided about": changing.decided(TERM, "edit"),
    "a wording that was sent": changing.sent(TERM, "Olga"),
    "a word that is out of use": changing.done(TERM, "deprecated", LONG[:80]),
    "words that are due": changing.reviews(
        [changing.Due(TERM, "0" * 16, changing.due_since(TODAY))] * 60
    ),
    "a new digest": listing.announced("care", LONG, "every Monday", "U0ANNA", "C0CARE"),
    "thanks": feedback.thanks(),
    "a flag": feedback.flagged(CASE, "Acme", 7),
    "passed on": feedback.passed_to("Olga", new=True),
    "settled": feedback.settled("You marked it as fixed.", LONG),
    "asking an owner": passing.asking(
        7, passing.Case(("Anna", LONG), CASE.sources, "Ben named you"), "Acme"
    ),
    "sent to an owner": passing.sent("Olga"),
    "an owner's answer": passing.replied(("U0ANNA", LONG), "Olga", LONG * 2, TODAY, TODAY),
    "nobody knew": passing.nobody_knew(LONG),
    "lapsed": vouching.lapsed("verified/7", LONG, LONG, TODAY),
    "an approval": vouching.approval(7, (LONG, LONG, "Anna"), "care-team", TODAY),
    "a choice of audience": documents.chooser(FILE, AUDIENCES * 4),
    "a document that was read": documents.taken(
        Taken("plan.md", "plan.md", 12, ("What is planned?",), ("finance",)),
        "care-team",
        reads=True,
    ),
    "around a private answer": message(
        "x",
        [
            asides.you_asked(LONG),
            asides.about(LONG, "Anna", "https://wiki.example"),
            asides.asked_in(LONG, "C0CARE", group=False, unknown=True),
            *asides.share_row(7),
        ],
    ),
}


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_both_judges_and_the_rehearsal_take_every_view(shapes, view):
    assert shapes.faults_of(view) == []
    assert view_faults(view, view["type"], lambda _: True) == []


@pytest.mark.parametrize("said", MESSAGES.values(), ids=MESSAGES)
def test_both_judges_and_the_rehearsal_take_every_message_around_answers(shapes, said):
    for one in (said, *said.more):
        blocks = list(one.blocks)
        assert shapes.faults_of(blocks) == []
        assert faults(blocks, lambda _: True) == []
        assert sum(map(len, texts(blocks))) <= BLOCK_TEXT
