"""Better wordings: suggested by anybody, decided about by who answers for the word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.lingo import changing as blocks
from bot.blocks.lingo.actions import CHANGE, DECIDE, NO, SUGGEST, YES
from bot.blocks.parts.message import Message
from bot.listeners.clicks import Click, Filled, clicked, filled
from bot.listeners.desk import Desk
from bot.listeners.feedback.telling import Telling
from bot.listeners.lingo.knowing import Knowing
from knowledge.answers.vouched.vouching import clean
from knowledge.lingo.deciding.changing import OWN, Changing, Wording, is_open
from knowledge.lingo.glossary import reference
from knowledge.models import Sense
from knowledge.store.lingo.own_senses import OwnSense
from knowledge.store.messages.deliveries import Arrival

SUGGESTED, DECIDED = "lingo_suggested", "lingo_decided"

GONE = "I cannot find this meaning any more. Look the word up again with /lingo."
NOT_YOURS = "Only whoever answers for this word, or an admin, can change it."
_SETTLED = "Somebody has decided about this already."


@dataclass(frozen=True)
class Suggesting:
    """Keeps suggestions, asks owners, and publishes what they approve."""

    desk: Desk
    knowing: Knowing
    telling: Telling

    def register(self, app: App) -> None:
        """Listens for the button, the forms and the decisions."""
        app.action(SUGGEST)(self.begin)
        app.view(SUGGEST)(self.submit)
        app.action(re.compile(rf"{DECIDE}:({YES}|{CHANGE}|{NO})"))(self.click)
        self.desk.on(SUGGESTED, self.suggest)
        self.desk.on(DECIDED, self.decide)

    def begin(self, body: dict[str, Any], ack: Ack) -> None:
        """Shows the form for a label, with all of its meanings."""
        click = clicked(body)
        found = self.knowing.find(click.value, self.knowing.reader(click.user, click.channel))
        self.open(click, found.senses)
        ack()

    def open(self, click: Click, senses: Sequence[Sense]) -> None:
        """Shows the form for some meanings of one label."""
        if not senses:
            self.telling.refuse(click.trigger, GONE)
            return
        about = {"channel": click.channel, "thread": click.thread, "sense": reference(senses[0])}
        named = {reference(one): one for one in senses}
        self.telling.open(click.trigger, blocks.suggest_form(named, about))

    def submit(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps what was written, then closes the form."""
        form = filled(body)
        name = form.words("which") or str(form.about.get("sense") or "")
        sense = self.knowing.sense(name, form.user)
        wording = wording_of(form)
        wrong = wrong_with(wording, sense)
        if wrong:
            ack(response_action="errors", errors={"definition": wrong})
            return
        self.desk.leave(
            SUGGESTED,
            form.view,
            form.user,
            form.team,
            sense=name,
            definition=wording.definition,
            example=wording.example,
            why=clean(form.words("why"))[: blocks.REASON],
            channel=str(form.about.get("channel") or ""),
            thread=str(form.about.get("thread") or ""),
        )
        ack()

    def suggest(self, arrival: Arrival) -> None:
        """Keeps a suggestion and asks who answers for the word; theirs is published at once."""
        body, user = arrival.body, str(arrival.body["user"])
        document, by = f"{OWN}{arrival.message[:24]}", (user, self.desk.services.clock())
        changing = self._changing()
        kept, sense = changing.own.get(document), self.knowing.sense(str(body["sense"]), user)
        if kept is None and sense is not None:
            wording = Wording(str(body["definition"]), str(body["example"]))
            kept = changing.suggest(document, sense, wording, by)
        if kept is None:
            self._aside(arrival, "sent", blocks.said(GONE))
        elif self.knowing.may_change(user, kept.sense):
            changing.approve(document, by)
            self._aside(arrival, "sent", blocks.done(kept.sense, "edited"))
        else:
            names = self._ask(kept, sense or kept.sense, str(body["why"]))
            self._aside(arrival, "sent", blocks.sent(kept.sense, names))

    def click(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps an owner's decision; to change the wording first, shows the form."""
        click = clicked(body)
        one = self._changing().own.get(click.value)
        wrong = self.refusal(one, click.user)
        if wrong or one is None:
            self.telling.refuse(click.trigger, wrong)
        elif click.action.endswith(f":{CHANGE}"):
            about = {"document": one.sense.document, **click.place}
            self.telling.open(click.trigger, blocks.edit_form(one.sense, about, suggested=True))
        else:
            self.leave(click.deed, click, one, click.action.rpartition(":")[2], click.place)
        ack()

    def leave(
        self, event: str, who: Click | Filled, one: OwnSense, deed: str, place: dict[str, Any]
    ) -> None:
        """Keeps a decision; a form has the wording with it."""
        wording = wording_of(who) if isinstance(who, Filled) else Wording("")
        self.desk.leave(
            DECIDED,
            event,
            who.user,
            who.team,
            document=one.sense.document,
            deed=deed,
            definition=wording.definition,
            example=wording.example,
            place={name: str(place.get(name) or "") for name in ("channel", "ts")},
        )

    def decide(self, arrival: Arrival) -> None:
        """Does with a suggestion what its owner decided, and tells who made it."""
        body, user = arrival.body, str(arrival.body["user"])
        document, deed = str(body["document"]), str(body["deed"])
        by, changing = (user, self.desk.services.clock()), self._changing()
        if deed == NO:
            one = changing.reject(document, by)
        else:
            wording = Wording(str(body["definition"]), str(body["example"]))
            one = changing.approve(document, by, wording if deed == CHANGE else None)
        if one is None:
            self.telling.direct(f"lingo:settled:{arrival.message}", user, blocks.said(_SETTLED))
            return
        done = blocks.decided(one.sense, deed)
        if body["place"]["channel"]:
            self.telling.replace(body["place"], done)
        else:  # it was decided in the app's home
            self.telling.direct(f"lingo:decided:{document}", user, done)
        if one.author != user:
            name = self.knowing.directory.name(user)
            told = blocks.told_back(one.sense, deed, name)
            self.telling.direct(f"lingo:told:{document}", one.author, told)

    def refusal(self, one: OwnSense | None, user: str) -> str:
        """Why somebody may not decide about a suggestion, "" where they may."""
        if one is None or not self.knowing.may_read(user, one.sense):
            return GONE
        if not self.knowing.may_change(user, one.sense):
            return NOT_YOURS
        return "" if is_open(one) else _SETTLED

    def _ask(self, one: OwnSense, before: Sense, why: str) -> str:
        """Asks who answers for a word and may read it; gives their names, "" where nobody is."""
        reaching, name = self.knowing.reaching, self.knowing.directory.name(one.author)
        said = blocks.suggestion(one.sense.document, one.sense, before, name, why)

        def tell(person: str) -> bool:
            key = f"lingo:suggested:{one.sense.document}:{person}"
            return self.knowing.may_read(person, before) and self.telling.direct(key, person, said)

        reached = reaching.tell(reaching.first([before.owner], one.author), tell, one.author)
        return reaching.named(reached)

    def _aside(self, arrival: Arrival, what: str, told: Message) -> None:
        body = arrival.body
        place = (str(body["channel"]), str(body["thread"]))
        self.telling.aside(f"lingo:{what}:{arrival.message}", str(body["user"]), place, told)

    def _changing(self) -> Changing:
        assert self.knowing.terms is not None, "registered only where there are some"
        return self.knowing.terms.changing


def wording_of(form: Filled) -> Wording:
    """What was written in a form."""
    return Wording(
        clean(form.words("definition"))[: blocks.DEFINITION],
        clean(form.words("example"))[: blocks.EXAMPLE],
    )


def wrong_with(wording: Wording, sense: Sense | None) -> str:
    """What is wrong with a wording, "" where nothing is."""
    if sense is None:
        return GONE
    if not any(sign.isalnum() for sign in wording.definition):
        return "Write first what it means."
    same = (wording.definition, wording.example) == (sense.definition, sense.example)
    return "This is what is there already." if same else ""
