"""Owners settle meanings that differ; whoever was asked is told once what came of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.meanings import notes
from bot.blocks.meanings.actions import AGREE, JOINT, SETTLE
from bot.blocks.meanings.forms import joint_form
from bot.blocks.meanings.sides import meaning
from bot.blocks.parts.forms import listed
from bot.listeners.clicks import clicked, filled
from bot.listeners.desk import Desk
from bot.listeners.feedback.telling import Telling
from bot.listeners.meanings.asked import Asked
from knowledge.answers.vouched.vouching import clean
from knowledge.lingo.deciding.settling import SIDES, adoptable, opposite, side
from knowledge.store.lingo.conflicts import BOTH, CONFIRMED, ONE, OTHER, KeptConflict
from knowledge.store.lingo.conflicts import JOINT as JOINED
from knowledge.store.lingo.records import DEPRECATED, Conflict
from knowledge.store.messages.deliveries import Arrival

SETTLING, PROPOSING = "lingo settle", "lingo propose"

_NOT_YOURS = "Only the owners of these meanings, or an admin, can settle this."
_OVER = "This is settled already, or one side says something else now."
_CHANGED = "Another wording was proposed meanwhile. Look at the newest one."
_OWN = "You have proposed this wording. The other owner is asked to agree."


@dataclass(frozen=True)
class OwnersSettle:
    """Tells owners of conflicts, takes their word, and tells them what came of it."""

    desk: Desk
    asked: Asked
    telling: Telling

    def register(self, app: App) -> None:
        """Listens for the buttons of the notes, and for the form."""
        app.action(re.compile(rf"{SETTLE}:\w+"))(self.click)
        app.action(AGREE)(self.click)
        app.action(JOINT)(self.open)
        app.view(JOINT)(self.submit)
        self.desk.on(SETTLING, self.settle)
        self.desk.on(PROPOSING, self.propose)

    def tell(self, conflict: Conflict) -> None:
        """Asks both owners, once, however often it is called."""
        case = self.asked.case(conflict)
        for person in self.asked.of(conflict):
            said = notes.to_settle(case, self.asked.mine(person, conflict))
            self.telling.direct(_key(conflict, person), person, said)

    def click(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps an outcome, or that a joint wording is agreed to."""
        click = clicked(body)
        kept = self._kept(click.value)
        action, _, outcome = click.action.partition(":")
        wording = kept.wording if kept and action == AGREE else ""
        outcome = JOINED if action == AGREE else outcome
        wrong = self._refusal(kept, click.user) or self._unfit(kept, click.user, outcome, wording)
        if wrong:
            self.telling.refuse(click.trigger, wrong)
        else:
            told = {"conflict": click.value, "outcome": outcome, "wording": wording}
            self.desk.leave(SETTLING, click.deed, click.user, click.team, **told)
        ack()

    def open(self, body: dict[str, Any], ack: Ack) -> None:
        """Shows the form for a joint wording."""
        click = clicked(body)
        kept = self._kept(click.value)
        wrong = self._refusal(kept, click.user)
        if wrong or kept is None:
            self.telling.refuse(click.trigger, wrong)
        else:
            mine = self.asked.mine(click.user, kept.conflict)
            first = side(kept.conflict, OTHER if mine == {OTHER} else ONE)
            given = kept.wording or meaning(first)
            case = self.asked.case(kept.conflict)
            self.telling.open(click.trigger, joint_form(case, given, {"conflict": kept.key}))
        ack()

    def submit(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps a joint wording, then closes the form."""
        form = filled(body)
        key, wording = str(form.about.get("conflict") or ""), clean(form.words("wording"))
        wrong = self._refusal(self._kept(key), form.user)
        wrong = wrong or ("" if wording else "Write what it means first.")
        if wrong:
            ack(response_action="errors", errors={"wording": wrong})
            return
        told = {"conflict": key, "wording": wording}
        self.desk.leave(PROPOSING, form.view, form.user, form.team, **told)
        ack()

    def propose(self, arrival: Arrival) -> None:
        """Asks who answers for the other side; who answers for both has agreed already."""
        body, user = arrival.body, str(arrival.body["user"])
        key, wording = str(body["conflict"]), str(body["wording"])
        kept = self._kept(key)
        if kept is None or not self.asked.may_settle(user, kept.conflict):
            return
        mine = self.asked.mine(user, kept.conflict)
        if mine == set(SIDES):
            self._settle(arrival, kept, JOINED, wording)
            return
        if not self.asked.terms.conflicts.propose(key, wording, user):
            self._late(arrival, kept)
            return
        case, name = self.asked.case(kept.conflict), self.asked.directory.name
        rest = [one for one in SIDES if one not in mine]
        people = [one for one in self.asked.of(kept.conflict, rest) if one != user]
        short = sha256(f"{user}\0{wording}".encode()).hexdigest()[:12]
        for person in people:
            said = notes.to_agree(case, wording, name(user))
            self.telling.direct(f"{_key(kept.conflict, person)}:{short}", person, said)
        names = listed([name(one) for one in people[:3]])
        said = notes.proposed(case, wording, names)
        self.telling.direct(f"{_key(kept.conflict, user)}:{short}:told", user, said)

    def settle(self, arrival: Arrival) -> None:
        """Settles it where nobody was first, and tells everybody who was asked."""
        body, user = arrival.body, str(arrival.body["user"])
        kept = self._kept(str(body["conflict"]))
        if kept is None or not self.asked.may_settle(user, kept.conflict):
            return
        outcome, wording = str(body["outcome"]), str(body["wording"])
        if kept.state == CONFIRMED and self._unfit(kept, user, outcome, wording):
            self._late(arrival, kept)
        else:
            self._settle(arrival, kept, outcome, wording)

    def _settle(self, arrival: Arrival, kept: KeptConflict, outcome: str, wording: str) -> None:
        user, now = str(arrival.body["user"]), self.desk.services.clock()
        if not self.asked.terms.settling.settle(kept.key, outcome, (user, now), wording):
            self._late(arrival, kept)
            return
        done = self._kept(kept.key)
        assert done is not None, "it was settled just now"
        self._tell_all(done, user)
        self._tell_pages(done)

    def _tell_all(self, kept: KeptConflict, user: str) -> None:
        """Everybody's note shows it; who did not click hears of it in a message besides."""
        case, when = self.asked.case(kept.conflict), kept.decided_at or self.desk.services.clock()
        said = notes.settled(case, kept, self.asked.directory.name(user), when.date())
        for person in self.asked.of(kept.conflict):
            note = _key(kept.conflict, person)
            if not self.telling.outbox.is_kept(note):
                continue
            self.telling.outbox.amend_once(note, f"{note}:over", person, said.text, said.blocks)
            if person != user:
                self.telling.direct(f"{note}:settled", person, said)

    def _tell_pages(self, kept: KeptConflict) -> None:
        """Owners of pages hear which words were agreed: nothing in a page is changed."""
        conflict = kept.conflict
        if kept.outcome == BOTH or conflict.difference.kind == DEPRECATED:
            return
        joint = kept.outcome == JOINED
        wording = kept.wording if joint else meaning(side(conflict, kept.outcome))
        case = self.asked.case(conflict)
        for which in SIDES if joint else (opposite(kept.outcome),):
            one = side(conflict, which)
            page = case.pages.get(one.document)
            if page is None or page.glossary:
                continue
            said = notes.for_a_page(case, page.title, wording)
            for person in self.asked.page_owners(one):
                if self.asked.may_read(person, conflict):
                    key = f"{_key(conflict, person)}:page:{which}"
                    self.telling.direct(key, person, said)

    def _late(self, arrival: Arrival, kept: KeptConflict) -> None:
        said = notes.late(self.asked.case(kept.conflict), _OVER)
        self.telling.direct(f"lingo:late:{arrival.message}", str(arrival.body["user"]), said)

    def _kept(self, key: str) -> KeptConflict | None:
        return self.asked.terms.conflicts.get(key)

    def _refusal(self, kept: KeptConflict | None, user: str) -> str:
        if kept is None or not self.asked.may_settle(user, kept.conflict):
            return _NOT_YOURS
        return "" if kept.state == CONFIRMED else _OVER

    def _unfit(self, kept: KeptConflict | None, user: str, outcome: str, wording: str) -> str:
        """Why an outcome cannot be: words that others may not read, or no longer those."""
        if kept is None or outcome == BOTH:
            return ""
        if outcome in SIDES:
            return "" if adoptable(kept.conflict, outcome) else _NOT_YOURS
        if not wording or kept.wording != wording:
            return _CHANGED
        return _OWN if kept.proposed_by == user else self._not_theirs(kept, user)

    def _not_theirs(self, kept: KeptConflict, user: str) -> str:
        """Only who answers for a side that the proposer does not answer for agrees, or an admin."""
        theirs = self.asked.mine(kept.proposed_by, kept.conflict)
        others = self.asked.mine(user, kept.conflict) - theirs
        return "" if others or self.asked.is_admin(user) else _OWN


def _key(conflict: Conflict, person: str) -> str:
    return f"lingo:conflict:{conflict.key}:{person}"
