"""/digest: the digests of a channel, and what can be done about them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks.planning import listing
from bot.blocks.planning.listing import digest_list
from bot.delivery.signs.soon import Soon
from bot.listeners import views
from bot.listeners.clicks import clicked
from bot.listeners.desk import Desk
from bot.listeners.directory import Directory
from bot.listeners.needs.planner import Planner
from bot.listeners.planning.planning import Planning
from bot.listeners.planning.previews import TEST, Previews
from bot.listeners.planning.records import Records
from bot.listeners.planning.rights import is_channel
from bot.listeners.planning.rows import Rows

_TITLE = "Digests"
_NOT_YOURS = "That is for its author, for who answers for its numbers, and for admins."
_NO_NUMBERS = "No numbers are defined yet: the people who look after me can add them."
_NEW = "new"


def without_numbers(app: App) -> None:
    """Answers the command where there is nothing to plan."""

    def tell(ack: Ack) -> None:
        ack(_NO_NUMBERS)

    app.command("/digest")(tell)


@dataclass(frozen=True)
class Digests:
    """Lists digests in a modal, and does what its buttons say.

    Attributes:
        changed: is told who (workspace and person) has changed something.
    """

    desk: Desk
    directory: Directory
    planner: Planner
    client: WebClient
    soon: Soon
    planning: Planning
    previews: Previews
    changed: Callable[[str, str], None]

    def register(self, app: App) -> None:
        """Listens for the command and for the buttons."""
        app.command("/digest")(self.command)
        app.action(listing.MANAGE)(self.manage)
        app.action(listing.NEW)(self.new)
        app.action(listing.EDIT)(self.edit)
        app.action(listing.SHOW)(self.show)
        for deed in (listing.PAUSE, listing.RESUME, listing.DELETE, listing.TEST):
            app.action(deed)(self.do)
        for deed in (listing.HISTORY, listing.DELIVERIES):
            app.action(deed)(self.look_up)

    def command(self, command: dict[str, Any], ack: Ack) -> None:
        """Opens the list of the channel; the form, where it has no digest or `new` is written.

        In direct messages it is the list of all channels that they are in.
        """
        view = self._open(command["trigger_id"])
        user, channel = str(command["user_id"]), str(command["channel_id"])
        channel = channel if is_channel(channel) else listing.ALL
        new = str(command.get("text") or "").strip().casefold() == _NEW
        if view:
            self.soon.do(partial(self._begin, view, user, channel, new))
        ack()

    def manage(self, body: dict[str, Any], ack: Ack) -> None:
        """Opens the list of the channel on the button."""
        click = clicked(body)
        view = self._open(click.trigger)
        if view:
            self.soon.do(partial(self._list, view, click.user, click.value))
        ack()

    def new(self, body: dict[str, Any], ack: Ack) -> None:
        """Opens an empty form above the list, or by itself."""
        self._above(body, ack, self.planning.begin)

    def edit(self, body: dict[str, Any], ack: Ack) -> None:
        """Opens the form above the list."""
        self._above(body, ack, self.planning.change)

    def show(self, body: dict[str, Any], ack: Ack) -> None:
        """Shows what would be posted now, to who may see it."""
        self._above(body, ack, self._previewed)

    def look_up(self, body: dict[str, Any], ack: Ack) -> None:
        """Shows who changed what, or what became of the last days."""
        records = Records(self.desk.services, self.directory, self.planner)
        deed = clicked(body).action

        def told(view: str, user: str, name: str) -> None:
            shown = records.history if deed == listing.HISTORY else records.deliveries
            views.show(self.client.views_update, view_id=view, view=shown(user, name))

        self._above(body, ack, told)

    def do(self, body: dict[str, Any], ack: Ack) -> None:
        """Pauses, resumes, deletes or tests, and shows the list anew.

        Raises:
            StoreError: it could not be kept.
        """
        click, view = clicked(body), body["view"]
        told = self._done(click.user, click.team, click.action, click.value, click.deed)
        ack()
        about = json.loads(view.get("private_metadata") or "{}")
        channel = str(about.get("channel") or "")
        self.soon.do(partial(self._list, str(view["id"]), click.user, channel, told))
        self.changed(click.team, click.user)

    def _done(self, user: str, team: str, deed: str, name: str, event: str) -> str:
        now = self.planner.book.planned().get(name)
        broken = [one for one in self.planner.book.broken() if one.name == name]
        rows = self._rows()
        if now is not None:
            allowed = deed in rows.can(user, name, now)
            title = now.definition.title
        else:
            allowed = any(user == one.author or user in self._admins for one in broken)
            title = name
        if not allowed or (now is None and deed != listing.DELETE):
            return _NOT_YOURS if now is not None else "It is not planned any more."
        if deed == listing.TEST:
            self.desk.leave(TEST, event, user, team, name=name)
            return f"{title}: the test comes to our direct messages."
        return f"{title} {self._changed(deed, name, user)}."

    def _changed(self, deed: str, name: str, user: str) -> str:
        plans, at = self.planner.plans, self.desk.services.clock()
        if deed == listing.PAUSE:
            plans.pause(name, user, at)
            return "is paused"
        if deed == listing.RESUME:
            plans.resume(name, user, at)
            return "is posted again from now on"
        plans.delete(name, user, at)
        return "is deleted"

    def _begin(self, view: str, user: str, channel: str, new: bool) -> None:  # noqa: FBT001 - as it was asked for
        if new or not self._rows().of_channel(user, channel):
            self.planning.begin(view, user, channel)
        else:
            self._list(view, user, channel)

    def _list(self, view: str, user: str, channel: str, told: str = "") -> None:
        rows = self._rows().of_channel(user, channel)
        about = {"channel": channel}
        shown = digest_list(_TITLE, rows, about, told)
        views.show(self.client.views_update, view_id=view, view=shown)

    def _previewed(self, view: str, user: str, name: str) -> None:
        now = self.planner.book.planned().get(name)
        if now is None or listing.TEST not in self._rows().can(user, name, now):
            note = listing.lines("Preview", (), "It is not planned any more, or not for you.")
            views.show(self.client.views_update, view_id=view, view=note)
        else:
            self.previews.show(view, now)

    def _above(self, body: dict[str, Any], ack: Ack, then: Callable[[str, str, str], None]) -> None:
        """Opens a view, above another one where there is one, and fills it soon."""
        click, within = clicked(body), (body.get("view") or {}).get("type") == "modal"
        view = self._open(click.trigger, push=within)
        if view:
            self.soon.do(partial(then, view, click.user, click.value))
        ack()

    def _open(self, trigger: str, *, push: bool = False) -> str:
        method = self.client.views_push if push else self.client.views_open
        return views.show(method, trigger_id=trigger, view=listing.waiting(_TITLE))

    def _rows(self) -> Rows:
        return Rows(self.desk.services, self.directory, self.planner)

    @property
    def _admins(self) -> frozenset[str]:
        return frozenset(self.desk.services.admins)
