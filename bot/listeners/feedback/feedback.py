"""What people say of answers: kept, and what is not right goes to whoever looks after it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.feedback import feedback as blocks
from bot.blocks.feedback.feedback import FEEDBACK, REASON, Case
from bot.blocks.parts.forms import LONGEST
from bot.listeners.asking.replying import Replying
from bot.listeners.clicks import Click, clicked, filled, number_in, seen
from bot.listeners.desk import Desk
from bot.listeners.feedback import evidence
from bot.listeners.feedback.reaching import Reached, Reaching
from bot.listeners.feedback.telling import Telling
from knowledge.answers.vouched.vouching import clean
from knowledge.store.feedback.feedback import OPEN, REASONS, RIGHT, Flag
from knowledge.store.messages.deliveries import Arrival
from knowledge.store.questions.journal import Entry

HELPED, FLAGGED = "helped", "flag"

_GONE = "I cannot find that answer any more. Ask your question again."


@dataclass(frozen=True)
class Feedback:
    """Keeps votes, and passes what is not right on."""

    desk: Desk
    replying: Replying
    reaching: Reaching
    telling: Telling

    def register(self, app: App) -> None:
        """Listens for the buttons and the form."""
        app.action(FEEDBACK)(self.click)
        app.view(REASON)(self.submit)
        self.desk.on(HELPED, self.thank)
        self.desk.on(FLAGGED, self.flag)

    def click(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps that it helped, or asks what is wrong."""
        click = clicked(body)
        verdict, _, number = click.value.partition(":")
        question = number_in(number)
        entry = self._seen(question, click.user, click.channel)
        if entry is None:
            self.telling.refuse(click.trigger, _GONE)
        elif verdict == RIGHT:
            self.desk.leave(
                HELPED,
                click.deed,
                click.user,
                click.team,
                question=question,
                channel=click.channel,
                thread=click.thread,
            )
        else:
            self._ask(click, question, entry)
        ack()

    def submit(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps what is wrong, then closes the form."""
        form = filled(body)
        question, channel = number_in(form.about.get("question")), str(form.about.get("channel"))
        reason, words = form.words("reason"), clean(form.words("words"))[:LONGEST]
        if reason not in REASONS:
            ack(response_action="errors", errors={"reason": "Choose what is wrong."})
            return
        if self._seen(question, form.user, channel) is None:
            ack(response_action="errors", errors={"reason": _GONE})
            return
        self.desk.leave(
            FLAGGED,
            form.view,
            form.user,
            form.team,
            question=question,
            reason=reason,
            words=words,
            channel=channel,
            thread=str(form.about.get("thread") or ""),
        )
        ack()

    def thank(self, arrival: Arrival) -> None:
        """Keeps a vote; the first time somebody casts it, thanks them."""
        body, services = arrival.body, self.desk.services
        question, user = int(body["question"]), str(body["user"])
        if services.flags.right(question, user, services.clock()):
            place = (str(body["channel"]), str(body["thread"]))
            self.telling.aside(f"thanks:{arrival.message}", user, place, blocks.thanks())

    def flag(self, arrival: Arrival) -> None:
        """Puts it in the fix queue, tells who looks after it, and who raised it."""
        body, services = arrival.body, self.desk.services
        question, user = int(body["question"]), str(body["user"])
        entry = services.journal.question(question)
        if entry is None:
            return
        before = services.flags.of(question, user)
        reached = self.reaching.of(entry)
        told = (str(body["reason"]), str(body["words"]), reached.owner)
        flag = services.flags.wrong(question, user, told, services.clock())
        again = before is not None and before.state == OPEN
        if flag.owner != reached.owner:
            reached = Reached(flag.owner, self.reaching.people(flag.owner))
        reached = self.reaching.tell(reached, partial(self._tell, flag, entry), but=user)
        said = blocks.passed_to(self.reaching.named(reached), new=not again)
        place = (str(body["channel"]), str(body["thread"]))
        self.telling.aside(f"flagged:{arrival.message}", user, place, said)

    def _tell(self, flag: Flag, entry: Entry, person: str) -> bool:
        """Shows one owner as much of it as they may read; False where they are not there."""
        reader = self.replying.alone(person)
        case = Case(
            question=entry.text,
            answer=evidence.answer(entry, reader),
            sources=evidence.sources(entry, reader),
            reason=flag.reason,
            words=flag.words,
            who=self.replying.directory.name(flag.user),
            owns=self.reaching.looks_after(person, flag.owner),
        )
        said = blocks.flagged(case, self.desk.services.name, flag.id)
        return self.telling.direct(f"flag:{flag.round}:{person}", person, said)

    def _ask(self, click: Click, question: int, entry: Entry) -> None:
        known = self.desk.services.flags.of(question, click.user)
        before = (known.reason, known.words) if known and known.state == OPEN else ("", "")
        form = blocks.reason_form(entry.text, {"question": question, **click.place}, before)
        self.telling.open(click.trigger, form)

    def _seen(self, question: int, user: str, channel: str) -> Entry | None:
        return seen(self.desk.services.journal, question, user, channel)
