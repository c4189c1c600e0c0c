"""How the bot itself is, for those who look after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from knowledge.store.messages.deliveries import Inbox
from knowledge.store.messages.departures import DEAD, HELD, Outgoing


class Hears(Protocol):
    """How well the bot hears Slack."""

    @property
    def wanted(self) -> int: ...
    @property
    def connected(self) -> int: ...
    @property
    def heard(self) -> datetime | None: ...


@dataclass(kw_only=True)
class Health:
    """Asks around.

    Attributes:
        behind: how many changes of documents the search does not know yet.
        reads_with: the model that texts are searched with.
        writes_with: the chat model, "" where answers are quotes.
        hearing: set where the bot is connected to Slack by sockets.
    """

    behind: Callable[[], int]
    reads_with: str
    writes_with: str
    inbox: Inbox
    outgoing: Outgoing
    hearing: Callable[[], Hears] | None = None

    def lines(self) -> list[tuple[str, str]]:
        """Each thing with its state.

        Raises:
            StoreError: the database cannot be read.
        """
        behind = self.behind()
        told = [
            ("Search", f"{behind:,} changes behind" if behind else "knows every document"),
            ("Reads with", self.reads_with),
            ("Answers", f"written with {self.writes_with}" if self.writes_with else "quoted"),
        ]
        if self.hearing is not None:
            hearing = self.hearing()
            ways = f"{hearing.connected} of {hearing.wanted} connections"
            told.append(("Slack", ways if hearing.connected else "not connected"))
        waiting = self.inbox.waiting()
        told.append(("Questions at hand", f"{waiting:,}" if waiting else "none"))
        held = self.outgoing.count((HELD, DEAD))
        told.append(("Messages that Slack did not take", f"{held:,}" if held else "none"))
        return told
