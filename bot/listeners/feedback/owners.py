"""A question on its way to whoever looks after the subject."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.answers.owners import ASK_OWNER
from bot.blocks.feedback import passing as blocks
from bot.blocks.feedback.passing import NOT_MINE
from bot.listeners.asking.replying import Replying
from bot.listeners.clicks import clicked, filled, number_in, seen
from bot.listeners.desk import Desk
from bot.listeners.feedback import evidence
from bot.listeners.feedback.reaching import Reached, Reaching
from bot.listeners.feedback.telling import Telling
from knowledge.models import Mode
from knowledge.store.feedback.asks import ANSWERED, OPEN, Ask
from knowledge.store.messages.deliveries import Arrival
from knowledge.store.questions.journal import Entry

SEND, PASS_ON = "ask_owner", "pass_on"

NOT_ASKED = "This question was sent to somebody else."
SETTLED = "This question is answered already. There is nothing left to do."
_GONE = "I cannot find that question any more. Ask it again."
_AGAIN = "You have asked this already. I tell you as soon as somebody answers."
_THERE = "This was answered already. Look for the answer where you asked."
_ASKED = "They were asked already, and did not know. Choose somebody else, or leave it empty."
_NOT_THERE = "I cannot reach this person. Choose somebody else, or leave it empty."


@dataclass(frozen=True)
class Owners:
    """Sends questions to owners, and on to whom they name."""

    desk: Desk
    replying: Replying
    reaching: Reaching
    telling: Telling

    def register(self, app: App) -> None:
        """Listens for the asker's button, and for the owner's "Not mine"."""
        app.action(ASK_OWNER)(self.ask)
        app.action(NOT_MINE)(self.not_mine)
        app.view(NOT_MINE)(self.passed)
        self.desk.on(SEND, self.send)
        self.desk.on(PASS_ON, self.pass_on)

    def ask(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps that somebody wants a question asked."""
        click, services = clicked(body), self.desk.services
        question = number_in(click.value)
        entry = seen(services.journal, question, click.user, click.channel)
        known = services.asks.of(question, click.user) if entry else None
        if entry is None:
            self.telling.refuse(click.trigger, _GONE)
        elif known is not None:
            self.telling.refuse(click.trigger, _THERE if known.state == ANSWERED else _AGAIN)
        else:
            self.desk.leave(
                SEND,
                click.deed,
                click.user,
                click.team,
                question=question,
                channel=click.channel,
                thread=click.thread,
                alone=click.alone,
            )
        ack()

    def send(self, arrival: Arrival) -> None:
        """Asks the owner, and tells the asker that it was done."""
        body, services = arrival.body, self.desk.services
        number, asker = int(body["question"]), str(body["user"])
        entry = services.journal.question(number)
        if entry is None:
            return
        reached = self.reaching.of(entry, but=asker)
        place = (str(body["channel"]), str(body["thread"]))
        back = ("", "") if body["alone"] else place  # what was asked aside is answered aside
        ask = services.asks.put(
            Ask(
                id=0,
                question=number,
                text=entry.text,
                team=arrival.team,
                asker=asker,
                channel=back[0],
                thread=back[1],
                owner=reached.owner,
                state=OPEN,
                asked_at=services.clock(),
            )
        )
        if ask.state == OPEN:
            reached = self.reaching.tell(reached, partial(self._tell, ask, entry, ""), but=asker)
        said = blocks.sent(self.reaching.named(reached))
        self.telling.aside(f"asked:{ask.id}", asker, place, said)

    def not_mine(self, body: dict[str, Any], ack: Ack) -> None:
        """Asks an owner who may know instead."""
        click = clicked(body)
        ask = self.asked(click.value, click.user)
        wrong = refusal(ask)
        if wrong or ask is None:
            self.telling.refuse(click.trigger, wrong)
        else:
            self.telling.open(
                click.trigger, blocks.pass_form({"ask": ask.id, **click.place}, ask.text)
            )
        ack()

    def passed(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps to whom it is passed on, then closes the form."""
        form = filled(body)
        ask, person = self.asked(form.about.get("ask"), form.user), form.words("person")
        wrong = refusal(ask) or self._unfit(ask, person)
        if wrong:
            ack(response_action="errors", errors={"person": wrong})
            return
        self.desk.leave(
            PASS_ON,
            form.view,
            form.user,
            form.team,
            ask=form.about["ask"],
            person=person,
            place={name: form.about.get(name) for name in ("channel", "ts")},
        )
        ack()

    def pass_on(self, arrival: Arrival) -> None:
        """Asks somebody else: who was named, else the admins; without any, gives up."""
        body, services = arrival.body, self.desk.services
        user, ask = str(body["user"]), services.asks.get(int(body["ask"]))
        entry = services.journal.question(ask.question) if ask else None
        if ask is None or entry is None or ask.state != OPEN:
            return
        named = str(body["person"])
        again = arrival.attempts > 1 and ask.owner == named
        people = self.reaching.people(named, but=ask.asker)
        fresh = [one for one in people if again or one == named or not self._told(ask, one)]
        if fresh:
            services.asks.pass_on(ask.id, named)
            who = self.replying.directory.name(user)
            reached = Reached(named, tuple(fresh))
            tell = partial(self._tell, ask, entry, who)
            reached = self.reaching.tell(reached, tell, but=ask.asker)
            sentence = f"I have asked {self.reaching.named(reached)} instead. Thank you."
        else:
            services.asks.decline(ask.id, user, services.clock())
            place = (ask.channel, ask.thread)
            said = blocks.nobody_knew(ask.text)
            self.telling.aside(f"declined:{ask.id}", ask.asker, place, said)
            sentence = "I have told who asked that nobody knows. Thank you."
        self.telling.replace(body["place"], blocks.dealt_with(ask.text, sentence))

    def asked(self, value: object, user: str) -> Ask | None:
        """A question that somebody may answer: they were asked, or they are an admin."""
        number = number_in(value)
        ask = self.desk.services.asks.get(number) if number else None
        if ask is None or not self.reaching.answers_for(user, ask.owner):
            return None
        return ask

    def _unfit(self, ask: Ask | None, person: str) -> str:
        if not person or ask is None:
            return ""
        if person == ask.asker or not self.reaching.people(person):
            return _NOT_THERE
        return _ASKED if self._told(ask, person) else ""

    def _told(self, ask: Ask, person: str) -> bool:
        return self.desk.services.outgoing.state(f"owner:{ask.id}:{person}") is not None

    def _tell(self, ask: Ask, entry: Entry, passed: str, person: str) -> bool:
        """Shows it to one person; False where they are not there."""
        who = (self.replying.directory.name(ask.asker), ask.text)
        reader = self.replying.alone(person)
        near = evidence.sources(entry, reader)
        computed = entry.mode == Mode.COMPUTED
        answer = evidence.answer(entry, reader) if computed else ""
        why = blocks.why(passed, owns=self.reaching.looks_after(person, ask.owner))
        case = blocks.Case(who, near, why, computed=computed, answer=answer)
        said = blocks.asking(ask.id, case, self.desk.services.name)
        return self.telling.direct(f"owner:{ask.id}:{person}", person, said)


def refusal(ask: Ask | None) -> str:
    """Why somebody cannot answer, "" where they can."""
    if ask is None:
        return NOT_ASKED
    return "" if ask.state == OPEN else SETTLED
