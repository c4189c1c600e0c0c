from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from bot.blocks.digest import digest_message, escaped, held_message, owner_words
from knowledge.digests.building import build
from knowledge.digests.definition import DigestDefinition
from knowledge.digests.digest import Status
from knowledge.metrics.lines import Asked
from knowledge.metrics.standing import change
from knowledge.metrics.wording import change_words, sparkline, value_words

MONDAY = date(2026, 2, 23)
Weekly = Callable[..., DigestDefinition]


def test_a_digest_is_one_compact_message(figures: Any, weekly: Weekly) -> None:
    message = digest_message(build(weekly(), figures, MONDAY))

    assert message.text == (
        "Care, week by week: 16 Feb 2026 to 22 Feb 2026\n"
        "Tickets: 4; up 4 from 0 the week before, worse;"
        " 10 at the start, 4 now, 2 due 30 Jun 2026, 75 % of the way."
    )
    assert [block["type"] for block in message.blocks] == ["header", "context", "section"]
    assert message.blocks[2]["text"]["text"] == (
        "*Tickets*  *4*  ▲ 4 from 0 the week before, worse\n"
        "`▆▁█`\n"
        "10 at the start, 4 now, 2 due 30 Jun 2026, 75 % of the way\n"
        "By team: south 3, north 1\n"
        "Owner: <@U0CARE>"
    )


def test_a_target_that_is_kept_is_said_to_be_reached(figures: Any, weekly: Weekly) -> None:
    figures.rows = [one for one in figures.rows if one[1] == "north"]

    message = digest_message(build(weekly(), figures, MONDAY))

    assert "10 at the start, 1 now, 2 due 30 Jun 2026, target reached" in message.text


def test_what_is_late_or_left_out_is_said_below(figures: Any, weekly: Weekly) -> None:
    digest = build(weekly(metrics=(Asked("tickets"), Asked("tickts"))), figures, MONDAY)

    message = digest_message(digest, late="Monday, 09:00")

    said = message.blocks[-1]["elements"][0]["text"]
    assert said == (
        "Late: it was due Monday, 09:00. There is no metric 'tickts'. Did you mean 'tickets'?"
    )
    assert message.text.endswith(said.replace("09:00. ", "09:00.\n"))


def test_a_held_digest_says_why(figures: Any, weekly: Weekly) -> None:
    digest = build(weekly(), figures, MONDAY)
    held = type(digest)(digest.definition, MONDAY, Status.HELD, reason="The rows are old.")

    message = held_message(held)

    assert message.text == "Care, week by week is held for now. The rows are old."


def test_markup_in_a_title_or_a_group_stays_text(figures: Any, weekly: Weekly) -> None:
    figures.rows = [(day, "<!channel> *x*") for day, _ in figures.rows]

    message = digest_message(build(weekly(title="<@U1>"), figures, MONDAY))

    section = message.blocks[2]["text"]["text"]
    assert "<!channel>" not in section
    assert "&lt;!channel&gt; \u2060*x\u2060*" in section
    assert message.blocks[0]["text"] == {"type": "plain_text", "text": "<@U1>", "emoji": False}


@pytest.mark.parametrize(
    ("value", "unit", "label", "words"),
    [
        (0.2654, "percent", "Churn", "26.5 %"),
        (0.62, "percent", "", "62 %"),
        (1765.0, "complaints", "Complaints", "1,765"),
        (12.4, "USD", "Order value", "12.40 USD"),
        (3.0, "", "", "3"),
        (None, "percent", "", "no figure"),
    ],
)
def test_values_are_read_as_people_write_them(
    value: float | None, unit: str, label: str, words: str
) -> None:
    assert value_words(value, unit, label) == words


@pytest.mark.parametrize(
    ("value", "since", "unit", "direction", "words"),
    [
        (0.62, 0.60, "percent", "up_is_good", "▲ 2 points from 60 % a week ago, better"),
        (3, 4, "tickets", "up_is_good", "▼ 1 from 4 a week ago, worse"),
        (3, 4, "tickets", "neutral", "▼ 1 from 4 a week ago"),
        (4, 4, "tickets", "neutral", "the same as a week ago"),
        (4, None, "tickets", "neutral", ""),
    ],
)
def test_changes_are_said_without_colours(
    value: float, since: float | None, unit: str, direction: str, words: str
) -> None:
    assert change_words(change(value, since, direction), unit, "a week ago") == words


@pytest.mark.parametrize(
    ("values", "bars"),
    [
        ([0, 7], "▁█"),
        ([3, 0, 4], "▆▁█"),
        ([1, None, 2], "▁·█"),
        ([5, 5, 5], "▄▄▄"),
        ([5], ""),
        ([], ""),
        ([None, None], ""),
    ],
)
def test_a_sparkline_has_one_bar_a_value(values: Sequence[float | None], bars: str) -> None:
    assert sparkline(values) == bars


@pytest.mark.parametrize(
    ("owner", "words"),
    [("U0CARE", "<@U0CARE>"), ("S0HELP", "<!subteam^S0HELP>"), ("Care team", "Care team")],
)
def test_owners_with_an_id_are_mentioned(owner: str, words: str) -> None:
    assert owner_words(owner) == words


def test_escaped_text_cannot_open_markup() -> None:
    assert escaped("a & <b> _c_") == "a &amp; &lt;b&gt; \u2060_c\u2060_"
