"""Makes a digest, or says why it is held: broken data, or readers it is not for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.schedule.digests import PlannedDigest
from bot.schedule.sending.freezing import thaw
from knowledge.digests.digest import Digest, Status
from knowledge.digests.freshness import WARN
from knowledge.errors import ThroughlineError

Build = Callable[[PlannedDigest, date], Digest]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """A digest, and why it is held, for whoever answers for it; its own reason is for everybody."""

    digest: Digest
    reason: str


@dataclass(frozen=True, slots=True)
class Making:
    """Makes digests.

    Attributes:
        may_read: whether everybody in a channel (first) is of an audience (second).
    """

    build: Build
    may_read: Callable[[str, str], bool]

    def made(
        self, planned: PlannedDigest, as_of: date, broken: Mapping[str, str], frozen: str = ""
    ) -> Made:
        """The digest as of a day: as it was frozen, else made now; held where it cannot be posted.

        `broken` gives reasons for the tables that could not be read anew.
        """
        name, audience = planned.definition.name, planned.definition.audience
        if not self.may_read(planned.definition.channel, audience):
            private = f"Not everybody in the channel is of the audience '{audience}'."
            return _held(planned, as_of, "Not everybody here may read it.", private)
        kept = thaw(frozen) if frozen else None
        if kept is not None:
            return Made(kept, "")
        try:
            digest = self.build(planned, as_of)
        except ThroughlineError as error:
            return _held(planned, as_of, str(error))
        except Exception as error:  # noqa: BLE001 - one that cannot be made must not keep the others
            kind = type(error).__name__
            log.warning("digest %s as of %s failed: %s", name, as_of, kind)
            return _held(planned, as_of, "It could not be made.", f"It could not be made: {kind}.")
        digest = _unless_broken(digest, broken)
        return Made(digest, digest.reason)


def _unless_broken(digest: Digest, broken: Mapping[str, str]) -> Digest:
    """Rows of before are not what a digest is to be made of, unless it says that they may be."""
    reason = next((broken[source] for source, _ in digest.newest if source in broken), "")
    if not reason or digest.status is not Status.READY:
        return digest
    freshness = digest.definition.freshness
    if freshness and freshness.on_stale == WARN:
        return replace(digest, warning=f"{digest.warning} {reason}".strip())
    return replace(digest, status=Status.HELD, reason=reason)


def _held(planned: PlannedDigest, as_of: date, reason: str, private: str = "") -> Made:
    digest = Digest(planned.definition, as_of, Status.HELD, reason=reason)
    return Made(digest, private or reason)
