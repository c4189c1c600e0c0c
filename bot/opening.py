"""Who is in a rehearsal, and what they say first: from a file, or from the settings alone."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.rehearsal.cast import Cast, Channel, Person
from knowledge.errors import ConfigurationError

if TYPE_CHECKING:
    from bot.schedule.digests import PlannedDigest
    from bot.settings import Settings

FILE_NAME = "opening.json"


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the opening.

    Attributes:
        thread: the id of the line in whose thread it is said, "" for a new one.
        digest: the digest that is posted instead, "" where somebody speaks.
        shows: what it is there for.
    """

    id: str
    user: str
    channel: str
    text: str
    thread: str = ""
    digest: str = ""
    shows: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """A cast and its first lines; `as_of` is the day that the numbers are told for."""

    cast: Cast
    lines: Sequence[Said]
    as_of: date | None = None


def read(file: Path) -> Opening:
    """The opening that a file describes.

    Raises:
        ConfigurationError: it cannot be read, or lacks something; names what.
    """
    try:
        told: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        lines = [Said(**line) for line in told["lines"]]
        people = [_person(one) for one in told["people"]]
        channels = [
            Channel(one["id"], one["name"], one.get("topic", ""), tuple(one["members"]))
            for one in told["channels"]
        ]
        as_of = date.fromisoformat(told["as_of"]) if "as_of" in told else None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(f"{file} cannot be used as an opening: {error!r}.") from error
    questions = [line.text for line in lines if not line.digest and not line.thread]
    groups = _groups(told["people"])
    cast = Cast(people, channels, told["company"], questions=questions, groups=groups)
    return Opening(cast, lines, as_of)


def of_settings(settings: Settings, digests: Collection[PlannedDigest]) -> Opening:
    """A workspace of everybody and every channel that the settings name."""
    audiences = settings.audiences.values()
    members = {user for one in audiences for user in one.users}
    members |= {one.owner for one in settings.source if one.owner.startswith("U")}
    members |= {*settings.workspace.admins, "U0SOMEBODY"}
    guests = {user for one in audiences for user in one.guests} - members
    people = [Person(user, _readable(user)) for user in sorted(members, key=_somebody_first)]
    people += [Person(user, _readable(user), guest=True) for user in sorted(guests)]
    named = {channel for one in settings.departments.values() for channel in one.channels}
    named |= {one.definition.channel for one in digests}
    channels = [Channel("C0GENERAL", "general")]
    channels += [Channel(one, _readable(one).lower()) for one in sorted(named - {"C0GENERAL"})]
    return Opening(Cast(people, channels, settings.workspace.name), ())


def _person(told: Mapping[str, Any]) -> Person:
    return Person(
        told["id"], told["name"], told.get("title", ""), guest=bool(told.get("guest", False))
    )


def _groups(people: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    members: dict[str, tuple[str, ...]] = {}
    for person in people:
        for group in person.get("usergroups", []):
            members[group] = (*members.get(group, ()), person["id"])
    return tuple(sorted(members.items()))


def _somebody_first(user: str) -> tuple[bool, str]:
    return (user != "U0SOMEBODY", user)


def _readable(slack_id: str) -> str:
    """`U0SALES1` as `Sales1`: ids of a rehearsal are often words."""
    return slack_id[1:].lstrip("0").capitalize() or slack_id
