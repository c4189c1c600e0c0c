"""Brings vectors to the configured model, and the indexes to the truth, when a store is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from knowledge.search.reembedding import reembed
from knowledge.store.database.facts import EMBEDDING_MODEL, Facts
from knowledge.store.documents.embeddings import Embeddings

if TYPE_CHECKING:
    from knowledge.ports import Embedder, Progress
    from knowledge.search.indexes.following import Follower, Repairs
    from knowledge.store.database.database import Database


class Announce(Protocol):
    """Tells whoever waits what is being done."""

    def say(self, sentence: str) -> None:
        """A remark."""
        ...

    def begin(self, what: str, total: int) -> Progress:
        """Work of a known size; what is returned is told of each part that is done."""
        ...


def brought_up(
    database: Database, embedder: Embedder, follower: Follower, announce: Announce
) -> Repairs:
    """Embeds what another model embedded, and repairs what differs; tells what was repaired."""
    facts = Facts(database)
    known = facts.get(EMBEDDING_MODEL)
    if known and known != embedder.fingerprint:
        announce.say("The embedding model is another one than before: embedding everything anew.")
    renewed = reembed(
        Embeddings(database), facts, embedder, lambda total: announce.begin("embedding", total)
    )
    if renewed:
        follower.rebuild(announce.begin("indexing", renewed))
    repairs = follower.reconcile()
    if repairs.any:
        announce.say("The indexes differed from the database and were repaired.")
    return repairs
