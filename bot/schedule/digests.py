"""Digests as an administrator writes them: YAML becomes definitions with their schedules."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.schedule.digest_metrics import asked
from bot.schedule.slots import MonthDay, OnHoliday, Schedule
from knowledge.digests.definition import CATCH_UP, PERIODS, DigestDefinition, Freshness, Quotes
from knowledge.errors import DefinitionError, InputError
from knowledge.metrics.located import (
    Located,
    Misdefined,
    documents_in,
    files_below,
    nearest,
    read_documents,
)
from knowledge.models import EVERYONE

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SETTINGS = frozenset(
    "digest title channel schedule period metrics quotes freshness send_if audience"
    " owner catch_up".split()
)
_NEEDED = ("title", "channel", "schedule", "period", "metrics")
_LONGEST = 80  # characters: it is part of the key of each of its messages
_CHANNEL = re.compile(r"[CGD][A-Z0-9]{2,}")
_AGE = re.compile(r"(\d+)\s*([hd])")


@dataclass(frozen=True, slots=True)
class PlannedDigest:
    """What is said, and when.

    Attributes:
        paused: its slots are passed over, and written down as such.
        author: who planned it in Slack, "" for an administrator's file.
        file: in which it is planned, from the folder of digests on; "" for one of Slack's.
    """

    definition: DigestDefinition
    schedule: Schedule
    paused: bool = False
    author: str = ""
    file: str = ""


def load(folder: Path | None, holidays: Collection[date] = ()) -> dict[str, PlannedDigest]:
    """The digests below a folder by name; None is a workspace without digests.

    Raises:
        DefinitionError: a file is wrong, with file, line and the nearest right name.
    """
    if folder is None:
        return {}
    if not folder.is_dir():
        raise DefinitionError(f"The folder of digests is not there: {folder}.")
    planned: dict[str, PlannedDigest] = {}
    for document in (one for file in files_below(folder) for one in read_documents(file)):
        digest = planned_in(document, holidays)
        name = digest.definition.name
        if name in planned:
            document.refuse(f"there are two digests called '{name}'.")
        place = document.file.relative_to(folder.parent).as_posix()
        planned[name] = replace(digest, file=place)
    return planned


def named(planned: Mapping[str, PlannedDigest], name: str) -> PlannedDigest:
    """The digest of this name.

    Raises:
        InputError: there is none; offers the nearest.
    """
    found = planned.get(name)
    if found is None:
        raise InputError(f"There is no digest '{name}'.{nearest(name, planned)}")
    return found


def kept(body: str, name: str, holidays: Collection[date] = ()) -> PlannedDigest:
    """The digest that Slack's form made: JSON with the same keys as a file.

    Raises:
        Misdefined: it is wrong, with the name of the setting.
    """
    place = Path(f"digest {name}")
    documents = documents_in(body, place)  # JSON is YAML
    if len(documents) != 1:
        raise Misdefined(place, 0, "is no digest.")
    return planned_in(documents[0], holidays)


def planned_in(document: Located, holidays: Collection[date] = ()) -> PlannedDigest:
    """The digest that a document plans.

    Raises:
        Misdefined: it is wrong, with its place and the name of the setting.
    """
    entries = replace(document, name="a digest").keys(_SETTINGS)
    if "digest" not in entries:
        document.refuse("a digest needs its name: 'digest: NAME'.")
    name = entries["digest"].text()
    if len(name) > _LONGEST:
        entries["digest"].refuse(f"the name of a digest has at most {_LONGEST} characters.")
    for needed in _NEEDED:
        if needed not in entries:
            document.refuse(f"the digest '{name}' needs '{needed}'.")
    channel = entries["channel"].text()
    if not _CHANNEL.fullmatch(channel):
        entries["channel"].refuse(
            f"channel must be a channel's id such as C0123ABC, not '{channel}': names change."
        )
    definition = DigestDefinition(
        name=name,
        title=entries["title"].text(),
        channel=channel,
        period=entries["period"].choice(PERIODS),
        metrics=tuple(map(asked, entries["metrics"].items())),
        audience=entries["audience"].text() if "audience" in entries else EVERYONE,
        freshness=_freshness(entries["freshness"]) if "freshness" in entries else None,
        send_if=_one_of(entries, "send_if", ("always", "any_changed", "any_breached")),
        quotes=_quotes(entries["quotes"]) if "quotes" in entries else None,
        owner=entries["owner"].text() if "owner" in entries else "",
        catch_up=_age(entries["catch_up"]) if "catch_up" in entries else CATCH_UP,
    )
    return PlannedDigest(definition, _schedule(entries["schedule"], frozenset(holidays)))


def _one_of(entries: Mapping[str, Located], key: str, choices: tuple[str, ...]) -> str:
    return entries[key].choice(choices) if key in entries else choices[0]


def _quotes(body: Located) -> Quotes:
    entries = body.keys({"source", "count"})
    if "source" not in entries:
        body.refuse("quotes need a source.")
    count = entries["count"].value if "count" in entries else 2
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= 5:
        entries["count"].refuse("count must be 1 to 5: so many quotes are shown.")
    return Quotes(entries["source"].text(), count)


def _freshness(body: Located) -> Freshness:
    entries = body.keys({"source", "max_age", "on_stale"})
    if "source" not in entries or "max_age" not in entries:
        body.refuse("freshness needs a source and a max_age.")
    return Freshness(
        source=entries["source"].text(),
        max_age=_age(entries["max_age"]),
        on_stale=_one_of(entries, "on_stale", ("hold", "send_with_warning", "skip")),
    )


def _age(entry: Located) -> timedelta:
    age = _AGE.fullmatch(entry.text())
    if not age:
        entry.refuse(f"{entry.name} must be a number of days or hours such as 9d or 36h.")
    return timedelta(**{"days" if age[2] == "d" else "hours": int(age[1])})


def _schedule(body: Located, holidays: frozenset[date]) -> Schedule:
    entries = body.keys({"days", "day_of_month", "time", "timezone", "holidays"})
    if "time" not in entries or "timezone" not in entries:
        body.refuse("a schedule needs a time and a timezone.")
    if ("days" in entries) == ("day_of_month" in entries):
        body.refuse("a schedule needs either days or day_of_month.")
    zone = _zone(entries["timezone"])
    at = _time(entries["time"])
    on_holiday = OnHoliday(_one_of(entries, "holidays", tuple(OnHoliday)))
    every = Schedule(at, zone, holidays=holidays, on_holiday=on_holiday)
    if "day_of_month" in entries:
        return replace(every, month_day=_month_day(entries["day_of_month"]))
    days = frozenset(_DAYS.index(item.choice(_DAYS)) for item in entries["days"].items())
    return replace(every, weekdays=days)


def _month_day(entry: Located) -> int | MonthDay:
    if entry.value == MonthDay.LAST_WORKING_DAY.value:
        return MonthDay.LAST_WORKING_DAY
    day = entry.value
    if isinstance(day, bool) or not isinstance(day, int) or not 1 <= day <= 31:
        entry.refuse("day_of_month must be 1 to 31, or last_working_day.")
    return day


def _zone(entry: Located) -> ZoneInfo:
    name = entry.text()
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        entry.refuse(f"'{name}' is not a time zone such as Europe/Berlin.")


def _time(entry: Located) -> time:
    try:
        return time.fromisoformat(entry.value if isinstance(entry.value, str) else "")
    except ValueError:
        entry.refuse('a time is written in quotes, such as "09:00".')
