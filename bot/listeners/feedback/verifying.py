"""Answers that somebody vouches for: approved, asked about when their day is over, renewed."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.feedback import vouching as blocks
from bot.blocks.feedback.vouching import CHANGE, DROP, HALF_A_YEAR, NO, STILL, VERIFY, YES
from bot.listeners.clicks import Click, Filled, clicked, filled, number_in
from bot.listeners.desk import Desk
from bot.listeners.feedback.owners_reply import verified
from bot.listeners.feedback.reaching import Reaching
from bot.listeners.feedback.telling import Telling
from bot.listeners.feedback.until import LONGEST as FURTHEST
from knowledge.answers.vouched.vouching import LONGEST, clean
from knowledge.errors import StoreError
from knowledge.store.feedback.asks import NOBODY
from knowledge.store.feedback.verified import Verified
from knowledge.store.messages.deliveries import Arrival

APPROVE, RENEW = "approve", "renew"

_NOT_YOURS = "Only who vouched for this answer, or an admin, can change it."
_GONE = "This answer is not kept any more."
_SAID = {
    STILL: "Thank you. I use it again, and ask you in half a year.",
    CHANGE: "Thank you. I use your new answer from now on.",
    DROP: "I have dropped it.",
    YES: "I keep it as a verified answer.",
    NO: "I do not keep it.",
}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Verifying:
    """Looks after verified answers."""

    desk: Desk
    reaching: Reaching
    telling: Telling

    def register(self, app: App) -> None:
        """Listens for the buttons and the form."""
        app.action(re.compile(rf"{VERIFY}:({YES}|{NO})"))(self.approved)
        app.action(re.compile(rf"{VERIFY}:({STILL}|{CHANGE}|{DROP})"))(self.click)
        app.view(VERIFY)(self.submit)
        self.desk.on(APPROVE, self.approve)
        self.desk.on(RENEW, self.renew)

    def tick(self, now: datetime) -> None:
        """Takes what has ended out of use, and asks once whether it still holds."""
        vouching = self.desk.services.vouching
        try:
            for one in vouching.lapse(now.date()):
                people = self.reaching.people(one.owner) or self.reaching.people(NOBODY)
                said = blocks.lapsed(one.document, one.question, one.answer, one.expires_on)
                for person in people:
                    key = f"lapsed:{one.document}:{one.expires_on}:{person}"
                    self.telling.direct(key, person, said)
                vouching.reminded(one.document, now)
        except StoreError as error:
            log.warning("verified answers could not be looked at: %s", error)

    def approved(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps an admin's decision."""
        click = clicked(body)
        if click.user in self.desk.services.admins:
            self._leave(APPROVE, click, ask=number_in(click.value))
        else:
            self.telling.refuse(click.trigger, "Only an admin can decide this.")
        ack()

    def approve(self, arrival: Arrival) -> None:
        """Keeps an answer whose keeping an admin approved."""
        body, services = arrival.body, self.desk.services
        ask = services.asks.get(int(body["ask"]))
        if ask is None or ask.keep_until is None or not ask.answer:
            return
        if body["action"] == YES and services.vouching.get(f"verified/ask-{ask.id}") is None:
            services.vouching.keep(verified(ask, str(body["user"]), ask.keep_until))
        self._show(arrival, ask.text)

    def click(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps an owner's decision; for a change, shows the form."""
        click = clicked(body)
        one = self.desk.services.vouching.get(click.value)
        wrong = self._refusal(one, click.user)
        if wrong or one is None:
            self.telling.refuse(click.trigger, wrong)
        elif click.action.endswith(f":{CHANGE}"):
            about = {"document": one.document, **click.place}
            today = self.desk.services.clock().date()
            form = blocks.change_form(about, one.question, one.answer, today)
            self.telling.open(click.trigger, form)
        else:
            self._leave(RENEW, click, document=one.document, answer="", until="")
        ack()

    def submit(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps a changed answer, then closes the form."""
        form = filled(body)
        one = self.desk.services.vouching.get(str(form.about.get("document")))
        wrong = self._wrong(form, one)
        if wrong or one is None:
            ack(response_action="errors", errors=wrong)
            return
        self.desk.leave(
            RENEW,
            form.view,
            form.user,
            form.team,
            action=CHANGE,
            document=one.document,
            answer=clean(form.words("answer")),
            until=form.words("until"),
            place={name: form.about.get(name) for name in ("channel", "ts")},
        )
        ack()

    def renew(self, arrival: Arrival) -> None:
        """Does with a verified answer what its owner decided."""
        body, services = arrival.body, self.desk.services
        one = services.vouching.get(str(body["document"]))
        if one is None:
            return
        now = services.clock()
        if body["action"] == DROP:
            services.vouching.drop(one.document)
        else:
            named = str(body["until"])
            until = date.fromisoformat(named) if named else now.date() + HALF_A_YEAR
            by = (str(body["user"]), now)
            services.vouching.renew(one.document, by, until, str(body["answer"]))
        self._show(arrival, one.question)

    def _leave(self, kind: str, click: Click, **body: Any) -> None:
        self.desk.leave(
            kind,
            click.deed,
            click.user,
            click.team,
            action=click.action.partition(":")[2],
            place={"channel": click.channel, "ts": click.ts},
            **body,
        )

    def _show(self, arrival: Arrival, question: str) -> None:
        place: Mapping[str, Any] = arrival.body["place"]
        self.telling.replace(place, blocks.done(_SAID[str(arrival.body["action"])], question))

    def _wrong(self, form: Filled, one: Verified | None) -> dict[str, str]:
        refused = self._refusal(one, form.user)
        if refused:
            return {"answer": refused}
        wrong, answer = {}, clean(form.words("answer"))
        today, until = self.desk.services.clock().date(), form.day("until")
        if not any(sign.isalnum() for sign in answer):
            wrong["answer"] = "Write the answer first."
        elif len(answer) > LONGEST:
            wrong["answer"] = f"It has {len(answer):,} characters; {LONGEST} is the most."
        if until is None or not today < until <= today + FURTHEST:
            wrong["until"] = "Choose a day that is still to come, within two years."
        return wrong

    def _refusal(self, one: Verified | None, user: str) -> str:
        if one is None:
            return _GONE
        return "" if self.reaching.answers_for(user, one.owner) else _NOT_YOURS
