"""An answer in a terminal: the number, what is beside it in words, and from what it was computed."""

from __future__ import annotations

from datetime import UTC, date, datetime

from rich.console import Console

from bot.cli.cards.answers import answer_card
from bot.shapes import shapes
from knowledge.models import Answer, Figure, Mode, Period, Plot, Point, Working

WEEK = Period(date(2026, 10, 19), date(2026, 10, 25))


def printed(answer):
    out = Console(width=100)
    with out.capture() as captured:
        answer_card(out, shapes.reply(answer, 12.0))
    return captured.get().strip().splitlines()


def test_a_computed_answer_shows_its_values_and_its_making():
    answer = Answer(
        "How many?",
        "37 complaints in the week of 19 Oct.\n▲ 7 from 30 the week before, worse.",
        Mode.COMPUTED,
        (),
        figures=(Figure("complaints", "Complaints", 37.0, "complaints", 412, period=WEEK),),
        lead="37 complaints in the week of 19 Oct.",
        plots=(
            Plot(
                "Churn by [depot]",
                "bar",
                "percent",
                (("Churn", (Point("Penrith_[1]", 0.4), Point("Carlisle", 0.2))),),
            ),
        ),
        workings=(
            Working(
                "Complaints",
                "Each counts once.",
                "SELECT 1",
                "complaints-register",
                datetime(2026, 10, 26, 6, 30, tzinfo=UTC),
                "metrics/a.yaml",
            ),
        )
        * 2,
    )

    assert printed(answer) == [
        "37 complaints in the week of 19 Oct.",
        "▲ 7 from 30 the week before, worse.",
        "",
        "Churn by [depot]",
        "  Penrith_[1]: 40 %  ▇▇▇▇▇▇▇▇",
        "  Carlisle: 20 %  ▇▇▇▇",
        "",
        "Computed from complaints-register · read 2026-10-26 06:30 · defined in metrics/a.yaml",
        "",
        "12 ms",
    ]
