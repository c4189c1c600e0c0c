"""The book of digests: those of the files, and what is planned now."""

from __future__ import annotations

from collections.abc import Mapping

from bot.schedule.digests import PlannedDigest, named


class DigestBook:
    """What is planned, whoever planned it."""

    def __init__(self, files: Mapping[str, PlannedDigest]) -> None:
        self._files = files

    def planned(self) -> Mapping[str, PlannedDigest]:
        """The digests by name, as they stand now."""
        return self._files

    def named(self, name: str) -> PlannedDigest:
        """The digest of this name.

        Raises:
            InputError: there is none; offers the nearest.
        """
        return named(self.planned(), name)
