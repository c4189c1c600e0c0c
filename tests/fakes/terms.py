"""A company's words in a store of its own, and hands that change them in Slack."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.listeners.needs.terms import Terms
from knowledge.audience import AudienceMembers, AudienceRules, Department
from knowledge.lingo.deciding.changing import Changing
from knowledge.lingo.deciding.writing import Writing
from knowledge.lingo.glossary import Glossary
from knowledge.metrics.definitions import MetricDefinition
from knowledge.models import Figure, Period, Sense
from knowledge.store.documents.pages import Pages
from knowledge.store.lingo.own_senses import OwnSenses
from knowledge.store.lingo.senses import Senses
from knowledge.store.questions.asked_lately import AskedLately

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # a Monday
FILE = "glossary/operations.csv"
SENSES = (
    Sense(
        "pod", "A crew of two with its van.", FILE, "everyone", domain="operations",
        owner="S0ROTA", section="pod", example="East pod has eleven stops.", review_days=90,
    ),
    Sense("Carded", "Nobody was in.", FILE, "everyone", owner="U0OWNER", section="carded",
          status="Draft", review_days=30, domain="operations"),
    Sense("Trunk", "The night lorry.", FILE, "everyone", owner="U0OWNER", section="trunk"),
)  # fmt: skip
OTHERS = (
    Sense("POD", "Proof of delivery.", "glossary/service.csv", "everyone", "Proof of delivery",
          domain="service", owner="U0OWNER", section="pod", metric="pods"),
)  # fmt: skip
SECRET = (
    Sense("Otter", "The sale of the company.", "board.csv", "board", owner="S0ROTA", section="o",
          review_days=10),
)  # fmt: skip
RULES = AudienceRules(
    {"board": AudienceMembers(users=("U0BEN",))},
    [
        Department("service", (), ("C0GENERAL",)),
        Department("operations", ("S0ROTA",)),
    ],
)
PODS = Figure("pods", "PODs", 1765.0, "", 12, period=Period(NOW.date(), NOW.date()))


class Numbers:
    """One number, which the board alone may read."""

    asked = 0

    def audiences(self, metric):
        return frozenset({"board"})

    def newest(self, metric, today):
        self.asked += 1
        return PODS


def words_of(office, embedder):
    """The office with these words, an admin, and what changes them."""
    database = office.database
    writing = Writing(database, embedder, lambda: 0)
    for title, senses in (("Words of operations", SENSES), ("Service", OTHERS), ("B", SECRET)):
        writing.publish(title, senses, datetime(2026, 6, 1, tzinfo=UTC))
    senses = Senses(database)
    office.services = replace(
        office.services,
        glossary=Glossary(senses, senses.version),
        audiences=RULES,
        groups=("S0ROTA",),
        admins=("U0ADMIN",),
        clock=lambda: NOW,
        metrics=lambda: {"pods": MetricDefinition("pods", "PODs", Path("pods.yaml"), 1)},
        terms=Terms(
            changing=Changing(OwnSenses(database), writing),
            every=lambda: senses.all(None),
            pages=Pages(database).of,
            asked=AskedLately(database),
            zone=ZoneInfo("UTC"),
        ),
    )
