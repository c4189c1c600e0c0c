"""A computed answer as a message, and its making as a view."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.blocks.answers.answers import CHOICE, answer_blocks
from bot.blocks.answers.workings import workings_view
from bot.blocks.parts.setting import Setting
from bot.rehearsal.limits import faults, texts, view_faults
from bot.shapes.recording import entry
from bot.shapes.workings import kept_in, workings_of
from knowledge.models import Clarification, Reader

NAMES = {"U0OWNER": "Olga"}
SETTING = Setting(lambda user: NAMES.get(user, ""), date(2026, 10, 26))


def shown(blocks):
    return "\n".join(texts(list(blocks)))


def codes(view):
    return [
        part["elements"][0]["text"]
        for block in view["blocks"]
        if block["type"] == "rich_text"
        for part in block["elements"]
    ]


def test_the_number_stands_first_and_bold_then_its_standing_its_chart_and_its_making(computing):
    message = answer_blocks(computing.NUMBER, SETTING, 7)

    assert message.text == "37 complaints reached us in the week of 19 Oct 2026."
    assert [block["type"] for block in message.blocks] == [
        "section", "section", "data_visualization", "section", "divider", "context", "actions",
        "actions", "context_actions",
    ]  # fmt: skip
    assert shown(message.blocks).splitlines() == [
        "*37 complaints reached us in the week of 19 Oct 2026.*",
        "▲ 7 from 30 the week before, worse.",
        "45 at the start, 37 now, 25 due 31 Dec 2026: 40 % of the way.",
        "*Complaints:* `▂▁▄▆█▅▂▅`  31 (31 Aug) → 37 (19 Oct); lowest 28 (7 Sep); highest 44 (28 Sep)",
        "*Target:* 25 throughout",
        "Computed from complaints-register · read today, 06:30 UTC · Complaints belongs to *Olga*",
        "Why?",
        "How was this computed?",
        "Ask Olga",
        "Helpful",
        "Not right",
    ]
    assert faults(list(message.blocks), lambda _: True) == []


def test_sources_stand_beside_what_was_computed(computing):
    message = answer_blocks(computing.WHY, SETTING, 7)

    told = shown(message.blocks)
    assert told.startswith("*Complaints rose by 7 to 37; Huddersfield alone added 6.*\n")
    assert "“I waited in all day and nobody rang.” <https://wiki.example/reviews.csv|[2]>" in told
    assert "*[1]* <https://wiki.example/glossary.yaml|Glossary> · Olga · 2 Oct 2026" in told


def test_nothing_of_a_definition_becomes_markup(computing):
    hostile = "*<!channel>* `x` <https://evil.example|click>"
    working = replace(
        computing.WORKING, subject=hostile, source=hostile, rule=hostile, file=hostile
    )
    answer = replace(computing.NUMBER, text=hostile, lead="", workings=(working,), evidence=hostile)

    message = answer_blocks(answer, SETTING, 7)
    view = workings_view(hostile, workings_of(answer), SETTING)

    for told in (shown(message.blocks), shown(view["blocks"])):
        assert "<!channel>" not in told
        assert "<https://evil.example" not in told


@pytest.mark.parametrize("kind", ["NUMBER", "WHY", "GROUPS"])
def test_an_answer_that_was_not_kept_has_no_button_that_would_need_it(computing, kind):
    message = answer_blocks(getattr(computing, kind), SETTING, 0)

    assert "How was this computed?" not in shown(message.blocks)
    assert "Ask Olga" not in shown(message.blocks)


def test_the_making_comes_back_from_the_journal_as_it_was_told(computing):
    kept = entry(computing.GROUPS, Reader(frozenset({"everyone"})), 1.0, computing.LOADED)

    view = workings_view(kept.text, kept_in(kept.evidence), SETTING)

    assert shown(view["blocks"]).splitlines() == [
        "You asked: How many complaints did we receive last week?",
        "*Churn*",
        computing.RULE,
        "• Huddersfield: *41.9 %*, 19 Oct 2026 to 25 Oct 2026 (n = 3,096)",
        "• Penrith: *19 %*, 19 Oct 2026 to 25 Oct 2026 (n = 2,421)",
        "• Carlisle: *7.4 %*, 19 Oct 2026 to 25 Oct 2026 (n = 1,526)",
        "From: complaints-register",
        "Read: 26 Oct 2026, 06:30 UTC",
        "Defined in: metrics/complaints.yaml",
        "Owner: Olga",
        "The statement that was run:",
        *computing.QUERY.splitlines(),
    ]
    assert view_faults(view, "modal", lambda _: True) == []


def test_a_long_statement_is_shown_in_parts_that_together_are_all_of_it(computing):
    query = "\n".join(f"SELECT {number} AS column_{number}," for number in range(500))
    long = replace(computing.NUMBER, workings=(replace(computing.WORKING, query=query),))

    view = workings_view("q", workings_of(long), SETTING)

    assert len(codes(view)) > 1
    assert "\n".join(codes(view)) == query
    assert view_faults(view, "modal", lambda _: True) == []


def test_a_statement_beyond_what_a_view_takes_says_how_much_of_it_is_shown(computing):
    query = "x" * 100_000
    long = replace(computing.NUMBER, workings=(replace(computing.WORKING, query=query),))

    view = workings_view("q", workings_of(long), SETTING)

    assert "".join(codes(view)) == "x" * 24_000
    assert "This is the beginning: 24,000 of 100,000 characters." in shown(view["blocks"])


def test_readings_of_a_question_are_buttons_that_ask_exactly_that(computing):
    short = Clarification("q", "Which one?", ("By letter?", "By phone?"))

    blocks = answer_blocks(short, SETTING).blocks

    assert shown(blocks).splitlines() == ["Which one?", "By letter?", "By phone?"]
    assert [one["value"] for one in blocks[1]["elements"]] == ["By letter?", "By phone?"]
    assert all(one["action_id"].startswith(f"{CHOICE}:") for one in blocks[1]["elements"])


def test_readings_that_do_not_fit_on_a_button_stand_above_it_in_full(computing):
    blocks = answer_blocks(Clarification("q", "Which one?", computing.CHOICES), SETTING).blocks

    assert blocks[0]["text"]["text"].splitlines() == [
        "Which one?",
        f"1. {computing.CHOICES[0]}",
        f"2. {computing.CHOICES[1]}",
    ]
    assert [one["text"]["text"] for one in blocks[1]["elements"]] == [
        "1. How many complaints by letter did we receive last week?",
        "2. How many complaints about transfers from one depot to another did we…",
    ]
    assert [one["value"] for one in blocks[1]["elements"]] == list(computing.CHOICES)


def test_owners_are_called_by_their_names_in_what_is_said_and_read_out(computing):
    text = "U0OWNER answers for complaints, not U0OWNERS. [1]\nAsk U0OWNER."

    message = answer_blocks(replace(computing.NUMBER, text=text, lead=""), SETTING)

    assert message.text.startswith("Olga answers for complaints, not U0OWNERS.")
    assert shown(message.blocks).splitlines()[1] == "Ask Olga."
