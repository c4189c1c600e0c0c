from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from bot.running.keeping_up import KeepingUp
from knowledge.errors import StoreError

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


class Core:
    """As much of an opened core as is kept up; `away` while its server is."""

    def __init__(self):
        self.done, self.ingested, self.away = [], "{}", False
        self.follower = SimpleNamespace(follow=self._follow)
        self.facts = SimpleNamespace(get=lambda _name: self.ingested)
        self.metrics = SimpleNamespace(refresh=lambda _now: self.done.append("tables"))
        self.settings = SimpleNamespace(metrics="metrics")

    def _follow(self):
        if self.away:
            raise StoreError("The server cannot be reached now.")
        self.done.append("indexes")


@pytest.fixture
def core():
    return Core()


def test_tables_are_looked_at_where_somebody_ingested(core):
    keeping = KeepingUp(core)
    keeping.tick(NOW)

    core.ingested = '{"tickets": "2026-11-30T09:00:00+00:00"}'
    keeping.tick(NOW)
    keeping.tick(NOW)

    assert core.done == ["indexes", "indexes", "tables", "indexes"]


def test_a_server_that_is_away_is_looked_for_again(core, caplog):
    keeping = KeepingUp(core)
    core.away, core.ingested = True, '{"tickets": "2026-11-30T09:00:00+00:00"}'
    keeping.tick(NOW)

    core.away = False
    keeping.tick(NOW)

    assert core.done == ["indexes", "tables"]
    assert "cannot be followed" in caplog.text
