from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.blocks.home import items
from bot.blocks.home.home import Item, Part, home, question_form, taken, whole, you_asked
from bot.blocks.home.items import Mine
from bot.blocks.parts.setting import Setting
from bot.rehearsal.limits import texts, view_faults
from knowledge.store.documents.failures import Failure
from knowledge.store.documents.news import Page
from knowledge.store.documents.reading import SourceCount
from knowledge.store.feedback.asks import ANSWERED, DECLINED, OPEN, Ask
from knowledge.store.feedback.feedback import DISMISSED, RESOLVED, WRONG, Flag
from knowledge.store.questions.journal import Entry, Gap

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SETTING = Setting(lambda user: {"U0OWNER": "Olga", "U0ANNA": "Anna"}.get(user, ""), NOW.date())
LONG = "w*ord_ <!here> & " * 300


def shown(view):
    return "\n".join(texts(view["blocks"]))


def entry(outcome="answered", **more):
    return Entry(NOW, "Who owns\nthe <moon>?", outcome, **more)


def ask(state=OPEN, **more):
    values = {"id": 7, "question": 1, "text": "Who owns the moon?", "team": "T0"}
    values |= {"asker": "U0ANNA", "channel": "C0", "thread": "1.0", "owner": "U0OWNER"}
    return Ask(**(values | {"state": state, "asked_at": NOW} | more))


def flag(state="open", **more):
    values = {"id": 9, "question": 1, "user": "U0ANNA", "verdict": WRONG, "reason": "outdated"}
    values |= {"words": "It is 30 days now", "owner": "U0OWNER", "state": state, "given_at": NOW}
    return Flag(**(values | more))


def test_a_home_says_what_to_do_and_lists_what_there_is():
    waits = items.asked_of_you(ask(), SETTING)
    own = items.mine(Mine(entry(), link="https://slack.example/p1"), SETTING)

    view = home(
        "*Hello, Anna.*",
        [
            Part("asked", "Asked of you", [waits], 1),
            Part("mine", "My questions", [own], 9),
            Part("new", "New since you last looked", empty="Nothing is new."),
            Part("left", "Left out"),
        ],
        [],
        "D0ANNA",
    )

    assert shown(view).splitlines() == [
        "*Hello, Anna.*",
        "Ask a question",
        "Refresh",
        "Asked of you",
        "*Who owns the moon?*",
        "Anna asks · today",
        "Answer",
        "My questions",
        "• <https://slack.example/p1|Who owns the &lt;moon&gt;?> · _answered_ · today",
        "Show all 9",
        "New since you last looked",
        "Nothing is new.",
    ]
    button = view["blocks"][3]["accessory"]
    assert (button["action_id"], button["value"]) == ("owner_reply", "7")
    assert button["accessibility_label"] == "Answer: Who owns the moon?"
    assert view["private_metadata"] == "D0ANNA"
    assert view_faults(view, "home", lambda _: False) == []


@pytest.mark.parametrize(
    ("one", "became"),
    [
        (Mine(entry()), "answered"),
        (Mine(entry("not_found", ask="U0OWNER")), "not found; Olga may know"),
        (Mine(entry("not_found")), "not found"),
        (Mine(entry("needs_clarification")), "asked"),
        (Mine(entry("not_found"), ask()), "sent to Olga, no reply yet"),
        (Mine(entry("not_found"), ask(owner="")), "sent to the people who look after me, no reply yet"),
        (Mine(entry("not_found"), ask(ANSWERED, answered_by="U0ANNA")), "Anna replied"),
        (Mine(entry("not_found"), ask(DECLINED)), "sent to Olga, who did not know"),
        (Mine(entry(), None, flag()), "you said it is not right; Olga looks at it"),
        (Mine(entry(), None, flag(RESOLVED)), "you said it was not right, and it was put right"),
        (Mine(entry(), None, flag(DISMISSED)), "you said it was not right; Olga says it stands"),
        (Mine(entry(), None, flag(verdict="right", state="kept")), "answered"),
    ],
)  # fmt: skip
def test_what_became_of_a_question_is_said_in_words(one, became):
    line = items.mine(one, SETTING).text

    assert line == f"Who owns the &lt;moon&gt;? · _{became}_ · today"


def test_flags_documents_gaps_and_sources_are_lines():
    page = Page(
        "a.md", "Annual leave", "U0OWNER", "https://w.example/a", None, NOW, date(2026, 9, 1)
    )
    once = Gap("Who owns the moon?", 1, NOW)

    assert items.to_fix(flag(), "How many days?", SETTING) == Item(
        "*How many days?*\nAnna: It is out of date, “It is 30 days now” · today",
        "Settle",
        "fix_resolve",
        "9",
        "How many days?",
    )
    assert items.flagged(flag(owner=""), "How many?", SETTING).text.endswith(
        "today · nobody looks after it yet"
    )
    assert items.document(page, SETTING).text == (
        "<https://w.example/a|Annual leave> · Olga · today"
    )
    assert items.document(replace(page, verified=True), SETTING).text.endswith(
        "> · Olga · verified answer · today"
    )
    assert items.overdue(page, SETTING).text == (
        "<https://w.example/a|Annual leave> · Olga · to be reviewed by 1 Sep 2026"
    )
    assert items.gap(once, SETTING).text == ("Who owns the moon? · _asked once, last today_")
    assert items.gap(Gap("Who?", 3, NOW, "U0OWNER"), SETTING).text == (
        "Who? · _asked 3 times, last today_ · Olga may know"
    )
    assert items.failed(Failure("a.pdf", "a.pdf needs a password.", "everyone")).text == (
        "a.pdf needs a password."
    )
    assert items.failed(Failure("a.pdf", "It is *broken*.", "everyone")).text == (
        "a.pdf: It is \u2060*\u2060broken\u2060*\u2060."
    )
    assert items.source(SourceCount("wiki", 1, NOW), SETTING).text == (
        "wiki: 1 document · read today"
    )
    assert items.source(SourceCount("wiki", 1200, None), SETTING).text == "wiki: 1,200 documents"


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (date(2026, 11, 23), "today"),
        (date(2026, 11, 22), "yesterday"),
        (date(2026, 1, 2), "2 Jan"),
        (date(2025, 11, 23), "23 Nov 2025"),
        (date(2026, 11, 24), "24 Nov"),
    ],
)
def test_days_are_said_as_people_say_them(then, said):
    page = Page("a.md", "Leave", "", "", then, NOW)

    assert items.document(page, SETTING).text == f"Leave · {said}"


def test_a_home_with_the_most_there_can_be_is_taken_by_slack():
    fix = items.to_fix(flag(words=LONG), LONG, SETTING)
    own = [
        items.mine(Mine(entry("not_found", ask="U0OWNER"), link="https://s.example"), SETTING)
    ] * 8
    page = Page("a.md", LONG, "U0OWNER", "https://w.example/a", None, NOW)
    parts = [
        Part("asked", "Asked of you", [fix, items.asked_of_you(ask(text=LONG), SETTING)] * 60, 900),
        Part("mine", "My questions", own, 900),
        Part("new", "New", [items.document(page, SETTING)] * 80, 900, note="small"),
    ]

    view = home("*Hello.*", parts, parts, "D0ANNA")

    assert view_faults(view, "home", lambda _: False) == []
    assert len(view["blocks"]) <= 100


def test_a_list_in_full_has_pages():
    part = Part("gaps", "What nobody could answer", [items.fact("a", "b")] * 30, 65, note="Some.")

    views = [whole(part, number) for number in (0, 1, 2)]
    ways = [[one["value"] for one in view["blocks"][-1]["elements"]] for view in views]

    assert ways == [["gaps:1"], ["gaps:0", "gaps:2"], ["gaps:1"]]
    assert "Page 2 of 3" in shown(views[1])
    assert all(view_faults(view, "modal", lambda _: False) == [] for view in views)


def test_a_list_that_is_empty_by_now_says_so():
    view = whole(Part("asked", "Asked of you"), 0)

    assert shown(view) == "There is nothing here any more."
    assert view_faults(view, "modal", lambda _: False) == []


def test_the_form_has_one_field_and_its_end_says_where_to_look():
    assert view_faults(question_form("D0ANNA"), "modal", lambda _: False) == []
    assert view_faults(taken(), "modal", lambda _: False) == []
    assert you_asked("Is <b> *bold*?") == "You asked: Is &lt;b&gt; \u2060*\u2060bold\u2060*\u2060?"
