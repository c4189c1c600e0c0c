"""Whom to tell that a digest is held: who answers for it, or for its data, or the admins. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from knowledge.digests.definition import DigestDefinition
from knowledge.digests.digest import Digest

ADMINS = ""


def answering(
    people: Callable[[str], Sequence[str]],
) -> Callable[[DigestDefinition], Sequence[str]]:
    """Finds who answers for a digest, whatever its data: its owner, or the admins."""

    def whom(definition: DigestDefinition) -> Sequence[str]:
        return (definition.owner and people(definition.owner)) or people(ADMINS)

    return whom


def responsible(
    owners: Mapping[str, str], people: Callable[[str], Sequence[str]]
) -> Callable[[Digest], Sequence[str]]:
    """Finds them by the owners of the sources.

    `people` gives the ids behind an owner, nobody where there is none, and those of the admins for
    `ADMINS`.
    """

    def whom(digest: Digest) -> Sequence[str]:
        definition = digest.definition
        sources = [definition.freshness.source] if definition.freshness else []
        sources += [source for source, _ in digest.newest]
        asked = [definition.owner, *(owners.get(source, "") for source in sources)]
        for owner in dict.fromkeys(one for one in asked if one):
            if found := people(owner):
                return found
        return people(ADMINS)

    return whom
