"""A customer made by hand, whom two sources name; and a third name that may be theirs."""

from __future__ import annotations

from datetime import date

from knowledge.insights.customers.picture import (
    Alike,
    Candidates,
    CustomerPicture,
    Disagreement,
    Holding,
    Naming,
    OpenProblem,
    ScorePoint,
    Side,
    Voice,
)
from knowledge.models import Figure, Item

WORDS = "The sofa came without its feet, and nobody rang before. " * 3
LIKE = (Alike("ACME Ltd.", "acme ltd", 92.0, 4),)


def voice(number=1, text=WORDS, **more):
    item = Item(
        "tickets", "insights/tickets.csv", "everyone", text, record=str(number),
        day=date(2026, 10, number % 28 + 1), customer="Acme",
    )  # fmt: skip
    return Voice(item, "Tickets", "https://wiki.example/tickets", "customer service", **more)


def acme(voices=3, alike=LIKE):
    return CustomerPicture(
        name="Acme",
        key="acme",
        names=(Naming("Acme", "tickets", 9), Naming("Acme (North)", "reviews", 2)),
        n=11,
        first=date(2026, 3, 2),
        last=date(2026, 10, 12),
        holdings=(
            Holding("tickets", "customer service", "U0OWNER", 9, date(2026, 3, 2),
                    date(2026, 10, 12), "id"),
            Holding("reviews", "", "", 2, None, None, "name"),
        ),
        voices=tuple(voice(number) for number in range(1, voices + 1)),
        open=(OpenProblem(voice(12), "Status: pending"),),
        open_n=1,
        open_rule="Open is what its source calls pending.",
        scores=(
            ScorePoint("reviews", date(2026, 3, 1), 4.2, 1),
            ScorePoint("reviews", date(2026, 9, 1), 3.1, 1),
        ),
        disagreements=(
            Disagreement(
                "plan",
                (
                    Side("tickets", "customer service", "gold", 3, date(2026, 10, 12)),
                    Side("reviews", "", "silver", 1),
                ),
            ),
        ),
        figures=(Figure("complaints", "Complaints", 4.0, "complaints", 9),),
        alike=alike,
    )  # fmt: skip


class Customers:
    """Acme, and what people said of its names."""

    def __init__(self):
        self.said = []

    def picture(self, name, reader):
        if "everyone" not in reader.audiences:
            return None
        if name.lower() == "acme":
            return acme(alike=() if self.said else LIKE)
        return Candidates(name, exact=False, names=(Alike("Acme", "acme", 71.0, 11),))

    def confirm(self, one, other, *, same, by, now):
        self.said.append((one, other, same, by))
