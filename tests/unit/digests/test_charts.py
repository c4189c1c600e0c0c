from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

from PIL import Image

from bot.blocks.digests.charts import chart_of, drawn_lines
from bot.blocks.parts.plots import DRAWN, PICTURED
from bot.charts.digest import panel_picture
from knowledge.digests.building import build
from knowledge.digests.definition import DigestDefinition
from knowledge.metrics.definitions import Definitions
from knowledge.metrics.series.outliers import Outlier
from knowledge.metrics.standing import Change, Verdict

MONDAY = date(2026, 2, 23)
Weekly = Callable[..., DigestDefinition]


def test_a_picture_says_all_of_its_numbers(figures: Any, weekly: Weekly) -> None:
    (line,) = build(weekly(), figures, MONDAY).lines
    odd = replace(line, outlier=Outlier(4.0, 0, 3, 12, "weeks"))

    picture = panel_picture(chart_of(odd, MONDAY)[PICTURED])

    assert Image.open(BytesIO(picture.png)).size == (1200, 600)
    assert picture.name == "tickets.png"
    assert picture.alt == (
        "Line chart of Tickets, 8 Feb 2026 to 22 Feb 2026: 3, 0, 4. The last value is unusual."
        " At the start 10. Target 2 by 30 Jun 2026."
    )


def test_without_a_series_the_way_from_the_baseline_to_the_targets_is_drawn(
    figures: Any, weekly: Weekly
) -> None:
    (line,) = build(weekly(period="latest"), figures, MONDAY).lines

    block = chart_of(line, MONDAY)

    assert block["type"] == DRAWN
    assert panel_picture(block[PICTURED]).alt == (
        "Line chart of Tickets, 31 Dec 2025 to 22 Feb 2026: 10, 7."
        " At the start 10. Target 2 by 30 Jun 2026."
    )


def test_there_is_no_chart_of_a_single_value(figures: Any, weekly: Weekly) -> None:
    bare = replace(figures.definitions.metrics["tickets"], baseline=None)
    figures.definitions = Definitions(metrics={"tickets": bare})

    for digest in (
        build(weekly(), figures, date(2026, 2, 9)),
        build(weekly(period="latest"), figures, MONDAY),
    ):
        assert drawn_lines(digest.lines, digest.as_of) == []


def test_two_charts_are_shown_of_those_that_somebody_has_to_look_at(
    figures: Any, weekly: Weekly
) -> None:
    (line,) = build(weekly(), figures, MONDAY).lines
    calm = replace(line, change=Change(5.0, -1.0, -0.2, Verdict.BETTER))
    lines = [replace(calm, name="a"), line, calm, replace(calm, crossed="red")]

    assert drawn_lines(lines, MONDAY) == [line, lines[3]]


def test_a_label_with_signs_of_formulas_is_drawn_as_it_is(figures: Any, weekly: Weekly) -> None:
    odd = replace(figures.definitions.metrics["tickets"], label="Cost in $ and $^ {x}")
    figures.definitions = Definitions(metrics={"tickets": odd})
    (line,) = build(weekly(), figures, MONDAY).lines

    picture = panel_picture(chart_of(line, MONDAY)[PICTURED])

    assert "$ and $^ {x}" in picture.alt
