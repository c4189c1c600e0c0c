from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from knowledge.digests.building import build
from knowledge.digests.definition import DigestDefinition, Freshness
from knowledge.digests.digest import Digest, Status
from knowledge.metrics.defining.metric import Staleness
from knowledge.metrics.definitions import Definitions, Threshold
from knowledge.metrics.query import Where
from knowledge.metrics.series.ports import LAST_YEAR, PREVIOUS, Asked
from knowledge.metrics.standing import Verdict
from knowledge.models import Period

MONDAY = date(2026, 2, 23)
Weekly = Callable[..., DigestDefinition]


def test_only_the_last_complete_week_before_the_day_counts(figures: Any, weekly: Weekly) -> None:
    digest = build(weekly(), figures, MONDAY)

    assert digest.status is Status.READY
    assert digest.period == Period(date(2026, 2, 16), date(2026, 2, 22))
    assert digest.lines[0].figure.value == 4


def test_a_line_says_change_baseline_target_progress_and_owner(
    figures: Any, weekly: Weekly
) -> None:
    (line,) = build(weekly(), figures, MONDAY).lines

    assert (line.figure.previous, line.figure.baseline, line.figure.target.value) == (0, 10, 2)
    assert line.change.verdict is Verdict.WORSE
    assert line.progress == pytest.approx(0.75)
    assert line.figure.owner == "U0CARE"


def test_a_series_ends_with_the_period_and_fills_empty_ones(figures: Any, weekly: Weekly) -> None:
    (line,) = build(weekly(), figures, MONDAY).lines

    assert [point.value for point in line.series] == [3, 0, 4]


def test_groups_carry_their_own_previous_value(figures: Any, weekly: Weekly) -> None:
    (line,) = build(weekly(), figures, date(2026, 3, 2)).lines

    ((name, rows),) = line.groups
    assert name == "team"
    assert [(one.dimensions["team"], one.value, one.previous) for one in rows] == [("north", 1, 1)]


def test_nothing_is_compared_with_a_time_before_the_first_row(figures: Any, weekly: Weekly) -> None:
    (line,) = build(weekly(), figures, date(2026, 2, 9)).lines

    assert line.figure.value == 3
    assert line.figure.previous is None
    assert line.change is None


def test_a_year_before_is_compared_where_it_is_asked_for(figures: Any, weekly: Weekly) -> None:
    figures.rows.append((date(2025, 2, 18), "north"))
    definition = weekly(metrics=(Asked("tickets", (PREVIOUS, LAST_YEAR)),))

    (line,) = build(definition, figures, MONDAY).lines

    assert line.figure.last_year == 1
    assert line.year.by == 3


def test_latest_takes_all_rows_before_the_day(figures: Any, weekly: Weekly) -> None:
    digest = build(weekly(period="latest"), figures, MONDAY)

    assert digest.period is None
    assert digest.lines[0].figure.value == 7
    assert digest.lines[0].figure.period is None
    assert digest.lines[0].series == ()


def test_one_metric_split_twice_is_one_line(figures: Any, weekly: Weekly) -> None:
    asked = (Asked("tickets", by="team"), Asked("tickets", by="team"))

    digest = build(weekly(metrics=asked), figures, MONDAY)

    assert len(digest.lines) == 1
    assert len(digest.lines[0].groups) == 2


def test_a_segment_is_told_beside_the_whole_and_held_to_no_promise_of_it(
    figures: Any, weekly: Weekly
) -> None:
    south = Asked("tickets", where=(Where("team", ("south",)),), instead=(Threshold("above", 2),))

    whole, part = build(weekly(metrics=(Asked("tickets"), south)), figures, MONDAY).lines

    assert (whole.figure.value, whole.figure.label, whole.crossed) == (4, "Tickets", "")
    assert (part.figure.value, part.figure.label) == (3, "Tickets, south")
    assert part.figure.dimensions == {"team": "south"}
    assert (part.figure.baseline, part.figure.target, part.path) == (None, None, None)
    assert part.crossed == "red"


def test_a_line_says_where_it_is_on_its_path_and_what_is_unusual(
    figures: Any, weekly: Weekly
) -> None:
    figures.rows += [(MONDAY - timedelta(weeks=back), "west") for back in range(4, 14)]
    figures.rows += [(date(2026, 2, 20), "west")] * 9

    (line,) = build(weekly(), figures, MONDAY).lines

    assert line.path.expected == pytest.approx(7.66, abs=0.01)
    assert (line.path.ahead, line.path.projected) == (False, None)  # ones and noughts: no trend
    assert (line.outlier.low, line.outlier.high, line.outlier.like) == (0, 3, 12)
    assert line.outlier.is_high


def test_an_empty_period_after_the_newest_row_is_noted(figures: Any, weekly: Weekly) -> None:
    (line,) = build(weekly(), figures, date(2026, 3, 9)).lines

    assert line.figure.value == 0
    assert line.note == "no rows in this period, the newest is of 23 February 2026"


def test_too_few_rows_are_noted(figures: Any, weekly: Weekly) -> None:
    strict = replace(figures.definitions.metrics["tickets"], min_sample=30)
    figures.definitions = Definitions(metrics={"tickets": strict})

    (line,) = build(weekly(), figures, MONDAY).lines

    assert line.note == "too few to call: 4 of at least 30"


def test_what_cannot_be_computed_is_left_out_with_its_reason(figures: Any, weekly: Weekly) -> None:
    digest = build(weekly(metrics=(Asked("tikets"), Asked("tickets"))), figures, MONDAY)

    assert digest.status is Status.READY
    assert digest.left_out == ("There is no metric 'tikets'. Did you mean 'tickets'?",)


def test_a_digest_without_any_figure_is_held_with_the_reason(figures: Any, weekly: Weekly) -> None:
    digest = build(weekly(metrics=(Asked("other"),)), figures, MONDAY)

    assert digest.status is Status.HELD
    assert digest.reason.startswith("There is no metric 'other'.")


def test_no_rows_at_all_is_a_reason(figures: Any, weekly: Weekly) -> None:
    digest = build(weekly(), figures, date(2026, 1, 5))

    assert digest.status is Status.HELD
    assert digest.reason == "Tickets: its table has no rows before 2026-01-05."


def test_figures_of_another_audience_are_left_out(figures: Any, weekly: Weekly) -> None:
    figures.readers = frozenset({"care"})

    open_to_all = build(weekly(), figures, MONDAY)
    for_care = build(weekly(audience="care"), figures, MONDAY)

    assert open_to_all.status is Status.HELD
    assert open_to_all.reason == "tickets: its table is for care, the digest is not."
    assert for_care.status is Status.READY


def stale(figures: Any, weekly: Weekly, day: date, on_stale: str) -> Digest:
    freshness = Freshness("tickets", timedelta(days=9), on_stale)
    return build(weekly(freshness=freshness), figures, day)


@pytest.mark.parametrize(
    ("day", "status"),
    [(date(2026, 3, 4), Status.READY), (date(2026, 3, 5), Status.HELD)],
)
def test_rows_may_be_exactly_as_old_as_allowed(
    figures: Any, weekly: Weekly, day: date, status: Status
) -> None:
    assert stale(figures, weekly, day, "hold").status is status


@pytest.mark.parametrize(
    ("on_stale", "status", "warned"),
    [
        ("hold", Status.HELD, False),
        ("skip", Status.SKIPPED, False),
        ("send_with_warning", Status.READY, True),
    ],
)
def test_old_rows_hold_skip_or_warn(
    figures: Any, weekly: Weekly, on_stale: str, status: Status, warned: bool
) -> None:
    digest = stale(figures, weekly, date(2026, 3, 9), on_stale)

    sentence = "The newest row of tickets is of Monday, 23 Feb 2026: it is 14 days old, and may"
    assert digest.status is status
    assert (digest.warning if warned else digest.reason).startswith(sentence)


def test_a_metric_says_itself_how_old_its_rows_may_be(figures: Any, weekly: Weekly) -> None:
    strict = Staleness(timedelta(hours=36), on_stale="skip")
    tickets = replace(figures.definitions.metrics["tickets"], freshness=strict)
    figures.definitions = Definitions(metrics={"tickets": tickets})

    digest = stale(figures, weekly, date(2026, 2, 26), "hold")
    both = stale(figures, weekly, date(2026, 3, 9), "hold")

    assert digest.status is Status.SKIPPED
    assert digest.reason.endswith("it is 3 days old, and may be at most 36 hours old.")
    assert both.status is Status.HELD  # the strictest of several


def test_a_digest_knows_how_new_its_rows_are(figures: Any, weekly: Weekly) -> None:
    digest = build(weekly(), figures, MONDAY)

    assert digest.newest == (("tickets", date(2026, 2, 18)),)


def test_a_source_without_a_table_holds_the_digest(figures: Any, weekly: Weekly) -> None:
    freshness = Freshness("orders", timedelta(days=1))

    digest = build(weekly(freshness=freshness), figures, MONDAY)

    assert digest.status is Status.HELD
    assert digest.reason == "No metric is computed from a table 'orders'."


@pytest.mark.parametrize(
    ("send_if", "day", "status"),
    [
        ("any_changed", MONDAY, Status.READY),
        ("any_changed", date(2026, 3, 16), Status.SKIPPED),
        ("any_breached", MONDAY, Status.READY),
        ("any_breached", date(2026, 2, 9), Status.SKIPPED),
    ],
)
def test_a_digest_may_wait_for_something_to_say(
    figures: Any, weekly: Weekly, send_if: str, day: date, status: Status
) -> None:
    watched = replace(figures.definitions.metrics["tickets"], thresholds=(Threshold("above", 3),))
    figures.definitions = Definitions(metrics={"tickets": watched})

    assert build(weekly(send_if=send_if), figures, day).status is status


def test_a_count_is_not_held_to_what_was_promised_for_another_length_of_period(
    figures: Any, weekly: Weekly
) -> None:
    tickets = figures.definitions.metrics["tickets"]
    figures.definitions = Definitions(
        metrics={
            "tickets": replace(
                tickets, granularity="week", thresholds=(Threshold("above", 3, "red"),)
            )
        }
    )

    (week,) = build(weekly(), figures, MONDAY).lines
    (month,) = build(weekly(period="last_complete_month"), figures, date(2026, 3, 2)).lines

    assert (week.figure.baseline, week.crossed) == (10, "red")
    assert (month.figure.value, month.figure.baseline, month.crossed) == (8, None, "")
