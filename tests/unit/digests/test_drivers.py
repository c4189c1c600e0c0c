from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from knowledge.digests.building import build
from knowledge.digests.definition import DigestDefinition
from knowledge.digests.digest import Digest, Status
from knowledge.digests.sections.drivers import Drivers
from knowledge.metrics.definitions import Definitions
from knowledge.metrics.lines import Line
from knowledge.metrics.series.groups import Groups
from knowledge.metrics.series.ports import Asked
from knowledge.metrics.standing import change
from knowledge.models import Figure

MONDAY = date(2026, 2, 23)
THEN, NOW = date(2026, 2, 10), date(2026, 2, 17)
Weekly = Callable[..., DigestDefinition]


def said(digest: Digest, figures: Any) -> list[str]:
    sections = Drivers(figures).sections(digest, {"everyone"})
    return [one.text for section in sections for one in section.remarks]


def counted(figures: Any, **teams: tuple[int, int]) -> None:
    figures.rows = [(date(2026, 1, 5), "north")]
    for team, (then, now) in teams.items():
        figures.rows += [(THEN, team)] * then + [(NOW, team)] * now


def test_a_count_is_moved_by_the_differences_of_its_groups(figures: Any, weekly: Weekly) -> None:
    counted(figures, north=(12, 18), south=(9, 7), east=(0, 5), west=(4, 9), small=(3, 4))

    digest = build(weekly(), figures, MONDAY)

    (section,) = Drivers(figures).sections(digest, {"everyone"})
    assert (section.kind, section.title, section.metric) == (
        "drivers",
        "What moved tickets",
        "tickets",
    )
    assert [one.text for one in section.remarks] == [
        "Team north: +6, 12 to 18",
        "Team east: +5, 0 to 5",
        "Team south: −2, 9 to 7",
    ]


def test_a_metric_that_a_digest_does_not_split_is_split_by_its_own_dimensions(
    figures: Any, weekly: Weekly
) -> None:
    counted(figures, north=(12, 18))
    own = replace(figures.definitions.metrics["tickets"], segment_by=("team",))
    figures.definitions = Definitions(metrics={"tickets": own})

    digest = build(weekly(metrics=(Asked("tickets"),)), figures, MONDAY)

    assert said(digest, figures) == ["Team north: +6, 12 to 18"]


def test_what_has_not_moved_has_no_drivers(figures: Any, weekly: Weekly) -> None:
    counted(figures, north=(12, 8), south=(5, 9))

    assert said(build(weekly(), figures, MONDAY), figures) == []
    assert said(build(weekly(period="latest"), figures, MONDAY), figures) == []


def rates(*groups: tuple[str, float, int]) -> Groups:
    """Groups of (team, value, rows)."""
    rows = [Figure("fcr", "Solved", rate, "percent", n, {"team": team}) for team, rate, n in groups]
    return (("team", tuple(rows)),)


def test_a_share_is_moved_by_the_shares_of_its_groups_and_by_their_own_values(
    figures: Any, weekly: Weekly
) -> None:
    line = Line(
        None,
        "fcr",
        Figure("fcr", "Solved", 0.6, "percent", 150),
        change=change(0.6, 0.7, "up_is_good"),
        groups=rates(("north", 0.8, 50), ("south", 0.5, 100)),
        earlier=rates(("north", 0.9, 50), ("south", 0.5, 50)),
    )

    digest = Digest(weekly(), MONDAY, Status.READY, (line,))

    both, south = said(digest, figures)
    assert both == (
        "Team north: −7.5 points; −4.2 points by its own value, 90 % to 80 %;"
        " −3.3 points by its share of the whole"
    )
    assert south == "Team south: −2.5 points by its share of the whole"
