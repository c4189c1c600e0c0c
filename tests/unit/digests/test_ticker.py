from __future__ import annotations

from datetime import UTC, datetime
from threading import Event

import pytest

from bot.schedule.ticker import Ticker
from knowledge.errors import StoreError

NOW = datetime(2026, 2, 23, 8, tzinfo=UTC)


def test_a_ticker_calls_with_the_time_also_after_a_call_that_failed() -> None:
    calls: list[datetime] = []
    twice = Event()

    def tick(now: datetime) -> None:
        calls.append(now)
        if len(calls) == 1:
            raise RuntimeError("once")
        twice.set()

    ticker = Ticker(tick, lambda: NOW, seconds=0.01)
    ticker.start()
    called = twice.wait(10)
    ticker.stop()

    assert called
    assert set(calls) == {NOW}


def test_a_store_that_cannot_be_reached_is_one_line_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    called = Event()

    def tick(now: datetime) -> None:
        if called.is_set():
            return
        called.set()
        raise StoreError("The store cannot be reached.")

    ticker = Ticker(tick, lambda: NOW, seconds=0.01)
    ticker.start()
    called.wait(10)
    ticker.stop()

    (line,) = [one for one in caplog.records if one.name == "bot.schedule.ticker"]
    assert line.getMessage() == "the clock's work is put off: The store cannot be reached."
    assert line.exc_info is None
