"""The way out: what happened is told to the app until it acknowledges, over either way."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from bot.rehearsal.delivering.attempt import Again, Patience, Way
from bot.rehearsal.workspace.workspace import Json

Which = Callable[[Json], bool]


class Delivering:
    """Delivers to the app. Everything here runs on the server's event loop.

    Attributes:
        deliveries: each try so far: `type`, `event`, `attempt` from 0, `over`, `acknowledged`,
            `reason` where it was not, and `ms` until that was known.
    """

    def __init__(self, usual: Way, patience: Patience) -> None:
        self.deliveries: list[Json] = []
        self._usual = usual
        self._other: tuple[Way, Which] | None = None
        self._patience = patience

    def also(self, way: Way, which: Which) -> None:
        """Sends the payloads that `which` picks another way."""
        self._other = way, which

    async def deliver(self, kind: str, payload: Json) -> Json | None:
        """Tells it until it is acknowledged; events are retried, the rest is not.

        Returns:
            What came with the acknowledgement, None where none came.
        """
        delays = (0.0, *self._patience.retries) if kind == "events_api" else (0.0,)
        again: Again | None = None
        for number, delay in enumerate(delays):
            await asyncio.sleep(delay)
            way = self._way(payload)
            started = time.perf_counter()
            attempt = await way.send(kind, payload, again)
            self.deliveries.append(
                {
                    "type": kind,
                    "event": payload.get("event_id", ""),
                    "attempt": number,
                    "over": way.name,
                    "acknowledged": attempt.answer is not None,
                    "reason": attempt.reason,
                    "ms": (time.perf_counter() - started) * 1000,
                }
            )
            if attempt.answer is not None or attempt.final:
                return attempt.answer
            again = Again(number + 1, attempt.reason)
        return None

    def _way(self, payload: Json) -> Way:
        if self._other is not None and self._other[1](payload):
            return self._other[0]
        return self._usual
