from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.blocks.digests.actions import Choice, choice
from bot.blocks.digests.message import digest_message
from bot.blocks.digests.thread import thread_messages
from bot.blocks.parts.paging import BLOCKS, BUDGET, size
from knowledge.digests.building import build
from knowledge.digests.definition import DigestDefinition
from knowledge.metrics.definitions import Definitions, Threshold
from knowledge.metrics.series.outliers import Outlier
from knowledge.metrics.series.ports import Asked
from knowledge.metrics.standing import change
from knowledge.metrics.wording import change_words, sparkline, value_words

SUNDAY, MONDAY = date(2026, 2, 22), date(2026, 2, 23)
Weekly = Callable[..., DigestDefinition]


def test_a_digest_is_one_compact_message(figures: Any, weekly: Weekly) -> None:
    message = digest_message(build(weekly(), figures, MONDAY), names={"U0CARE": "Olga"}.get)

    assert message.text == (
        "Care, week by week: 16 to 22 Feb 2026\n"
        "Tickets: 4; up 4 from 0 the week before, worse;"
        " 10 at the start, 4 now, 2 due 30 Jun; ahead of the path, which asks for 7.7 by now;"
        " owner Olga.\n"
        "Newest data: tickets 18 Feb.\n"
        "Chart of Tickets, 8 Feb 2026 to 22 Feb 2026: 3, 0, 4."
    )
    assert [block["type"] for block in message.blocks] == [
        "header", "context", "section", "context", "data_visualization", "context",
    ]  # fmt: skip
    assert message.blocks[2]["text"]["text"] == ("🔺 *Tickets: 4*\n▲ 4 on the week before (worse)")
    assert message.blocks[3]["elements"][0]["text"] == (
        "10 at the start, 4 now, 2 due 30 Jun; ahead of the path, which asks for 7.7 by now\n"
        "`▆▁█`  Owner: Olga"
    )


def test_the_chart_has_the_promised_path_as_a_second_series(figures: Any, weekly: Weekly) -> None:
    chart = digest_message(build(weekly(), figures, MONDAY)).blocks[-2]

    actual, path = chart["chart"]["series"]
    assert [one["value"] for one in actual["data"]] == [3, 0, 4]
    assert path["name"] == "Promised path"
    assert [one["value"] for one in path["data"]] == [8.28, 7.97, 7.66]


def test_what_stands_out_is_said_in_words(figures: Any, weekly: Weekly) -> None:
    (line,) = build(weekly(), figures, MONDAY).lines
    limits = (Threshold("above_target", 1.5), Threshold("above", 3, "yellow"))
    metric = replace(figures.definitions.metrics["tickets"], thresholds=limits, min_sample=5)
    odd = replace(
        line,
        metric=metric,
        crossed="red",
        outlier=Outlier(4.0, 1, 2, 12, "weeks"),
        note="too few to call: 4 of at least 5",
    )

    message = digest_message(replace(build(weekly(), figures, MONDAY), lines=(odd,)))

    assert message.blocks[2]["text"]["text"] == (
        "▫️ *Tickets: 4*\n"
        "▲ 4 on the week before (worse)\n"
        "❗ Above the red line of 3\n"
        "❕ Unusually high: 4 against a usual 1 to 2 (12 weeks)\n"
        "ℹ️ Too few to call: 4 of at least 5"
    )


def test_nobody_is_mentioned_and_an_owner_without_a_name_is_left_out(
    figures: Any, weekly: Weekly
) -> None:
    message = digest_message(build(weekly(), figures, MONDAY), delivery=7)

    assert "U0CARE" not in str(message)


def test_each_metric_has_a_menu_and_the_digest_a_button(figures: Any, weekly: Weekly) -> None:
    message = digest_message(build(weekly(), figures, MONDAY), delivery=7)

    menu = message.blocks[2]["accessory"]
    assert menu["action_id"] == "digest_metric"
    assert [choice(one["value"]) for one in menu["options"]] == [
        Choice("why", 7, "tickets"),
        Choice("meaning", 7, "tickets"),
        Choice("ask", 7, "tickets"),
    ]
    (button,) = message.blocks[-1]["elements"]
    assert (button["action_id"], button["value"]) == ("digest_why_this", "7")


@pytest.mark.parametrize("value", ["", "why", "why:7", "why:x:tickets", "drop:7:tickets"])
def test_a_value_that_is_none_of_ours_asks_for_nothing(value: str) -> None:
    assert choice(value) is None


def test_a_target_that_is_kept_is_said_to_be_reached(figures: Any, weekly: Weekly) -> None:
    figures.rows = [one for one in figures.rows if one[1] == "north"]

    message = digest_message(build(weekly(), figures, MONDAY))

    assert "10 at the start, 1 now, 2 due 30 Jun; target reached" in message.text


def test_what_is_late_or_stale_stands_above_and_what_is_left_out_below(
    figures: Any, weekly: Weekly
) -> None:
    digest = replace(
        build(weekly(metrics=(Asked("tickets"), Asked("tickts"))), figures, MONDAY),
        warning="The newest row is old.",
        newest=(("tickets", SUNDAY), ("answers", date(2025, 12, 31)), ("late_calls", SUNDAY)),
    )

    message = digest_message(digest, late="Monday, 09:00")

    assert message.blocks[2]["text"]["text"] == (
        "⚠️ Late: it was due Monday, 09:00. The newest row is old."
    )
    assert message.blocks[-1]["elements"][0]["text"] == (
        "There is no metric 'tickts'. Did you mean 'tickets'? Newest data: tickets and late calls 22 Feb, answers 31 Dec 2025."
    )


def test_a_period_without_rows_is_no_success(figures: Any, weekly: Weekly) -> None:
    message = digest_message(build(weekly(), figures, date(2026, 3, 16)))

    assert [one["type"] for one in message.blocks] == [
        "header", "context", "section", "context", "context",
    ]  # fmt: skip
    assert message.blocks[2]["text"]["text"] == (
        "▫️ *Tickets: 0*\nℹ️ No rows in this period, the newest is of 23 February 2026"
    )
    assert message.blocks[3]["elements"][0]["text"] == "10 at the start, 2 due 30 Jun"


def test_twenty_metrics_with_everything_fit_into_one_message(figures: Any, weekly: Weekly) -> None:
    digest = build(weekly(), figures, MONDAY)
    line = digest.lines[0]
    figure = replace(line.figure, label="A number with a long name " * 20, owner="Care " * 90)
    long = replace(line, figure=figure, note="too few to call " * 40)
    said = "It could not be computed. " * 100
    many = replace(digest, lines=(long,) * 23, left_out=(said,), warning=said)

    message = digest_message(many, "Monday, 09:00", 7)

    assert len(message.blocks) <= BLOCKS
    assert size(message.blocks) <= BUDGET
    assert "3 more metrics are not shown." in message.blocks[-2]["elements"][0]["text"]
    one_more = digest_message(replace(digest, lines=(line,) * 21))
    assert "1 more metric is not shown." in one_more.text
    assert len(message.text) <= 3000


def test_markup_in_a_title_or_a_label_stays_text(figures: Any, weekly: Weekly) -> None:
    odd = replace(figures.definitions.metrics["tickets"], label="<!channel> *x*")
    figures.definitions = Definitions(metrics={"tickets": odd})

    message = digest_message(build(weekly(title="<@U1>"), figures, MONDAY))

    assert "&lt;!channel&gt; \u2060*\u2060x\u2060*\u2060" in message.blocks[2]["text"]["text"]
    assert message.blocks[0]["text"] == {"type": "plain_text", "text": "<@U1>", "emoji": False}
    assert not re.search("<[@!]", message.text)


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


def test_what_is_split_follows_group_by_group_in_the_thread(figures: Any, weekly: Weekly) -> None:
    digest = build(weekly(), figures, MONDAY)
    (line,) = digest.lines
    ((name, rows),) = line.groups
    moved = replace(line, groups=((name, tuple(replace(one, previous=2.0) for one in rows)),))

    (groups,) = thread_messages(replace(digest, lines=(moved,)))

    assert groups.name == "groups"
    assert groups.blocks[0]["text"]["text"] == (
        "*Tickets by team*, against the week before\n"
        "• south: *3*  ▲ 1 (worse)\n"
        "• north: *1*  ▼ 1 (better)"
    )
