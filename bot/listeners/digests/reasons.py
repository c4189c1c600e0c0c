"""Reasons that owners give: written in the thread, or filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App

from bot.blocks import reasons as blocks
from bot.blocks.parts.mrkdwn import shortened
from bot.blocks.reasons import GIVE
from bot.listeners.asking.overheard import since_ours
from bot.listeners.asking.replying import post
from bot.listeners.asking.threads import Threads
from bot.listeners.clicks import Filled, clicked, filled, number_in
from bot.listeners.desk import Desk
from bot.listeners.digests.issues import Issues
from bot.listeners.digests.meant import chosen, says_something
from bot.listeners.feedback.reaching import Reaching
from bot.listeners.feedback.telling import Telling
from bot.listeners.incoming import Said
from knowledge.answers.vouched.vouching import clean
from knowledge.store.digests.reasons import ANSWERED, LONGEST, Reason, is_editable
from knowledge.store.messages.deliveries import Arrival

_GONE = "I cannot find this number any more."
_NOT_YOURS = "Only whoever answers for this number, or an admin, can give the reason."
_OVER = "Nobody waits for this reason any more, or it was given more than a week ago."


@dataclass(frozen=True)
class OwnersWords:
    """Takes reasons from owners, members of owning groups, and admins."""

    desk: Desk
    issues: Issues
    reaching: Reaching
    telling: Telling
    threads: Threads

    def register(self, app: App) -> None:
        """Listens for the button and the form."""
        app.action(GIVE)(self.click)
        app.view(GIVE)(self.submit)
        self.desk.on(GIVE, self.give)

    def take(self, said: Said) -> bool:
        """Keeps what an owner writes where they were asked; False where it is something else.

        The first thing that they state there is the reason. Later on only what follows straight
        upon the bot's own word: people may talk below an issue.
        """
        asked_elsewhere = said.named and not said.direct
        if said.clicked or asked_elsewhere or said.thread == said.ts:
            return False
        if not says_something(said.text):
            return False
        reason, words = self._meant(said), _words(said.text)
        if reason is None:
            return False
        kept, cut = self._answered(reason.id, said.user, words), words != clean(said.text)
        key = f"reason:{reason.id}:{said.ts}"
        post(
            self.telling.outbox,
            key,
            (said.channel, said.thread),
            blocks.kept(kept or reason, cut=cut),
        )
        return True

    def click(self, body: dict[str, Any], ack: Ack) -> None:
        """Shows the form to who may give the reason."""
        click = clicked(body)
        reason = self._reason(click.value)
        wrong = self._refusal(reason, click.user)
        if wrong or reason is None:
            self.telling.refuse(click.trigger, wrong)
        else:
            about = {"reason": reason.id, **click.place, "thread": click.thread}
            self.telling.open(click.trigger, blocks.reason_form(reason, about))
        ack()

    def submit(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps what was filled in, then closes the form."""
        form = filled(body)
        wrong = self._wrong(form)
        if wrong:
            ack(response_action="errors", errors={"reason": wrong})
            return
        self.desk.leave(
            GIVE,
            form.view,
            form.user,
            form.team,
            reason=form.about["reason"],
            words=_words(form.words("reason")),
            channel=str(form.about.get("channel") or ""),
            thread=str(form.about.get("thread") or ""),
        )
        ack()

    def give(self, arrival: Arrival) -> None:
        """Takes what was filled in, and shows it below the issue.

        What somebody fills in elsewhere than in the channel is confirmed to them alone.
        """
        body = arrival.body
        user, place = str(body["user"]), (str(body["channel"]), str(body["thread"]))
        kept = self._answered(number_in(body["reason"]), user, str(body["words"]))
        if kept is None:
            return
        key = f"reason:{kept.id}:{arrival.message}"
        if place[0] == kept.channel:
            said = blocks.given(kept, self.reaching.directory.name(user))
            post(self.telling.outbox, key, place, said)
        else:
            self.telling.aside(key, user, place, blocks.kept(kept))

    def _meant(self, said: Said) -> Reason | None:
        """What somebody was asked, and answers with this."""
        mine = [
            one
            for one in self.issues.asks(said.place, said.user)
            if self.reaching.answers_for(said.user, one.owner)
        ]
        words = _words(said.text)
        for one in mine:
            if (one.answered_by, one.answer) == (said.user, words):  # it is tried again
                return one
        now = self.desk.services.clock()
        reason = chosen([one for one in mine if is_editable(one, now)], words)
        if reason is None or reason.state != ANSWERED:
            return reason
        again = reason.answered_by == said.user and self._goes_on(said, reason)
        return reason if again else None

    def _goes_on(self, said: Said, reason: Reason) -> bool:
        """Whether nobody else has said anything since the bot has."""
        if said.direct:
            return True
        heard = self.threads.before(said.place, said.ts, reason.asked_at)
        return heard is not None and all(one.user == said.user for one in since_ours(heard))

    def _answered(self, number: int, user: str, words: str) -> Reason | None:
        services = self.desk.services
        return services.owners_said.answer(number, user, words, services.clock())

    def _reason(self, value: object) -> Reason | None:
        number = number_in(value)
        return self.desk.services.owners_said.rows.get(number) if number else None

    def _refusal(self, reason: Reason | None, user: str) -> str:
        if reason is None:
            return _GONE
        if not self.reaching.answers_for(user, reason.owner):
            return _NOT_YOURS
        return "" if is_editable(reason, self.desk.services.clock()) else _OVER

    def _wrong(self, form: Filled) -> str:
        refused = self._refusal(self._reason(form.about.get("reason")), form.user)
        words = clean(form.words("reason"))
        if refused or any(sign.isalnum() for sign in words):
            return refused
        return "Write the reason first."


def _words(text: str) -> str:
    """What is kept of what somebody wrote."""
    return shortened(clean(text), LONGEST)
