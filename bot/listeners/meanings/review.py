"""An admin looks terms through: opens a list, turns its pages, says what is a conflict."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks.meanings import actions
from bot.blocks.parts.forms import note
from bot.delivery.signs.soon import Soon
from bot.listeners import views
from bot.listeners.clicks import Click, clicked
from bot.listeners.desk import Desk
from bot.listeners.feedback.telling import Telling
from bot.listeners.meanings.lists import Lists, is_confirmed
from bot.listeners.meanings.owners import OwnersSettle
from knowledge.store.lingo.conflicts import FOUND, KeptConflict
from knowledge.store.messages.deliveries import Arrival

JUDGING, REJECTING = "lingo judge", "lingo reject"

NOT_YOURS = "Only those who look after me can do that, where they may read what it is about."
OVER = "Somebody has decided on this already."


@dataclass(frozen=True)
class TermReview:
    """Lists for admins, and the clicks on them that need no form."""

    desk: Desk
    lists: Lists
    owners: OwnersSettle
    client: WebClient
    soon: Soon
    telling: Telling

    def register(self, app: App) -> None:
        """Listens for the buttons of the home and of the lists."""
        app.action(actions.REVIEW)(self.open)
        app.action(re.compile(rf"{actions.PAGE}:\d+"))(self.turn)
        app.action(actions.CONFIRM)(self.judge)
        app.action(actions.DISMISS)(self.judge)
        app.action(actions.REJECT)(self.reject)
        self.desk.on(JUDGING, self.judged)
        self.desk.on(REJECTING, self.rejected)

    def open(self, body: dict[str, Any], ack: Ack) -> None:
        """Opens a list."""
        ack()
        click = clicked(body)
        if self.lists.asked.is_admin(click.user):
            shown = self.lists.show(click.user, click.value, 0)
            views.show(self.client.views_open, trigger_id=click.trigger, view=shown)
        else:
            self.telling.refuse(click.trigger, NOT_YOURS)

    def turn(self, body: dict[str, Any], ack: Ack) -> None:
        """Turns a page."""
        ack()
        click = clicked(body)
        name, _, number = click.value.partition(":")
        if self.lists.asked.is_admin(click.user) and number.isdigit():
            self.soon.do(partial(self.show, str(body["view"]["id"]), click.user, name, int(number)))

    def judge(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps what an admin says of a conflict."""
        click = clicked(body)
        kept = self.lists.conflict(click.user, click.value)
        more = {"conflict": click.value, "is": click.action == actions.CONFIRM}
        self._keep(body, click, JUDGING, refusal_of(kept), more)
        ack()

    def judged(self, arrival: Arrival) -> None:
        """Confirms it and tells both owners, or keeps it away; shows the list without it."""
        body, now = arrival.body, self.desk.services.clock()
        user, key = str(body["user"]), str(body["conflict"])
        kept, conflicts = self.lists.conflict(user, key), self.lists.asked.terms.conflicts
        if kept is None:
            return
        label = kept.conflict.label
        if body["is"]:
            conflicts.confirm(key, user, now)
            if is_confirmed(conflicts.get(key)):
                self.owners.tell(kept.conflict)
            told = f"{label}: confirmed. The owners are told."
        else:
            conflicts.dismiss(key, user, now)
            told = f"{label}: no conflict. It does not come again while both say what they say."
        self.again(arrival, actions.CONFLICTS, told)

    def reject(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps that an admin does not want a term."""
        click = clicked(body)
        known = self.lists.candidate(click.user, click.value) is not None
        more = {"candidate": click.value}
        self._keep(body, click, REJECTING, "" if known else NOT_YOURS, more)
        ack()

    def rejected(self, arrival: Arrival) -> None:
        """Keeps a term away, and shows the list without it."""
        body, now = arrival.body, self.desk.services.clock()
        user, key = str(body["user"]), str(body["candidate"])
        kept = self.lists.candidate(user, key)
        if kept is not None:
            done = self.lists.asked.terms.deciding.reject(key, (user, now))
            told = "rejected. It stays away." if done else OVER
            self.again(arrival, actions.CANDIDATES, f"{kept.candidate.label}: {told}")

    def again(self, arrival: Arrival, name: str, told: str) -> None:
        """Shows a list anew where it was clicked, if it is still open."""
        view, page = str(arrival.body.get("view") or ""), int(arrival.body.get("page") or 0)
        if view:
            self.show(view, str(arrival.body["user"]), name, page, told)

    def show(self, view: str, user: str, name: str, page: int, told: str = "") -> None:
        """Shows a page of a list in a view."""
        shown = self.lists.show(user, name, page, told)
        views.show(self.client.views_update, view_id=view, view=shown)

    def _keep(
        self,
        body: dict[str, Any],
        click: Click,
        kind: str,
        wrong: str,
        more: Mapping[str, Any],
    ) -> None:
        if wrong:
            views.show(self.client.views_push, trigger_id=click.trigger, view=refused(wrong))
        else:
            self.desk.leave(kind, click.deed, click.user, click.team, **more, **place_of(body))


def place_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """The view of a list, and its page, so that it can be shown anew."""
    view = body.get("view") or {}
    about = json.loads(view.get("private_metadata") or "{}")
    return {"view": str(view.get("id") or ""), "page": int(about.get("page") or 0)}


def refusal_of(kept: KeptConflict | None) -> str:
    """Why an admin cannot judge a conflict, "" where they can."""
    if kept is None:
        return NOT_YOURS
    return "" if kept.state == FOUND else OVER


def refused(sentence: str) -> dict[str, Any]:
    """A view that says why a click leads nowhere."""
    return note("Not possible", sentence)
