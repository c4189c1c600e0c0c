"""Messages below another one, or in its place: free to be sent when that one stands in Slack."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, select, update
from sqlalchemy.exc import IntegrityError

from knowledge.store.database.database import Database
from knowledge.store.tables.messages import outbox

WAITING = "waiting"
AMENDS = "amends"
"""Is in the payload of what is no message of its own, but what another one is to say."""

_ENDED = ("sent", "dead")

Json = Mapping[str, Any]


class Replies:
    """Rows of the outbox that wait for another one. Nobody claims them before that one is sent.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, parent: str, key: str, channel: str, payload: Json, now: datetime) -> bool:
        """Keeps a message for the thread of another key; False where its own is there already.

        One whose payload `AMENDS` is no message of its own: the other one is to say it.
        """
        row = {
            "key": key,
            "parent": parent,
            "channel": channel,
            "payload": json.dumps(payload, ensure_ascii=False),
            "state": WAITING,
            "created_at": now,
        }
        try:
            with self._database.write() as connection:
                connection.execute(outbox.insert().values(row))
        except IntegrityError:
            return False
        return True

    def release(self) -> int:
        """Frees those whose parent was sent; those whose parent is dead end with it.

        All of a parent at once, so that they keep their order. Returns how many those are.
        """
        with self._database.read() as connection:
            if connection.execute(_ended().limit(1)).first() is None:
                return 0  # without a turn among the writers
        with self._database.write() as connection:
            found = connection.execute(_ended()).all()
            for row in found:
                mine = and_(outbox.c.id == row.id, outbox.c.state == WAITING)
                connection.execute(update(outbox).where(mine).values(_freed(row)))
        return len(found)


def _ended() -> Select[Any]:
    parent = outbox.alias()
    return (
        select(outbox.c.id, outbox.c.payload, parent.c.state, parent.c.message)
        .join(parent, parent.c.key == outbox.c.parent)
        .where(outbox.c.state == WAITING, parent.c.state.in_(_ENDED))
        .order_by(outbox.c.id)
    )


def _freed(row: Row[Any]) -> dict[str, str]:
    if row.state == "sent":
        to = "message" if AMENDS in json.loads(row.payload) else "thread"
        return {"state": "pending", to: row.message}
    return {"state": "dead", "reason": "The message that it belongs to was not posted."}
