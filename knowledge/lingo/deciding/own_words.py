"""Meanings that people decide on, published in the place of what documents say."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from knowledge.lingo.deciding.writing import Writing
from knowledge.models import Sense
from knowledge.store.lingo.own_senses import PUBLISHED, OwnSense, OwnSenses
from knowledge.store.lingo.senses import Senses

FOLDER = "lingo/own"
"""Where the documents of these are, each with one meaning."""


class OwnWords:
    """Publishes a meaning of people's own. Twice is once."""

    def __init__(self, senses: Senses, own: OwnSenses, writing: Writing) -> None:
        self._senses, self._own, self._writing = senses, own, writing

    def find(self, document: str, section: str) -> Sense | None:
        """The meaning that stands there now; None where it is replaced, or was never a record."""
        for one in self._senses.all(None):
            if one.document == document and (one.section or one.label) == section:
                return one
        return None

    def add(self, sense: Sense, name: str, what: str, by: tuple[str, datetime]) -> None:
        """A new meaning under a name that is the same for each delivery of one deed."""
        self._publish(replace(sense, document=f"{FOLDER}/{name}"), ("", ""), what, by)

    def replace(self, old: Sense, new: Sense, what: str, by: tuple[str, datetime]) -> None:
        """Puts `new` in the place of a meaning that stands; one's own is written over."""
        kept = self._own.get(old.document)
        if kept is not None:
            self._publish(replace(new, document=old.document), kept.replaces, what, by)
            return
        place = (old.document, old.section)
        name = sha256("\0".join(place).encode("utf-8", "surrogatepass")).hexdigest()[:24]
        self._publish(replace(new, document=f"{FOLDER}/{name}"), place, what, by)

    def _publish(
        self, sense: Sense, replaces: tuple[str, str], what: str, by: tuple[str, datetime]
    ) -> None:
        user, now = by
        section = sense.section or sense.label
        sense = replace(sense, url="", provenance="Manual", status="Approved", section=section)
        self._writing.publish(sense.label, [sense], now)  # before the old one is hidden
        kept = self._own.get(sense.document)
        if kept is not None and (kept.sense, kept.replaces) == (sense, replaces):
            return
        author = kept.author if kept else user
        one = OwnSense(sense, author, now, PUBLISHED, replaces, user)
        self._own.put(one, what, user, now)
