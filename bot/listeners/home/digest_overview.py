"""Digests on somebody's home: what their channels get, their numbers, and what waits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.blocks.home import digests as items
from bot.blocks.home.digests import Told
from bot.blocks.home.home import A_PAGE, Part
from bot.listeners.directory import Directory
from bot.listeners.home.overview import Viewer, Window, is_owner, of
from bot.listeners.home.standings import Standings
from bot.listeners.needs.planner import Planner
from bot.listeners.needs.services import Services
from bot.schedule.digests import PlannedDigest
from bot.schedule.saying import moment, next_slot
from knowledge.errors import ThroughlineError
from knowledge.metrics.definitions import MetricDefinition
from knowledge.store.digests.calendar import State

_FEW, _SOME = 5, 8
_BACK = 5  # deliveries of a digest among which there is one with values


@dataclass(frozen=True)
class DigestOverview:
    """Gathers parts within what the viewer may read; none where no digests can be planned."""

    services: Services
    directory: Directory
    standings: Standings

    def own(self, viewer: Viewer) -> list[Part]:
        """What everybody sees, of themselves."""
        if self.services.planner is None:
            return []
        return [
            self.reasons(viewer, (0, _FEW)),
            self.held(viewer, (0, _FEW)),
            self.subscriptions(viewer, (0, _FEW)),
            self.numbers(viewer, (0, _SOME)),
        ]

    def parts(self, viewer: Viewer) -> list[Part]:
        """What those who look after the bot see besides."""
        known = viewer.admin and self.services.planner is not None
        return [self.digests(viewer, (0, _SOME))] if known else []

    def page(self, name: str, viewer: Viewer, number: int) -> Part | None:
        """One page of a part in full; None where there is none of that name, or not for them."""
        made = {
            "reasons": self.reasons,
            "held": self.held,
            "subscriptions": self.subscriptions,
            "numbers": self.numbers,
        }
        if viewer.admin:
            made["digests"] = self.digests
        there = name in made and self.services.planner is not None
        return made[name](viewer, (number * A_PAGE, A_PAGE)) if there else None

    def reasons(self, viewer: Viewer, window: Window) -> Part:
        """Numbers of which they are asked for the reason."""
        lines = [
            items.asked(one)
            for one in self._planner.reasons.all_open()
            if one.audience in viewer.reader.audiences
            and is_owner(self.directory, viewer, one.owner)
        ]
        title = "What is behind these numbers?"
        return Part("reasons", title, of(lines, window), len(lines))

    def held(self, viewer: Viewer, window: Window) -> Part:
        """Digests that are theirs, or that they look after, and wait for their data."""
        book, lines = self._planner.book.planned(), []
        for one in self.services.calendar.waiting():
            planned = book.get(one.digest)
            if one.state is State.HELD and planned and self._answers_for(viewer, planned):
                title = planned.definition.title
                lines.append(items.held(Told(one.digest, title, one.channel, state=one.reason)))
        return Part("held", "Held", of(lines, window), len(lines))

    def subscriptions(self, viewer: Viewer, window: Window) -> Part:
        """The digests of the channels that they are in, with when each comes next."""
        book = self._planner.book.planned()
        inside = self.directory.channels_of(viewer.user) if book else frozenset()
        there = [
            (name, one)
            for name, one in book.items()
            if one.definition.channel in inside
            and one.definition.audience in viewer.reader.audiences
        ]
        told = [self._told(name, one) for name, one in _by_title(there)]
        lines = [items.subscription(one) for one in told]
        return Part("subscriptions", "Digests of my channels", of(lines, window), len(lines))

    def numbers(self, viewer: Viewer, window: Window) -> Part:
        """The metrics that they answer for, as the newest digest told them, or computed."""
        owned = self._owned(viewer)
        wanted = of(owned, window)
        figures = self._newest({one.name for one in wanted}, viewer)
        lines = [
            items.standing(one, figures.get(one.name) or self.standings.known(one.name))
            for one in wanted
        ]
        return Part("numbers", "My numbers", lines, len(owned))

    def compute(self, viewer: Viewer) -> bool:
        """Computes the shown metrics that no digest has told; whether there were any."""
        if self.services.planner is None:
            return False
        names = [one.name for one in self._owned(viewer)[:_SOME]]
        today, told = self.services.clock().date(), self._newest(set(names), viewer)
        missing = self.standings.missing([one for one in names if one not in told], today)
        self.standings.compute(missing, today, self._planner.newest)
        return bool(missing)

    def digests(self, viewer: Viewer, window: Window) -> Part:
        """Every digest: when it comes next, whether it is paused, and what is broken."""
        del viewer
        broken = [
            Told(one.name, one.name, "", state=f"cannot be posted: {one.sentence}")
            for one in self._planner.book.broken()
        ]
        book = self._planner.book.planned()
        told = [self._told(name, one) for name, one in _by_title(book.items())]
        lines = [items.overseen(one) for one in (*broken, *told)]
        empty = "None is planned yet: `/digest` in a channel plans one."
        return Part("digests", "Digests", of(lines, window), len(lines), empty=empty)

    def _owned(self, viewer: Viewer) -> list[MetricDefinition]:
        """The metrics that they answer for and may read, by label."""
        known = self._planner.definitions().metrics.values()
        owned = [one for one in known if self._owns(viewer, one) and self._reads(viewer, one.name)]
        return sorted(owned, key=lambda one: one.label.casefold())

    def _told(self, name: str, planned: PlannedDigest) -> Told:
        due = next_slot(planned, self.services.clock())
        author = self.directory.name(planned.author) if planned.author else ""
        state = "paused" if planned.paused else f"by {author}" if author else ""
        said = planned.definition
        return Told(name, said.title, said.channel, moment(due) if due else "", state)

    def _newest(self, metrics: set[str], viewer: Viewer) -> dict[str, Mapping[str, Any]]:
        """By metric, the newest figure that a digest kept whose readers the viewer is of."""
        found: dict[str, tuple[str, Mapping[str, Any]]] = {}
        for name, planned in self._planner.book.planned().items():
            told = {one.metric for one in planned.definition.metrics} & metrics
            if told and planned.definition.audience in viewer.reader.audiences:
                for until, figure in self._kept(name):
                    metric = str(figure.get("metric"))
                    if metric in told and until > found.get(metric, ("",))[0]:
                        found[metric] = (until, figure)
        return {metric: figure for metric, (_, figure) in found.items()}

    def _kept(self, digest: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The figures of a digest's newest values, with the day they were made for."""
        for one in self.services.calendar.of_digest(digest, _BACK):
            if one.values and one.state in (State.SENT, State.READY):
                values = json.loads(one.values)
                for figure in values.get("figures", ()):
                    if not figure.get("dimensions"):
                        yield str(values.get("as_of") or "-"), figure
                return

    def _owns(self, viewer: Viewer, metric: MetricDefinition) -> bool:
        owners = {metric.owner, *(one.slack for one in metric.owners)} - {""}
        return any(is_owner(self.directory, viewer, one) for one in owners)

    def _reads(self, viewer: Viewer, metric: str) -> bool:
        try:
            return self._planner.audiences(metric) <= viewer.reader.audiences
        except ThroughlineError:
            return False

    def _answers_for(self, viewer: Viewer, planned: PlannedDigest) -> bool:
        owner = planned.definition.owner
        mine = viewer.user == planned.author or (owner and is_owner(self.directory, viewer, owner))
        return viewer.admin or bool(mine)

    @property
    def _planner(self) -> Planner:
        planner = self.services.planner
        assert planner is not None, "only asked where digests can be planned"
        return planner


def _by_title(digests: Any) -> list[tuple[str, PlannedDigest]]:
    return sorted(digests, key=lambda one: str(one[1].definition.title).casefold())
