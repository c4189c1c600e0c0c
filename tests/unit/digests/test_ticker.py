from __future__ import annotations

from datetime import UTC, datetime
from threading import Event

from bot.schedule.ticker import Ticker

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
