from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

from PIL import Image

from bot.charts.digest import chart
from knowledge.digests.building import build
from knowledge.digests.definition import DigestDefinition
from knowledge.metrics.definitions import Definitions

MONDAY = date(2026, 2, 23)
Weekly = Callable[..., DigestDefinition]


def test_a_chart_is_a_picture_whose_words_say_its_numbers(figures: Any, weekly: Weekly) -> None:
    picture = chart(build(weekly(), figures, MONDAY))

    assert picture is not None
    assert Image.open(BytesIO(picture.png)).size == (1200, 540)
    assert picture.name == "care-weekly-2026-02-23.png"
    assert picture.alt == (
        "Line chart of Tickets, 8 Feb 2026 to 22 Feb 2026: 3, 0, 4."
        " At the start 10. Target 2 by 30 Jun 2026."
    )


def test_without_a_series_the_way_from_the_baseline_to_the_targets_is_drawn(
    figures: Any, weekly: Weekly
) -> None:
    picture = chart(build(weekly(period="latest"), figures, MONDAY))

    assert picture is not None
    assert picture.alt == (
        "Line chart of Tickets, 31 Dec 2025 to 22 Feb 2026: 10, 7."
        " At the start 10. Target 2 by 30 Jun 2026."
    )


def test_there_is_no_chart_of_a_single_value(figures: Any, weekly: Weekly) -> None:
    bare = replace(figures.definitions.metrics["tickets"], baseline=None)
    figures.definitions = Definitions(metrics={"tickets": bare})

    assert chart(build(weekly(), figures, date(2026, 2, 9))) is None
    assert chart(build(weekly(period="latest"), figures, MONDAY)) is None


def test_a_label_with_signs_of_formulas_is_drawn_as_it_is(figures: Any, weekly: Weekly) -> None:
    odd = replace(figures.definitions.metrics["tickets"], label="Cost in $ and $^ {x}")
    figures.definitions = Definitions(metrics={"tickets": odd})

    picture = chart(build(weekly(), figures, MONDAY))

    assert picture is not None
    assert "$ and $^ {x}" in picture.alt
