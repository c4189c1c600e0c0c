"""The app's home: shown when somebody looks, and again when something on it has changed."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks.home.home import ALL, PAGE, REFRESH, home, whole
from bot.blocks.parts.message import Block
from bot.blocks.parts.mrkdwn import escaped
from bot.delivery.inbox.order import Order
from bot.delivery.signs.soon import Soon
from bot.listeners import views
from bot.listeners.directory import Directory
from bot.listeners.feedback.feedback import FLAGGED
from bot.listeners.feedback.fixing import SETTLE
from bot.listeners.feedback.owners import PASS_ON, SEND
from bot.listeners.feedback.owners_reply import ANSWER
from bot.listeners.home.admin_overview import AdminOverview
from bot.listeners.home.digest_overview import DigestOverview
from bot.listeners.home.overview import Overview, Viewer
from bot.listeners.home.standings import Standings
from bot.listeners.meanings.room import DECISIONS
from bot.listeners.needs.services import Services
from bot.listeners.permalinks import Permalinks
from bot.listeners.planning.saving import SAVE
from bot.listeners.readers import in_private
from knowledge.store.messages.deliveries import Arrival

LOOK = timedelta(minutes=30)
"""Within it, somebody who opens the home again is still looking."""

_LOOKING = 10_000
_WATCHING, _MOST_WATCHING = timedelta(minutes=5), 20
_CONCERN_OTHERS = frozenset({FLAGGED, SETTLE, SEND, PASS_ON, ANSWER, SAVE, *DECISIONS})


@dataclass(frozen=True, slots=True)
class Look:
    """When somebody looked, when they did before that, and where their direct messages are."""

    at: datetime
    since: datetime | None
    place: str


@dataclass(frozen=True)
class Home:
    """Publishes homes, and opens their lists in full."""

    services: Services
    directory: Directory
    client: WebClient
    soon: Soon
    links: Permalinks
    looks: dict[tuple[str, str], Look] = field(default_factory=dict)
    order: Order[str] = field(default_factory=Order)
    standings: Standings = field(default_factory=Standings)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def register(self, app: App) -> None:
        """Listens for the buttons; who opens the home is told by `opened`."""
        app.action(REFRESH)(self.refresh)
        app.action(re.compile(rf"{ALL}:\w+"))(self.show_all)
        app.action(re.compile(rf"{PAGE}:\d+"))(self.turn)

    def opened(self, team: str, user: str, place: str) -> None:
        """Somebody looks at their home; `place` is their direct messages."""
        self.soon.do(partial(self.show, team, user, place))

    def worked(self, arrival: Arrival) -> None:
        """Something was dealt with: shown to who did it, and to whom else it may concern."""
        user, team = str(arrival.body.get("user") or ""), arrival.team
        self.changed(team, user)
        if arrival.body.get("kind") in _CONCERN_OTHERS:
            now = self.services.clock()
            with self.lock:
                looking = [key for key, look in self.looks.items() if now - look.at < _WATCHING]
            for there, other in looking[-_MOST_WATCHING:]:
                if there == team and other != user:
                    self.changed(team, other)

    def changed(self, team: str, user: str) -> None:
        """Something on somebody's home is new; shown where they looked a moment ago."""
        look = self._looked(team, user)
        if look is not None and self.services.clock() - look.at < LOOK:
            self.soon.do(partial(self._publish, team, user))

    def show(self, team: str, user: str, place: str) -> None:
        """Notes the look and publishes; what takes a while comes after: addresses, and numbers."""
        self._look(team, user, place)
        viewer = self._publish(team, user)
        missing = self._overview().missing_links(viewer)
        found = [self.links.find(channel, ts) for channel, ts in missing]
        if self._digests().compute(viewer) or any(found):
            self._publish(team, user)

    def refresh(self, body: dict[str, Any], ack: Ack) -> None:
        """Shows everything anew."""
        ack()
        place = str(body["view"].get("private_metadata") or "")
        self.opened(*views.who(body), place)

    def show_all(self, body: dict[str, Any], ack: Ack) -> None:
        """Opens a list in full."""
        ack()
        name = str(body["actions"][0]["action_id"]).partition(":")[2]
        view = self._page(body, name, 0)
        if view is not None:
            views.show(self.client.views_open, trigger_id=body["trigger_id"], view=view)

    def turn(self, body: dict[str, Any], ack: Ack) -> None:
        """Turns a page of a list."""
        ack()
        name, _, number = str(body["actions"][0].get("value") or "").partition(":")
        view = self._page(body, name, int(number)) if number.isdigit() else None
        if view is not None:
            views.show(self.client.views_update, view_id=body["view"]["id"], view=view)

    def _publish(self, team: str, user: str) -> Viewer:
        with self.order.one_at_a_time(user):  # or an older one could be the last that Slack gets
            look, overview = self._looked(team, user), self._overview()
            viewer = self._viewer(user, look)
            name = self.directory.name(user)
            hello = f"*Hello{', ' + escaped(name) if name else ''}.* Ask me what "
            hello += f"{escaped(self.services.name)} has written down, in your own words."
            place = look.place if look else ""
            first, *rest = overview.own(viewer)
            digests = self._digests()
            own = [first, *digests.own(viewer), *rest]
            admins = [*digests.parts(viewer), *self._admins().parts(viewer)]
            view = home(hello, own, admins, place)
            views.show(self.client.views_publish, user_id=user, view=view)
        return viewer

    def _page(self, body: dict[str, Any], name: str, number: int) -> Block | None:
        team, user = views.who(body)
        viewer = self._viewer(user, self._looked(team, user))
        part = self._overview().page(name, viewer, number)
        part = part or self._admins().page(name, viewer, number)
        part = part or self._digests().page(name, viewer, number)
        return whole(part, number) if part else None

    def _viewer(self, user: str, look: Look | None) -> Viewer:
        reader = in_private(self.services, self.directory, user)
        since = look.since if look else None
        return Viewer(user, reader, admin=user in self.services.admins, since=since)

    def _overview(self) -> Overview:
        return Overview(self.services, self.directory, self.links)

    def _admins(self) -> AdminOverview:
        return AdminOverview(self.services, self.directory)

    def _digests(self) -> DigestOverview:
        return DigestOverview(self.services, self.directory, self.standings)

    def _looked(self, team: str, user: str) -> Look | None:
        with self.lock:
            return self.looks.get((team, user))

    def _look(self, team: str, user: str, place: str) -> None:
        now, last = self.services.clock(), self._looked(team, user)
        if last is not None and now - last.at < LOOK:
            since = last.since
        else:
            since = self.services.people.looked(team, user, now)
        with self.lock:
            if len(self.looks) > _LOOKING:
                self.looks.clear()
            self.looks.pop((team, user), None)  # who looked last stands last
            self.looks[team, user] = Look(now, since, place or (last.place if last else ""))
