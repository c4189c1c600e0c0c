"""Everything that people do, by its kind: kept before it is acknowledged, then handed on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha1
from typing import Any

from bot.listeners.needs.services import Services
from knowledge.store.messages.deliveries import Arrival

QUESTION = "question"
"""The kind of an arrival that names none: something that was said to the bot."""

Handler = Callable[[Arrival], None]


@dataclass(frozen=True)
class Desk:
    """Keeps arrivals durably and knows who deals with each kind.

    Attributes:
        wake: tells the workers that there is something to do.
    """

    services: Services
    wake: Callable[[], None]
    handlers: dict[str, Handler] = field(default_factory=dict)

    def on(self, kind: str, handler: Handler) -> None:
        """Names who deals with a kind. A handler is called again after a crash: it must not mind.

        It posts through the outbox under keys of its own; what it raises becomes an apology.
        """
        self.handlers[kind] = handler

    def keep(self, arrival: Arrival) -> bool:
        """Keeps an arrival; False where it is kept already. Acknowledge after this, not before.

        Raises:
            StoreError: it could not be kept, so it must not be acknowledged, and comes again.
        """
        new = self.services.inbox.keep(arrival, self.services.clock())
        if new:
            self.wake()
        return new

    def leave(self, kind: str, event: str, user: str, team: str, **body: Any) -> bool:
        """Keeps something that is no question: a submitted form, a click.

        `event` is the same for each delivery of the same deed, different for each deed. `user` did
        it, and is told where it fails. `body` has JSON values for the handler; `channel` and
        `thread` where it belongs to a place.
        """
        told = {"kind": kind, "user": user, "channel": "", "thread": "", **body}
        name = sha1(f"{kind}:{event}".encode(), usedforsecurity=False).hexdigest()
        return self.keep(Arrival(team, f"{kind}:{name}", user, name, told))

    def handle(self, arrival: Arrival) -> None:
        """Hands an arrival to whom it is for.

        Raises:
            LookupError: nobody deals with its kind: it was kept by a newer program.
        """
        self.handlers[str(arrival.body.get("kind", QUESTION))](arrival)
