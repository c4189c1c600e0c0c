"""What who answers for a word does with its meanings: verify, approve, change, take out of use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.lingo import card
from bot.blocks.lingo import changing as blocks
from bot.blocks.lingo.actions import (
    ALL,
    APPROVED,
    BETTER,
    CHANGE,
    DEPRECATE,
    DROPPED,
    EDIT,
    EDITED,
    MENU,
    STILL,
    VERIFY,
    YES,
    picked,
)
from bot.blocks.lingo.meaning import Meaning
from bot.listeners.clicks import Click, Filled, clicked, filled
from bot.listeners.desk import Desk
from bot.listeners.feedback.telling import Telling
from bot.listeners.lingo.knowing import Knowing
from bot.listeners.lingo.suggesting import GONE, NOT_YOURS, Suggesting, wording_of, wrong_with
from knowledge.lingo.deciding.changing import OWN, Changing, Wording
from knowledge.lingo.glossary import reference
from knowledge.models import EVERYONE, Sense
from knowledge.store.messages.deliveries import Arrival

_CLOSED = "Not everybody who looks this word up may know of that one. Name another, or none."

SAID = "lingo_said"
"""The kind of what owners do."""


@dataclass(frozen=True)
class Settling:
    """Takes what is picked beside a meaning, and the forms that follow."""

    desk: Desk
    knowing: Knowing
    telling: Telling
    suggesting: Suggesting

    def register(self, app: App) -> None:
        """Listens for the menu, the weekly buttons and the forms."""
        app.action(MENU)(self.pick)
        app.action(re.compile(rf"{VERIFY}:\d+"))(self.verify)
        app.view(EDIT)(self.edited)
        app.view(DEPRECATE)(self.dropped)
        self.desk.on(SAID, self.settle)

    def pick(self, body: dict[str, Any], ack: Ack) -> None:
        """Shows what was picked, or keeps it."""
        click = clicked(body)
        chosen = picked(click.value)
        sense = self.knowing.sense(chosen.reference if chosen else "", click.user)
        if chosen is None or sense is None:
            self.telling.refuse(click.trigger, GONE)
        elif chosen.deed == ALL:
            self._show_all(click, sense)
        elif chosen.deed == BETTER:
            self.suggesting.open(click, [sense])
        elif not self.knowing.may_change(click.user, sense):
            self.telling.refuse(click.trigger, NOT_YOURS)
        else:
            self._change(click, sense, chosen.deed)
        ack()

    def verify(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps that a meaning is still right."""
        click = clicked(body)
        sense = self.knowing.sense(click.value, click.user)
        if sense is None:
            self.telling.refuse(click.trigger, GONE)
        elif not self.knowing.may_change(click.user, sense):
            self.telling.refuse(click.trigger, NOT_YOURS)
        else:
            self._leave(click.deed, click, STILL, sense, click.place)
        ack()

    def edited(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps another wording: of a suggestion, or of what is there."""
        form = filled(body)
        document = str(form.about.get("document") or "")
        if document:
            self._edited_suggestion(form, document, ack)
            return
        sense = self._theirs(form)
        wrong = self._refusal(form, sense) or wrong_with(wording_of(form), sense)
        if wrong or sense is None:
            ack(response_action="errors", errors={"definition": wrong})
            return
        self._leave(form.view, form, EDITED, sense, form.about)
        ack()

    def dropped(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps that a word is no longer used."""
        form = filled(body)
        sense = self._theirs(form)
        wrong = self._refusal(form, sense) or self._too_closed(form, sense)
        if wrong or sense is None:
            ack(response_action="errors", errors={"instead": wrong})
            return
        self._leave(form.view, form, DROPPED, sense, form.about)
        ack()

    def settle(self, arrival: Arrival) -> None:
        """Does what an owner decided, and confirms it to them alone."""
        body, user = arrival.body, str(arrival.body["user"])
        deed, instead = str(body["deed"]), str(body["instead"])
        document, by = f"{OWN}{arrival.message[:24]}", (user, self.desk.services.clock())
        changing = self._changing()
        kept = changing.own.get(document)  # it is tried again, and the meaning has moved there
        sense = self.knowing.sense(str(body["sense"]), user) or (kept.sense if kept else None)
        if sense is None:
            told = blocks.said(GONE)
        elif not self.knowing.may_change(user, sense):
            told = blocks.said(NOT_YOURS)
        else:
            if deed == EDITED:
                wording = Wording(str(body["definition"]), str(body["example"]))
                changing.edit(document, sense, wording, by)
            else:
                changing.say(sense, deed, by, instead)
            told = blocks.done(sense, "edited" if deed == EDITED else deed, instead)
        place = (str(body["channel"]), str(body["thread"]))
        self.telling.aside(f"lingo:said:{arrival.message}", user, place, told)

    def _change(self, click: Click, sense: Sense, deed: str) -> None:
        about = {"sense": reference(sense), "channel": click.channel, "thread": click.thread}
        if deed in {STILL, APPROVED}:
            self._leave(click.deed, click, deed, sense, click.place)
        elif deed == EDITED:
            self.telling.open(click.trigger, blocks.edit_form(sense, about))
        else:
            self.telling.open(click.trigger, blocks.deprecate_form(sense, about))

    def _show_all(self, click: Click, sense: Sense) -> None:
        found = self.knowing.find(sense.label, self.knowing.reader(click.user))
        shown = self.knowing.meanings(found.senses, click.user)
        meaning = next((one for one in shown if one.sense == sense), Meaning(sense))
        changes = self._changing().history(sense)
        view = card.whole(meaning, self.knowing.setting(), changes)
        self.telling.open(click.trigger, view)

    def _edited_suggestion(self, form: Filled, document: str, ack: Ack) -> None:
        one = self._changing().own.get(document)
        wrong = self.suggesting.refusal(one, form.user)
        if not wrong and not any(sign.isalnum() for sign in wording_of(form).definition):
            wrong = "Write first what it means."
        if wrong or one is None:
            ack(response_action="errors", errors={"definition": wrong})
            return
        deed = form.words("deed")
        suggested = Wording(one.sense.definition, one.sense.example)
        if deed == YES and wording_of(form) != suggested:
            deed = CHANGE
        self.suggesting.leave(form.view, form, one, deed, dict(form.about))
        ack()

    def _theirs(self, form: Filled) -> Sense | None:
        return self.knowing.sense(str(form.about.get("sense") or ""), form.user)

    def _refusal(self, form: Filled, sense: Sense | None) -> str:
        if sense is None:
            return GONE
        return "" if self.knowing.may_change(form.user, sense) else NOT_YOURS

    def _too_closed(self, form: Filled, sense: Sense | None) -> str:
        """Why a word may not be named on another's card, "" where it may."""
        word = form.words("instead")
        if sense is None or not word:
            return ""
        found = self.knowing.services.glossary.lookup(word, self.knowing.reader(form.user))
        known = {one.audience for one in found.senses if found.match != "spelling"}
        return _CLOSED if known and not known & {EVERYONE, sense.audience} else ""

    def _leave(self, event: str, who: Click | Filled, deed: str, sense: Sense, place: Any) -> None:
        form = who if isinstance(who, Filled) else None
        wording = wording_of(form) if form else Wording("")
        instead = " ".join(form.words("instead").split())[:80] if form else ""
        self.desk.leave(
            SAID,
            event,
            who.user,
            who.team,
            deed=deed,
            sense=reference(sense),
            definition=wording.definition,
            example=wording.example,
            instead=instead,
            channel=str(place.get("channel") or ""),
            thread=str(place.get("thread") or ""),
        )

    def _changing(self) -> Changing:
        assert self.knowing.terms is not None, "registered only where there are some"
        return self.knowing.terms.changing
