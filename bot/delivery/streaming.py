"""A message that grows while it is written, and is final once, whatever happened on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]
Finish = Callable[[str, Sequence[Json]], str]


class Stream:
    """One message under one key, from `Outbox.stream`. For one thread of one process.

    Who never calls `finish` leaves no message behind, or one that the next `Outbox.stream` of the
    same key takes up again.
    """

    def __init__(self, finish: Finish) -> None:
        self._finish = finish

    def say(self, markdown: str) -> None:
        """Shows more of it, after what was said before; some of it a little later.

        Raises nothing for Slack's faults: what cannot be shown now is in the finished message.
        """

    def finish(self, text: str, blocks: Sequence[Json]) -> str:
        """Makes the message final: these blocks, below what was said where they say more.

        Returns:
            Slack's id of the message, "" while it is not posted: it is kept, and posted later.

        Raises:
            StoreError: it could not be kept.
        """
        return self._finish(text, blocks)
