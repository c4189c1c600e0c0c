"""/lingo TERM: the card of a term, seen by who asked only, and what is clicked to read more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_bolt import Ack, App, Respond

from bot.blocks.lingo import card
from bot.blocks.lingo.actions import OTHER, SHOW, WANT
from bot.blocks.lingo.meaning import Meaning
from bot.blocks.parts.message import Message
from bot.blocks.parts.mrkdwn import escaped
from bot.delivery.signs.soon import Soon
from bot.listeners.clicks import clicked, filled
from bot.listeners.desk import Desk
from bot.listeners.feedback.telling import Telling
from bot.listeners.lingo.knowing import Knowing
from bot.listeners.lingo.newcomers import NEW
from knowledge.lingo.glossary import Lookup, key
from knowledge.models import Reader
from knowledge.store.messages.deliveries import Arrival
from knowledge.store.questions.journal import NOT_FOUND, Entry

_USAGE = (
    "Which word shall I explain? Write it behind the command, like this: /lingo NPS. "
    "With /lingo new I show you the words that you meet first."
)
_LONGEST = 200
_VALUES = 3
_NEWCOMERS = {"new", "new?", "new here", "new here?"}


@dataclass(frozen=True)
class LookingUp:
    """Shows terms, and keeps what people look for in vain."""

    desk: Desk
    knowing: Knowing
    telling: Telling
    soon: Soon

    def register(self, app: App) -> None:
        """Listens for the command and for what is clicked on a card."""
        app.command("/lingo")(self.explain)
        app.action(re.compile(rf"{SHOW}:\d+"))(self.show)
        app.action(OTHER)(self.other)
        app.action(WANT)(self.want)
        app.view(OTHER)(self.meant)
        self.desk.on(WANT, self.keep)

    def explain(self, command: dict[str, Any], ack: Ack, respond: Respond) -> None:
        """Answers with the acknowledgement: a look-up takes a millisecond."""
        term = str(command.get("text") or "").strip().strip("“”\"'")[:_LONGEST]
        user, channel = str(command["user_id"]), str(command["channel_id"])
        if not term:
            ack(_USAGE)
            return
        reader = self.knowing.reader(user, channel)
        if term.lower() in _NEWCOMERS and not self.knowing.find(term, reader).found:
            event = f"{channel}:{command['trigger_id']}"
            team = str(command.get("team_id") or "")
            self.desk.leave(NEW, event, user, team, channel=channel)
            ack()
            return
        found = self.knowing.find(term, reader)
        meanings = self.knowing.meanings(found.senses, user)
        told = card.term_card(found, self.knowing.setting(), meanings)
        ack(text=told.text, blocks=list(told.blocks), response_type="ephemeral")
        self._follow(meanings, reader, respond)

    def show(self, body: dict[str, Any], ack: Ack) -> None:
        """Shows a term that was offered, in a window of its own."""
        click = clicked(body)
        found = self.knowing.find(click.value[:_LONGEST], self.knowing.reader(click.user))
        self._open(body, card.shown_view(self.card(found, click.user)))
        ack()

    def other(self, body: dict[str, Any], ack: Ack) -> None:
        """Shows what else may be meant, and asks for it."""
        click = clicked(body)
        term = click.value[:_LONGEST]
        near = self.knowing.services.glossary.near(term, self.knowing.reader(click.user))
        about = {"channel": click.channel, "thread": click.thread, "term": term}
        self.telling.open(click.trigger, card.other_form(Lookup(term, "", "", (), near), about))
        ack()

    def meant(self, body: dict[str, Any], ack: Ack) -> None:
        """Shows the word that somebody meant; where nobody has explained it, keeps it."""
        form = filled(body)
        word = _one_line(form.words("word"))
        if not key(word):
            ack(response_action="errors", errors={"word": "Write the word first."})
            return
        found = self.knowing.find(word, self.knowing.reader(form.user))
        if found.found and found.match != "meaning":
            view = card.shown_view(self.card(found, form.user))
            ack(response_action="update", view=view)
            return
        place = {name: str(form.about.get(name) or "") for name in ("channel", "thread")}
        self.desk.leave(WANT, form.view, form.user, form.team, term=word, **place)
        ack()

    def want(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps that somebody asks for a word."""
        click = clicked(body)
        word = _one_line(click.value)
        place = {"channel": click.channel, "thread": click.thread}
        self.desk.leave(WANT, click.deed, click.user, click.team, term=word, **place)
        ack()

    def keep(self, arrival: Arrival) -> None:
        """Keeps a word as asked for, once for each person; says so to them alone."""
        body, services = arrival.body, self.desk.services
        user, term = str(body["user"]), str(body["term"])
        reader = self.knowing.reader(user)
        services.journal.record(
            Entry(
                asked_at=services.clock(),
                text=f"What does “{term}” mean?",
                outcome=NOT_FOUND,
                asked_by=user,
                place=str(body["channel"]),
                audiences=sorted(reader.audiences),
                key=f"private:lingo:{arrival.team}:{user}:{key(term)}"[:200],
            )
        )
        place = (str(body["channel"]), str(body["thread"]))
        self.telling.aside(f"lingo:wanted:{arrival.message}", user, place, card.wanted(term))

    def card(self, found: Lookup, user: str) -> Message:
        """The card of what was found, as somebody sees it."""
        meanings = self.knowing.meanings(found.senses, user)
        return card.term_card(found, self.knowing.setting(), meanings)

    def _follow(self, meanings: Sequence[Meaning], reader: Reader, respond: Respond) -> None:
        """Sends what the metrics of a term say, where the card could not have it yet."""
        missing = dict.fromkeys(one.metric for one in meanings if one.metric and not one.value)
        for metric in [*missing][:_VALUES]:
            self.soon.do(partial(self._tell_value, metric, reader, respond))

    def _tell_value(self, metric: str, reader: Reader, respond: Respond) -> None:
        told = self.knowing.latest.found(metric, reader)
        if told:
            respond(text=escaped(told), response_type="ephemeral", replace_original=False)

    def _open(self, body: dict[str, Any], view: dict[str, Any]) -> None:
        trigger = str(body.get("trigger_id") or "")
        if body.get("view"):
            self.telling.push(trigger, view)
        else:
            self.telling.open(trigger, view)


def _one_line(text: str) -> str:
    return " ".join(text.replace("“", "").replace("”", "").split())[:80]
