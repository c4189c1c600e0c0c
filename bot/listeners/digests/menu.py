"""What is clicked below a digest: it leads the same way as a question does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App

from bot.blocks import reasons as blocks
from bot.blocks.digests.actions import ASK, MEANING, MENU, WHY, WHY_THIS, choice
from bot.listeners.asking.replying import Replying, post
from bot.listeners.clicks import Click, clicked, number_in
from bot.listeners.desk import Desk
from bot.listeners.digests.issues import Issues
from bot.listeners.feedback.owners import Owners
from bot.listeners.feedback.telling import Telling
from bot.listeners.incoming import Said
from knowledge.digests.issue import Issue, Number
from knowledge.models import Mode
from knowledge.store.messages.deliveries import Arrival
from knowledge.store.questions.journal import ANSWERED, Entry

DEFINED, ASKED = "digest_meaning", "digest_ask"

_GONE = "I cannot find this number any more. Ask me about it in your own words."
_AGAIN = "You have asked the owner about this already. I tell you as soon as somebody answers."


@dataclass(frozen=True)
class Menu:
    """Keeps what was clicked, and deals with what is no question.

    Attributes:
        keep: leaves a question for the workers.
    """

    desk: Desk
    issues: Issues
    replying: Replying
    owners: Owners
    telling: Telling
    keep: Callable[[Said, str], None]

    def register(self, app: App) -> None:
        """Listens for the menu and the button."""
        app.action(MENU)(self.pick)
        app.action(WHY_THIS)(self.why_this)
        self.desk.on(DEFINED, self.define)
        self.desk.on(ASKED, self.ask)
        self.desk.on(WHY_THIS, self.tell_why)

    def pick(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps what was picked for a number."""
        click = clicked(body)
        picked = choice(click.value)
        found = self._number(picked.delivery, picked.metric, click.channel) if picked else None
        if picked is None or found is None:
            self.telling.refuse(click.trigger, _GONE)
        elif picked.deed == WHY:
            self._question(click, found[0].why(found[1]))
        elif picked.deed == MEANING and self._term(click, found[1]):
            self._question(click, f"What does {self._term(click, found[1])} mean?")
        else:
            kind = ASKED if picked.deed == ASK else DEFINED
            self._leave(kind, click, delivery=picked.delivery, metric=picked.metric)
        ack()

    def why_this(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps that somebody wants to know why this was posted."""
        click = clicked(body)
        self._leave(WHY_THIS, click, delivery=number_in(click.value))
        ack()

    def define(self, arrival: Arrival) -> None:
        """Says what a number counts, where the glossary does not: as it is defined."""
        body = arrival.body
        definition = self.desk.services.metrics().get(str(body["metric"]))
        place = (str(body["channel"]), str(body["thread"]))
        if definition is not None:
            directory = self.replying.directory
            said = blocks.defined(definition, directory.name(definition.owner))
            post(self.telling.outbox, f"meaning:{arrival.message}", place, said)

    def ask(self, arrival: Arrival) -> None:
        """Asks the owner of a number, as an answer's own button does."""
        body, services = arrival.body, self.desk.services
        user, place = str(body["user"]), (str(body["channel"]), str(body["thread"]))
        found = self._number(number_in(body["delivery"]), str(body["metric"]), place[0])
        if found is None:
            return
        question = services.journal.record(self._entry(arrival, *found))
        if arrival.attempts <= 1 and services.asks.of(question, user) is not None:
            self.telling.aside(f"again:{arrival.message}", user, place, blocks.said(_AGAIN))
            return
        told = {**body, "question": question, "alone": False}
        self.owners.send(replace(arrival, body=told))

    def tell_why(self, arrival: Arrival) -> None:
        """Tells one person what became of a delivery, and on which data."""
        body = arrival.body
        delivery = self.desk.services.calendar.get(number_in(body["delivery"]))
        place = (str(body["channel"]), str(body["thread"]))
        known = delivery is not None and delivery.channel == place[0]
        text = self.desk.services.why_posted(delivery) if delivery and known else _GONE
        key = f"why:{arrival.message}"
        self.telling.aside(key, str(body["user"]), place, blocks.said(text))

    def _number(self, number: int, metric: str, channel: str) -> tuple[Issue, Number] | None:
        delivery = self.desk.services.calendar.get(number) if number else None
        if delivery is None or delivery.channel != channel:
            return None
        issue = self.issues.issue(delivery)
        found = issue.number(metric) if issue else None
        return (issue, found) if issue and found else None

    def _question(self, click: Click, text: str) -> None:
        said = Said(
            team=click.team,
            user=click.user,
            channel=click.channel,
            text=text,
            ts=f"{click.ts}:{click.at}",
            thread=click.thread,
            direct=click.channel.startswith("D"),
            clicked=True,
            exact=True,
        )
        self.keep(said, f"click:{said.ts}")

    def _term(self, click: Click, number: Number) -> str:
        """The word of the glossary for a number, "" where those who read along know none."""
        reader = self.replying.in_channel(click.user, click.channel)
        definition = self.desk.services.metrics().get(number.metric)
        names = (definition.glossary_term, definition.label) if definition else (number.label,)
        for name in names:
            found = self.desk.services.glossary.lookup(name, reader) if name and reader else None
            if found and found.senses and found.match not in {"spelling", "meaning"}:
                return found.label
        return ""

    def _entry(self, arrival: Arrival, issue: Issue, number: Number) -> Entry:
        body, services = arrival.body, self.desk.services
        user, channel = str(body["user"]), str(body["channel"])
        definition = services.metrics().get(number.metric)
        owner = definition.owner if definition else ""
        reader = self.replying.in_channel(user, channel)
        shared = reader.audiences if reader else frozenset[str]()
        about = {"document": "", "title": number.label, "owner": owner, "audience": issue.audience}
        return Entry(
            asked_at=services.clock(),
            text=f"{number.label}{issue.when}",
            outcome=ANSWERED,
            asked_by=user,
            place=channel,
            mode=Mode.COMPUTED,
            audiences=sorted({issue.audience} if issue.audience else shared),
            ask=owner,
            key=f"digest:{body['delivery']}:{number.metric}:{user}"[:200],
            thread=str(body["thread"]),
            answer=f"{number.label}: {number.words}{issue.when}.",
            evidence=[about],
        )

    def _leave(self, kind: str, click: Click, **more: Any) -> None:
        self.desk.leave(
            kind,
            click.deed,
            click.user,
            click.team,
            channel=click.channel,
            thread=click.thread,
            **more,
        )
