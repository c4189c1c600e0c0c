"""The form that plans a digest: opened, redrawn as it is filled in, looked at, and taken."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha1
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks.parts import forms
from bot.blocks.planning import form as fields
from bot.blocks.planning import listing
from bot.blocks.planning.draft import Besides, Draft, draft_of
from bot.blocks.planning.form import digest_form
from bot.delivery.signs.soon import Soon
from bot.listeners import views
from bot.listeners.clicks import Filled, filled
from bot.listeners.desk import Desk
from bot.listeners.directory import Directory
from bot.listeners.needs.planner import Planner
from bot.listeners.planning.offering import Mixed, Offering
from bot.listeners.planning.previews import Previews
from bot.listeners.planning.reading import Unfit, drafted, planned, slug
from bot.listeners.planning.rights import GUEST, Rights, is_channel
from bot.listeners.planning.saving import SAVE
from bot.schedule.digests import PlannedDigest
from bot.schedule.saying import moment, next_slot, when
from knowledge.store.digests.planned import KeptDigest

_CHANGED = "Somebody has changed it meanwhile. Close the form, and open it again to see how."
_REDRAWN = (fields.CHANNEL, fields.METRICS, fields.RHYTHM)


@dataclass(frozen=True)
class Planning:
    """Deals with one form from its first sight to its end."""

    desk: Desk
    directory: Directory
    planner: Planner
    client: WebClient
    soon: Soon
    previews: Previews

    def register(self, app: App) -> None:
        """Listens for what is filled in, for the buttons of the form, and for the form itself."""
        for field in _REDRAWN:
            app.action({"block_id": field, "action_id": forms.FIELD})(self.redraw)
        app.action(fields.MORE)(self.more)
        app.action(fields.PREVIEW)(self.preview)
        app.view(fields.FORM)(self.submit)

    def begin(self, view: str, user: str, channel: str) -> None:
        """Shows a form in the place of a view, filled in as far as can be guessed.

        Guests are told that it is not for them; where this channel cannot be had, others choose
        another one, and read why.
        """
        if self.directory.person(user).guest:
            self._note(view, GUEST)
            return
        refusal = self._rights().refusal(user, channel) if is_channel(channel) else ""
        draft = self._offering().begun(user, "" if refusal else channel)
        self._show(view, user, draft, {"zone": draft.zone}, refusal)

    def change(self, view: str, user: str, name: str) -> None:
        """Shows a digest in the form in the place of a view, or why it is not to be changed."""
        kept = self._kept(name)
        now = self.planner.book.planned().get(name)
        if kept is None or now is None or not self._rights().may_change(user, now):
            self._note(view, "It cannot be changed: it was deleted, or you may not change it.")
            return
        draft = draft_of(json.loads(kept.body), now.definition)
        self._show(view, user, draft, {"name": name, "more": True, "seen": _seen(kept.body)})

    def redraw(self, body: dict[str, Any], ack: Ack) -> None:
        """Something was chosen on which other fields depend."""
        ack()
        self.soon.do(partial(self._redrawn, filled(body)))

    def more(self, body: dict[str, Any], ack: Ack) -> None:
        """Shows the rarer fields too."""
        ack()
        form = filled(body)
        about = {**form.about, "more": True}
        self.soon.do(partial(self._redrawn, replace(form, about=about)))

    def preview(self, body: dict[str, Any], ack: Ack) -> None:
        """Shows above the form what would be posted today."""
        ack()
        waits = listing.waiting("Preview")
        view = views.show(self.client.views_push, trigger_id=body["trigger_id"], view=waits)
        if view:
            self.soon.do(partial(self._previewed, view, filled(body)))

    def submit(self, body: dict[str, Any], ack: Ack) -> None:
        """Says what is wrong with the form, or keeps it and then says so.

        Raises:
            StoreError: it could not be kept; the form stays open and Slack says that it failed.
        """
        form, view = filled(body), body["view"]
        try:
            content, digest = self._planned(form)
        except Unfit as unfit:
            shown = {one["block_id"] for one in view["blocks"] if one["type"] == "input"}
            wrong = {
                (name if name in shown else fields.CHANNEL): sentence
                for name, sentence in unfit.wrong.items()
            }
            ack(response_action="errors", errors=wrong)
            return
        edited = str(form.about.get("name") or "")
        name = digest.definition.name
        told = {"name": name, "body": content, "edited": bool(edited)}
        self.desk.leave(SAVE, form.view, form.user, form.team, **told)
        ack(response_action="update", view=self._saved(digest))

    def _planned(self, form: Filled) -> tuple[str, PlannedDigest]:
        """What is kept of a form.

        Raises:
            Unfit: with what is wrong, by field.
        """
        offering, edited = self._offering(), str(form.about.get("name") or "")
        draft = self._drafted(form)
        now = self.planner.book.planned().get(edited)
        if edited and (now is None or not self._rights().may_change(form.user, now)):
            raise Unfit({fields.TITLE: "It was deleted meanwhile, or you may not change it."})
        kept = self._kept(edited)
        if kept is not None and _seen(kept.body) != form.about.get("seen"):
            raise Unfit({fields.TITLE: _CHANGED})
        stays = now is not None and now.definition.channel == draft.channel
        refusal = self._rights().refusal(form.user, draft.channel)
        if refusal and not (stays and self._rights().is_admin(form.user)):
            raise Unfit({fields.CHANNEL: refusal})
        try:
            audience = offering.audience(draft, offering.readable(form.user, draft.channel))
        except Mixed as error:
            raise Unfit({fields.METRICS: str(error)}) from error
        dated = self.planner.dated(draft.metrics[0]) if draft.metrics else ""
        owner = now.author if now is not None else form.user
        besides = Besides(edited or self._free(slug(draft.title)), audience, dated, owner)
        return planned(draft, besides, self.planner.holidays)

    def _previewed(self, view: str, form: Filled) -> None:
        try:
            _, digest = self._planned(form)
        except Unfit as unfit:
            said = forms.note("Preview", " ".join(unfit.wrong.values()))
            views.show(self.client.views_update, view_id=view, view=said)
            return
        self.previews.show(view, digest)

    def _redrawn(self, form: Filled) -> None:
        self._show(form.view, form.user, self._drafted(form), form.about)

    def _show(
        self, view: str, user: str, draft: Draft, about: Mapping[str, Any], told: str = ""
    ) -> None:
        form = digest_form(draft, self._offering().offer(user, draft), about, told)
        views.show(self.client.views_update, view_id=view, view=form)

    def _note(self, view: str, sentence: str) -> None:
        said = forms.note("Digests", sentence)
        views.show(self.client.views_update, view_id=view, view=said)

    def _drafted(self, form: Filled) -> Draft:
        known = self.planner.definitions().metrics
        percents = {name for name, one in known.items() if one.unit == "percent"}
        return drafted(form, Draft(zone=str(form.about.get("zone") or "UTC")), percents)

    def _saved(self, digest: PlannedDigest) -> dict[str, Any]:
        due = next_slot(digest, self.desk.services.clock())
        said = digest.definition
        next_time = moment(due) if due else ""
        return listing.saved(said.title, when(digest.schedule), next_time, said.channel)

    def _kept(self, name: str) -> KeptDigest | None:
        return {one.name: one for one in self.planner.plans.all()}.get(name)

    def _free(self, name: str) -> str:
        """The name, or the first one after it that no digest has."""
        taken = {*self.planner.book.planned(), *(one.name for one in self.planner.plans.all())}
        number, found = 2, name
        while found in taken:
            number, found = number + 1, f"{name}-{number}"
        return found

    def _offering(self) -> Offering:
        return Offering(self.desk.services, self.directory, self.planner)

    def _rights(self) -> Rights:
        return Rights(self.desk.services, self.directory)


def _seen(body: str) -> str:
    """What somebody saw when they began to change it, short enough for a form."""
    return sha1(body.encode(), usedforsecurity=False).hexdigest()[:12]
