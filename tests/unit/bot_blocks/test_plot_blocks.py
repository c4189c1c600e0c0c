"""Plots in words and as charts, whatever stands in them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks.parts.plots import DRAWN, NATIVE, chart_block, plot_blocks, plot_words
from bot.rehearsal.limits import faults
from knowledge.models import Plot, Point

NAMES = st.text(max_size=60)
VALUES = st.one_of(st.none(), st.floats(-1e12, 1e12), st.integers(0, 10**9))


@st.composite
def plots(draw):
    labels = draw(st.lists(NAMES, min_size=1, max_size=40))
    names = draw(st.lists(NAMES, min_size=1, max_size=9))
    series = tuple((name, tuple(Point(label, draw(VALUES)) for label in labels)) for name in names)
    unit = draw(st.sampled_from(["percent", "", "USD", "complaints per thousand deliveries"]))
    return Plot(draw(st.text(max_size=90)), draw(st.sampled_from(["line", "bar"])), unit, series)


def line(values, name="Churn", unit="percent", labels=None):
    labels = labels or [f"W{number}" for number in range(1, len(values) + 1)]
    points = tuple(Point(label, one) for label, one in zip(labels, values, strict=True))
    return Plot("Churn by week", "line", unit, ((name, points),))


def bar(values, unit=""):
    points = tuple(Point(label, value) for label, value in values.items())
    return Plot("Complaints by depot", "bar", unit, (("Complaints", points),))


@settings(max_examples=150)
@given(plots())
def test_whatever_is_plotted_keeps_within_slack_s_limits(plot):
    blocks = plot_blocks(plot)

    as_slack = [{**one, "type": NATIVE} if one["type"] == DRAWN else one for one in blocks]
    if not any(one["type"] == DRAWN for one in blocks):
        assert faults(as_slack, lambda _: True) == []
    for one in blocks:
        if one["type"] == DRAWN:
            assert any(p["value"] is None for s in one["chart"]["series"] for p in s["data"])


def test_a_share_is_drawn_as_so_many_of_a_hundred_with_its_unit():
    chart = chart_block(line([0.2654, 0.27, 0.3]))

    assert chart == {
        "type": "data_visualization",
        "title": "Churn by week (%)",
        "chart": {
            "type": "line",
            "series": [
                {
                    "name": "Churn",
                    "data": [
                        {"label": "W1", "value": 26.54},
                        {"label": "W2", "value": 27},
                        {"label": "W3", "value": 30},
                    ],
                }
            ],
            "axis_config": {"categories": ["W1", "W2", "W3"], "y_label": "%"},
        },
    }


def test_a_way_with_gaps_is_no_chart_of_slack_s():
    assert chart_block(line([0.2, None, 0.3]))["type"] == DRAWN


def test_groups_without_a_value_are_said_and_not_drawn():
    plot = bar({"North": 4.0, "South": None, "": 2.0})

    chart = chart_block(plot)

    assert chart["type"] == NATIVE
    assert chart["chart"]["axis_config"]["categories"] == ["North", "none"]
    assert plot_words(plot) == [
        "North: *4*  ▇▇▇▇▇▇▇▇",
        "South: *no figure*",
        "none: *2*  ▇▇▇▇",
    ]


def test_of_a_long_way_the_newest_points_are_drawn_and_the_words_say_so():
    plot = line([number / 100 for number in range(1, 31)])

    categories = chart_block(plot)["chart"]["axis_config"]["categories"]

    assert (categories[0], categories[-1], len(categories)) == ("W11", "W30", 20)
    assert plot_words(plot)[-1] == "The chart shows the newest 20 of 30."


def test_of_many_groups_the_first_are_listed_and_drawn_and_the_words_say_so():
    plot = bar({f"Depot {number}": 100.0 - number for number in range(33)})

    words = plot_words(plot)

    assert words[7:] == [
        "Depot 7: *93*  ▇▇▇▇▇▇▇",
        "and 25 more",
        "The chart shows the first 20 of 33.",
    ]


def test_names_that_are_the_same_once_they_are_cut_stay_apart():
    same = "Complaints about deliveries"
    plot = bar({f"{same} by {who}": 1.0 for who in ("van", "bike", "foot")})

    assert chart_block(plot)["chart"]["axis_config"]["categories"] == [
        "Complaints about de…",
        "Complaints about… 2",
        "Complaints about… 3",
    ]


def test_a_single_value_is_not_drawn():
    assert plot_blocks(bar({"North": 4.0, "South": None})) == []


def test_values_below_nothing_have_no_bar():
    assert plot_words(bar({"North": -4.0, "South": 2.0})) == [
        "North: *-4*",
        "South: *2*  ▇▇▇▇▇▇▇▇",
    ]


def test_groups_that_the_text_lists_already_are_only_drawn():
    plot = bar({"North": 4.0, "South": 2.0})

    again = plot_blocks(plot, "By depot:\n• North: 4\n• South: 2 [1]")
    new = plot_blocks(plot, "North and South differ.")

    assert [one["type"] for one in again] == [NATIVE]
    assert [one["type"] for one in new] == [NATIVE, "section"]


def test_weeks_stand_below_a_chart_by_their_first_day():
    weeks = ["26 Oct to 1 Nov 2026", "2 to 8 Nov 2026", "28 Dec 2026 to 3 Jan 2027"]
    plot = line([0.1, 0.2, 0.3], labels=weeks)

    axis = chart_block(plot)["chart"]["axis_config"]

    assert axis == {"categories": ["26 Oct", "2 Nov", "28 Dec"], "x_label": "From", "y_label": "%"}
    assert "10 % (26 Oct to 1 Nov 2026)" in plot_words(plot)[0]
