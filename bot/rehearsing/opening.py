"""Who is in a rehearsal, what they say first, and its tour: from a file, or from the settings."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.manifest import COMMANDS, SHORTCUTS, events, needed
from bot.rehearsal.workspace.cast import Cast, Channel, Person
from bot.rehearsing.tour import GENERAL, SOMEBODY, read_story, short_story
from knowledge.errors import ConfigurationError

if TYPE_CHECKING:
    from bot.schedule.digests import PlannedDigest
    from bot.settings.settings import Settings

FILE_NAME = "opening.json"
PROPS = "to-share"
"""The folder beside it with the files that the tour shares."""

_COMMANDS = tuple(
    {"command": one.name, "description": one.about, "usage_hint": one.hint} for one in COMMANDS
)
_SHORTCUTS = tuple(
    {"callback_id": one.callback, "name": one.name, "type": "message"} for one in SHORTCUTS
)


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

    def digests(self) -> list[str]:
        """The names of the digests in it."""
        return [line.digest for line in self.lines if line.digest]


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
        story = read_story(told.get("story"), people, channels)
        shared = {one.file for one in story.steps if one.file} if story else set()
        props = {name: (file.parent / PROPS / name).read_bytes() for name in sorted(shared)}
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = error if isinstance(error, OSError) else repr(error)
        raise ConfigurationError(f"{file} cannot be used as an opening: {reason}.") from error
    questions = [line.text for line in lines if not line.digest and not line.thread]
    cast = Cast(
        people,
        channels,
        told["company"],
        questions=questions,
        groups=_groups(told["people"]),
        shortcuts=_SHORTCUTS,
        commands=_COMMANDS,
        story=story,
        props=props,
        scopes=needed(),
        events=events(),
        zone=told.get("timezone", "Etc/UTC"),
    )
    return Opening(cast, lines, as_of)


def of_settings(
    settings: Settings,
    digests: Collection[PlannedDigest],
    questions: Sequence[str] = (),
    words: Sequence[str] = (),
) -> Opening:
    """A workspace of everybody and every channel that the settings name, with a short tour.

    Args:
        settings: name people and channels.
        digests: name the channels that they go to.
        questions: that the documents answer; the tour asks the first.
        words: of the glossary; the tour looks the first one up.
    """
    audiences = settings.audiences.values()
    members = {user for one in audiences for user in one.users}
    members |= {one.owner for one in settings.source if one.owner.startswith("U")}
    members |= {*settings.workspace.admins, SOMEBODY}
    guests = {user for one in audiences for user in one.guests} - members
    people = [Person(user, _readable(user)) for user in sorted(members, key=_somebody_first)]
    people += [Person(user, _readable(user), guest=True) for user in sorted(guests)]
    named = {channel for one in settings.departments.values() for channel in one.channels}
    named |= {one.definition.channel for one in digests}
    channels = [Channel(GENERAL, "general")]
    channels += [Channel(one, _readable(one).lower()) for one in sorted(named - {GENERAL})]
    cast = Cast(
        people,
        channels,
        settings.workspace.name,
        questions=questions,
        shortcuts=_SHORTCUTS,
        commands=_COMMANDS,
        story=short_story(settings.workspace.admins, questions, words),
        scopes=needed(),
        events=events(),
        zone=settings.workspace.timezone,
    )
    return Opening(cast, ())


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
    return (user != SOMEBODY, user)


def _readable(slack_id: str) -> str:
    """`U0SALES1` as `Sales1`: ids of a rehearsal are often words."""
    return slack_id[1:].lstrip("0").capitalize() or slack_id
