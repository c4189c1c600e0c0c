"""What owners answer: back to who asked, and kept where they vouch for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.feedback import passing as blocks
from bot.blocks.feedback import vouching
from bot.blocks.feedback.passing import REPLY
from bot.blocks.parts.forms import LONGEST as TYPED
from bot.blocks.parts.message import Block
from bot.listeners.asking.replying import Replying, post
from bot.listeners.clicks import Filled, clicked, filled
from bot.listeners.desk import Desk
from bot.listeners.feedback import evidence
from bot.listeners.feedback.owners import Owners, refusal
from bot.listeners.feedback.telling import Telling
from bot.listeners.feedback.until import unfit
from knowledge.answers.vouched.vouching import LONGEST, clean
from knowledge.store.feedback.asks import NOBODY, Ask, OwnersReply
from knowledge.store.feedback.verified import Verified
from knowledge.store.messages.deliveries import Arrival
from knowledge.store.messages.departures import DEAD

ANSWER = "owners_answer"

_LATE = "Somebody else answered before you. I did not send yours."
_MOVED = (
    "Who asked may not read what you chose any more, so I did not send your answer. "
    "Talk to them yourself."
)


@dataclass(frozen=True)
class OwnersReplies:
    """Brings answers of owners back."""

    desk: Desk
    replying: Replying
    owners: Owners
    telling: Telling

    def register(self, app: App) -> None:
        """Listens for an owner's button and the form."""
        app.action(REPLY)(self.click)
        app.view(REPLY)(self.submit)
        self.desk.on(ANSWER, self.answer)

    def click(self, body: dict[str, Any], ack: Ack) -> None:
        """Shows the form to who was asked."""
        click = clicked(body)
        ask = self.owners.asked(click.value, click.user)
        wrong = refusal(ask)
        if wrong or ask is None:
            self.telling.refuse(click.trigger, wrong)
        else:
            about = {"ask": ask.id, **click.place}
            self.telling.open(click.trigger, self._form(ask, click.user, about))
        ack()

    def submit(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps the answer, then closes the form."""
        form = filled(body)
        ask = self.owners.asked(form.about.get("ask"), form.user)
        wrong = self._wrong(form, ask)
        if wrong:
            ack(response_action="errors", errors=wrong)
            return
        until = form.day("until")
        self.desk.leave(
            ANSWER,
            form.view,
            form.user,
            form.team,
            ask=form.about["ask"],
            words=clean(form.words("answer")),
            audience=form.words("audience"),
            until=until.isoformat() if until and form.ticked("keep") else "",
            place={name: form.about.get(name) for name in ("channel", "ts")},
        )
        ack()

    def answer(self, arrival: Arrival) -> None:
        """Takes the first answer, brings it to who asked, and keeps it where that is wished."""
        body, services = arrival.body, self.desk.services
        number, user = int(body["ask"]), str(body["user"])
        until = date.fromisoformat(str(body["until"])) if body["until"] else None
        reply = OwnersReply(user, str(body["words"]), str(body["audience"]), until)
        before = services.asks.get(number)
        if before is None:
            return
        if not self._reads(before.asker, reply.audience):
            self._late(arrival, before, _MOVED)
            return
        taken = services.asks.answer(number, reply, services.clock())
        ask = services.asks.get(number)
        assert ask is not None
        if not taken and (ask.answered_by, ask.answer) != (user, reply.words):
            self._late(arrival, ask, _LATE)
            return
        kept = self._keep(ask)
        self._bring(ask, kept)
        who = self.replying.directory.name(ask.asker) or "who asked"
        sentence = f"You answered this, and {who} has your answer."
        self.telling.replace(body["place"], blocks.dealt_with(ask.text, sentence))

    def _keep(self, ask: Ask) -> bool:
        """Keeps an owner's answer; somebody else's goes to the admins for approval first."""
        if ask.keep_until is None or not ask.audience:
            return False
        if self._is_owner(ask):
            self.desk.services.vouching.keep(verified(ask, ask.answered_by, ask.keep_until))
            return True
        name = self.replying.directory.name(ask.answered_by)
        told = (ask.text, ask.answer, name)
        for admin in self.owners.reaching.people(NOBODY):
            if ask.audience in self.replying.alone(admin).audiences:
                said = vouching.approval(ask.id, told, ask.audience, ask.keep_until)
                self.telling.direct(f"approve:{ask.id}:{admin}", admin, said)
        return False

    def _is_owner(self, ask: Ask) -> bool:
        """Whether who answered looks after what the question is near to, or is an admin."""
        entry = self.desk.services.journal.question(ask.question)
        owners = self.owners.reaching.owners(entry) if entry else ()
        answers_for = self.owners.reaching.answers_for
        return any(answers_for(ask.answered_by, one) for one in (*owners, NOBODY))

    def _bring(self, ask: Ask, kept: bool) -> None:  # noqa: FBT001 - whether it was kept
        """Into the thread where everybody may read it, else to who asked alone."""
        services, directory = self.desk.services, self.replying.directory
        day = (ask.answered_at or services.clock()).date()
        until = ask.keep_until if kept else None
        owner, key = directory.name(ask.answered_by), f"reply:{ask.id}"
        alone = blocks.replied(("", ask.text), owner, ask.answer, day, until)
        if ask.channel.startswith("D"):
            post(self.telling.outbox, key, (ask.channel, ask.thread), alone)
            return
        if ask.channel and self._all_read(ask):
            said = blocks.replied((ask.asker, ask.text), owner, ask.answer, day, until)
            post(self.telling.outbox, key, (ask.channel, ask.thread), said)
            state = services.outgoing.state(key)
            if state is None or state.state != DEAD:
                return
            key = f"{key}:alone"  # the bot is not in the channel any more
        self.telling.direct(key, ask.asker, alone)

    def _all_read(self, ask: Ask) -> bool:
        members = self.replying.directory.members(ask.channel)
        if members is None or not ask.audience:
            return False
        rules = self.desk.services.audiences
        return ask.audience in rules.for_channel(ask.channel, members).audiences

    def _reads(self, user: str, audience: str) -> bool:
        """Whether an answer may go to who asked; one for no audience is for them alone."""
        return not audience or audience in self.replying.alone(user).audiences

    def _late(self, arrival: Arrival, ask: Ask, sentence: str) -> None:
        said = blocks.dealt_with(ask.text, sentence)
        self.telling.direct(f"late:{arrival.message}", str(arrival.body["user"]), said)

    def _wrong(self, form: Filled, ask: Ask | None) -> dict[str, str]:
        """By field, what cannot be taken."""
        refused = refusal(ask)
        if refused or ask is None:
            return {"answer": refused}
        answer = clean(form.words("answer"))
        if not any(sign.isalnum() for sign in answer):
            return {"answer": "Write your answer first."}
        if len(answer) > TYPED:
            return {"answer": f"It has {len(answer):,} characters; {TYPED:,} is the most."}
        audiences, _ = self._audiences(ask, form.user)
        if not audiences:
            return {}
        wrong = unfit(form, audiences, self.desk.services.clock().date())
        if not form.ticked("keep"):
            wrong.pop("until", None)
        elif len(answer) > LONGEST:
            wrong["answer"] = (
                f"It has {len(answer):,} characters. An answer that I keep has {LONGEST} at most: "
                "shorten it, or leave the box below empty."
            )
        return wrong

    def _form(self, ask: Ask, user: str, about: dict[str, Any]) -> Block:
        audiences, first = self._audiences(ask, user)
        who = (self.replying.directory.name(ask.asker), ask.text)
        today = self.desk.services.clock().date()
        return blocks.reply_form(about, who, audiences, first, today)

    def _audiences(self, ask: Ask, user: str) -> tuple[list[str], str]:
        entry = self.desk.services.journal.question(ask.question)
        owner, asker = self.replying.alone(user), self.replying.alone(ask.asker)
        return evidence.shared(owner, asker, entry)


def verified(ask: Ask, approved_by: str, until: date) -> Verified:
    """An answer to a question, as it is kept."""
    assert ask.answered_at is not None
    return Verified(
        document=f"verified/ask-{ask.id}",
        question=ask.text,
        answer=ask.answer,
        owner=ask.answered_by,
        approved_by=approved_by,
        approved_at=ask.answered_at,
        expires_on=until,
        audience=ask.audience,
        ask=ask.id,
    )
