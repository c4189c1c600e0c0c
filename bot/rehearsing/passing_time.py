"""The time of an invented company: it begins on one of its days, and passes when asked to. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.schedule.digests import PlannedDigest
from bot.schedule.slots import slots

_MORNING = time(8, 30)
_AHEAD = timedelta(days=62)
_LOOK_AGAIN = timedelta(hours=1)


class PretendedTime:
    """Runs as fast as any other, from the morning of a day on, and can be moved."""

    def __init__(
        self,
        day: date | None,
        zone: tzinfo,
        real: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """None is today, as it is."""
        self._real = real
        self._ahead = timedelta()
        if day is not None:
            self.move(datetime.combine(day, _MORNING, zone))

    def now(self) -> datetime:
        """The moment, in UTC."""
        return self._real() + self._ahead

    def seconds(self) -> float:
        """The moment, in seconds since 1970."""
        return self.now().timestamp()

    def move(self, moment: datetime) -> None:
        """It is this moment now."""
        self._ahead = moment - self._real()


class Days:
    """Moves the time from one digest to the next, and tells when it has moved."""

    def __init__(
        self,
        moved: PretendedTime,
        planned: Callable[[], Iterable[PlannedDigest]],
        held: Callable[[], bool],
        tick: Callable[[datetime], None],
    ) -> None:
        """`held`: whether a digest waits for its data; `tick`: what the clock would do by then."""
        self._time, self._planned, self._held, self._tick = moved, planned, held, tick
        self._begin = moved.now()
        tick(self._begin)

    def to_next(self) -> None:
        """To the next digest; where one is held, an hour on at most."""
        now = self._time.now()
        soonest = min(self._slots(now), default=now + _LOOK_AGAIN)
        if self._held():
            soonest = min(soonest, now + _LOOK_AGAIN)
        self._time.move(soonest + timedelta(seconds=1))
        self._tick(self._time.now())

    def to_first(self, digest: PlannedDigest) -> None:
        """To the first slot of a digest since the beginning, where that is not over yet."""
        slot = slots(digest.schedule, self._begin, self._begin + _AHEAD)[0]
        while self._time.now() < slot:
            self.to_next()

    def _slots(self, after: datetime) -> Iterator[datetime]:
        for one in self._planned():
            if not one.paused:
                yield from slots(one.schedule, after, after + _AHEAD)[:1]
