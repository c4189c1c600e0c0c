"""Who masks the texts of a source, under the store's key and with the names that it lists."""

from __future__ import annotations

import secrets
from pathlib import Path

from ingest.redact import MASKING_VERSION, Redactor
from ingest.redacting.names import Names, read_names
from knowledge.models import Source
from knowledge.store.database.facts import PSEUDONYM_KEY, Facts

_KEY_BYTES = 32


class Masking:
    """Redactors for one run; each list of names is read once."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._lists: dict[tuple[str, str], Names] = {}

    def version(self, source: Source) -> str:
        """Changes whenever the source's texts would be masked in another way; "" for unmasked.

        Raises:
            DocumentError: the list of names cannot be read, so that nothing may be stored.
        """
        return f"{MASKING_VERSION} {self._names(source).digest}" if source.mask else ""

    def redactor(self, source: Source) -> Redactor:
        """A new one, for the texts of one file.

        Raises:
            DocumentError: the list of names cannot be read.
        """
        return Redactor(self._key, self._names(source))

    def _names(self, source: Source) -> Names:
        if not source.mask_names:
            return Names()
        wanted = (source.mask_names, source.mask_names_column)
        if wanted not in self._lists:
            self._lists[wanted] = read_names(Path(source.mask_names), source.mask_names_column)
        return self._lists[wanted]


def key_of(facts: Facts, *, dry_run: bool = False) -> bytes:
    """The store's key for stand-ins, made where there is none yet; a dry run does not keep it.

    It is part of the database, so that a backup of that holds it, and of nothing else.
    """
    known = facts.get(PSEUDONYM_KEY)
    if known is None:
        fresh = secrets.token_hex(_KEY_BYTES)
        known = fresh if dry_run else facts.first(PSEUDONYM_KEY, fresh)
    return bytes.fromhex(known)
