"""What owners say of answers that somebody flagged, and telling those who flagged them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.answers.answers import answer_blocks
from bot.blocks.feedback import feedback as blocks
from bot.blocks.feedback.feedback import FIX, FIXED, STANDS
from bot.blocks.feedback.fixing import settle_form
from bot.blocks.parts.message import Block, section
from bot.listeners.asking.replying import Replying
from bot.listeners.clicks import Filled, clicked, filled, number_in
from bot.listeners.desk import Desk
from bot.listeners.feedback import evidence
from bot.listeners.feedback.reaching import Reaching
from bot.listeners.feedback.telling import Telling
from bot.listeners.feedback.until import unfit
from knowledge.answers.vouched.vouching import LONGEST, clean
from knowledge.models import Answer
from knowledge.store.feedback.feedback import DISMISSED, OPEN, RESOLVED, Flag
from knowledge.store.feedback.verified import Verified
from knowledge.store.messages.deliveries import Arrival
from knowledge.store.questions.journal import Entry

SETTLE = "settle"

_NOT_YOURS = "Only whoever looks after this, or an admin, can settle it."
_SETTLED = "This is settled already, or was taken back. There is nothing left to do."
_STATES = {FIXED: RESOLVED, STANDS: DISMISSED}
_SAME = (
    "My answer reads the same so far. Where a page was changed, I read it again soon: ask me then."
)


@dataclass(frozen=True)
class Fixing:
    """Settles flags."""

    desk: Desk
    replying: Replying
    reaching: Reaching
    telling: Telling

    def register(self, app: App) -> None:
        """Listens for an owner's buttons and the form."""
        app.action(re.compile(rf"{FIX}(:\w+)?"))(self.click)
        app.view(FIX)(self.submit)
        self.desk.on(SETTLE, self.settle)

    def click(self, body: dict[str, Any], ack: Ack) -> None:
        """Shows the form to who may settle it."""
        click = clicked(body)
        flag = self._flag(click.value)
        wrong = self._refusal(flag, click.user)
        if wrong or flag is None:
            self.telling.refuse(click.trigger, wrong)
        else:
            outcome = click.action.partition(":")[2]
            about = {"flag": flag.id, "outcome": outcome, "round": flag.round, **click.place}
            self.telling.open(click.trigger, self._form(flag, click.user, about))
        ack()

    def submit(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps what the owner says, then closes the form."""
        form = filled(body)
        flag = self._flag(form.about.get("flag"))
        wrong = self._wrong(form, flag)
        if wrong:
            ack(response_action="errors", errors=wrong)
            return
        until = form.day("until")
        self.desk.leave(
            SETTLE,
            form.view,
            form.user,
            form.team,
            flag=form.about["flag"],
            round=form.about["round"],
            outcome=_outcome(form),
            note=clean(form.words("note")),
            answer=clean(form.words("answer")),
            audience=form.words("audience"),
            until=until.isoformat() if until else "",
            place={name: form.about.get(name) for name in ("channel", "ts")},
        )
        ack()

    def settle(self, arrival: Arrival) -> None:
        """Settles it once, keeps a corrected answer, and tells who flagged it."""
        body, services = arrival.body, self.desk.services
        flag, user = self._flag(body["flag"]), str(body["user"])
        entry = services.journal.question(flag.question) if flag else None
        if flag is None or entry is None or flag.round != body["round"]:
            return
        state, note = _STATES[str(body["outcome"])], str(body["note"])
        mine = (flag.state, flag.resolved_by, flag.resolution) == (state, user, note)
        if not services.flags.resolve(flag, state, user, note, services.clock()) and not mine:
            said = blocks.settled(_SETTLED, entry.text)
            self.telling.direct(f"late:{arrival.message}", user, said)
            return
        if state == RESOLVED and body["answer"]:
            services.vouching.keep(self._verified(flag, entry, arrival))
        done = "You marked this as fixed." if state == RESOLVED else "You left this as it is."
        who = self.replying.directory.name(flag.user) or "Who told me of it"
        sentence = f"{done} {who} knows."
        self.telling.replace(body["place"], blocks.settled(sentence, entry.text))
        self._tell(flag, entry, user, (state == RESOLVED, note))

    def _tell(self, flag: Flag, entry: Entry, owner: str, said: tuple[bool, str]) -> None:
        """In private, with the answer as it reads now, for who flagged it."""
        fixed, note = said
        case = (entry.text, self.replying.directory.name(owner), note)
        more = self._again(entry, flag.user) if fixed else []
        day = self.desk.services.clock().date()
        message = blocks.outcome(case, fixed, day, more)
        self.telling.direct(f"fixed:{flag.round}", flag.user, message)

    def _again(self, entry: Entry, user: str) -> list[Block]:
        """The answer to the same question, with what they may read today."""
        services = self.desk.services
        reply = services.answers.reply(entry.text, self.replying.alone(user))
        if not isinstance(reply, Answer) or reply.text == entry.answer:
            return [section(_SAME)]
        message = answer_blocks(reply, self.replying.setting())
        return [section("*This is what I answer now:*"), *message.blocks]

    def _verified(self, flag: Flag, entry: Entry, arrival: Arrival) -> Verified:
        body, user = arrival.body, str(arrival.body["user"])
        return Verified(
            document=f"verified/flag-{flag.id}",
            question=entry.text,
            answer=str(body["answer"]),
            owner=user,
            approved_by=user,
            approved_at=self.desk.services.clock(),
            expires_on=date.fromisoformat(str(body["until"])),
            audience=str(body["audience"]),
            feedback=flag.id,
        )

    def _wrong(self, form: Filled, flag: Flag | None) -> dict[str, str]:
        """By field, what cannot be taken."""
        refused = self._refusal(flag, form.user)
        if refused or flag is None or flag.round != form.about.get("round"):
            return {"note": refused or _SETTLED}
        if not clean(form.words("note")):
            return {"note": "Write a few words: who told me of it reads them."}
        answer = clean(form.words("answer"))
        if not answer or _outcome(form) != FIXED:
            return {}
        if len(answer) > LONGEST:
            return {"answer": f"It has {len(answer):,} characters; {LONGEST} is the most."}
        audiences, _ = self._audiences(flag, form.user)
        return unfit(form, audiences, self.desk.services.clock().date())

    def _form(self, flag: Flag, user: str, about: dict[str, Any]) -> Block:
        entry = self.desk.services.journal.question(flag.question)
        case = (entry.text if entry else "", flag.reason, flag.words)
        audiences, first = self._audiences(flag, user)
        today = self.desk.services.clock().date()
        return settle_form(about, case, audiences, first, today)

    def _audiences(self, flag: Flag, user: str) -> tuple[list[str], str]:
        entry = self.desk.services.journal.question(flag.question)
        owner, asker = self.replying.alone(user), self.replying.alone(flag.user)
        return evidence.shared(owner, asker, entry)

    def _refusal(self, flag: Flag | None, user: str) -> str:
        """Why somebody cannot settle a flag, "" where they can."""
        if flag is None or not self._may(flag, user):
            return _NOT_YOURS
        return "" if flag.state == OPEN else _SETTLED

    def _may(self, flag: Flag, user: str) -> bool:
        return self.reaching.answers_for(user, flag.owner)

    def _flag(self, value: object) -> Flag | None:
        number = number_in(value)
        return self.desk.services.flags.get(number) if number else None


def _outcome(form: Filled) -> str:
    chosen = str(form.about.get("outcome") or "") or form.words("outcome")
    return chosen if chosen in _STATES else FIXED
