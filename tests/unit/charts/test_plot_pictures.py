"""Charts of answers as pictures, with their numbers in words."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from bot.blocks.parts.plots import chart_block
from bot.charts.plots import plot_picture
from knowledge.models import Plot, Point


def plot(kind, unit, **series):
    labels = ("North $^ {x}", "South", "East")
    return Plot(
        "Churn by depot",
        kind,
        unit,
        tuple(
            (name, tuple(Point(label, one) for label, one in zip(labels, values, strict=True)))
            for name, values in series.items()
        ),
    )


@pytest.mark.parametrize("kind", ["line", "bar"])
def test_a_picture_says_every_value_in_words(kind):
    block = chart_block(plot(kind, "percent", Now=(0.4189, None, 0.074), Before=(0.4, 0.2, 0.1)))

    picture = plot_picture(block)

    assert picture.name == "churn-by-depot.png"
    assert picture.alt == (
        f"{'Line' if kind == 'line' else 'Bar'} chart of Churn by depot (%). "
        "Now: North $^ {x} 41.9 %, South no figure, East 7.4 %. "
        "Before: North $^ {x} 40 %, South 20 %, East 10 %."
    )
    assert Image.open(BytesIO(picture.png)).size[0] == 1200


def test_more_groups_make_a_higher_picture():
    many = Plot("Many", "bar", "", (("n", tuple(Point(f"G{n}", n) for n in range(1, 21))),))
    few = Plot("Few", "bar", "", (("n", tuple(Point(f"G{n}", n) for n in range(1, 4))),))

    high = [Image.open(BytesIO(plot_picture(chart_block(one)).png)).size[1] for one in (many, few)]

    assert high[0] > 2 * high[1]


def test_values_below_nothing_and_a_single_series_are_drawn():
    picture = plot_picture(chart_block(plot("bar", "USD", Balance=(-4.0, 2.5, 0.0))))

    assert picture.alt.endswith("North $^ {x} -4, South 2.5, East 0.")
