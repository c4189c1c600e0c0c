"""An answer that one person read, shown to everybody in its channel: checked at the click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.answers.answers import Around
from bot.blocks.answers.asides import SHARE, not_shared, not_there, share_row
from bot.blocks.answers.cards import asked_by
from bot.blocks.parts.message import Block, message, section
from bot.delivery.outbox.outbox import Outbox
from bot.listeners.asking.replying import Asked, Replying, Told, audience_of, post, post_aside
from bot.listeners.desk import Desk
from knowledge.models import Answer, Reader, Turn
from knowledge.store.messages.deliveries import Arrival
from knowledge.store.messages.departures import DEAD, SENT
from knowledge.store.questions.journal import Entry
from knowledge.store.questions.turns import Place

KIND = "share"

_SHARED = "It is shared already."
_CHANNELS = ("C", "G")


@dataclass(frozen=True)
class Sharing:
    """Shares answers where everybody may read what they come from."""

    replying: Replying
    outbox: Outbox

    def register(self, app: App, desk: Desk) -> None:
        """Listens for the button."""

        def click(body: dict[str, Any], ack: Ack) -> None:
            container, action = body["container"], body["actions"][0]
            desk.leave(
                KIND,
                f"{action['value']}:{action['action_ts']}",
                str(body["user"]["id"]),
                str(body["team"]["id"]),
                channel=str(container["channel_id"]),
                thread=str(container.get("thread_ts") or ""),
                question=str(action["value"]),
            )
            ack()

        app.action(SHARE)(click)
        desk.on(KIND, self.share)

    def row(self, told: Told, asked: Asked) -> list[Block]:
        """The button, where the answer may be shared now; nothing elsewhere."""
        channel = asked.place.channel
        if not channel.startswith(_CHANNELS) or not isinstance(told.reply, Answer):
            return []
        reader = self.replying.in_channel(asked.reader.user, channel)
        return share_row(told.question_id) if _all_read(told.reply, reader) else []

    def share(self, arrival: Arrival) -> None:
        """Asks again for everybody in the channel, and posts what they may read, once.

        Only who asked can share. What does not go is told to them alone.

        Raises:
            ThroughlineError: nothing was posted.
        """
        body, journal = arrival.body, self.replying.services.journal
        user, number = str(body["user"]), str(body["question"])
        entry = journal.question(int(number)) if number.isdecimal() else None
        if entry is None or entry.asked_by != user:
            return
        sentence = self._shared(f"shared:{number}", entry, arrival)
        if sentence:
            self._tell(arrival, sentence)

    def _shared(self, key: str, entry: Entry, arrival: Arrival) -> str:
        """Posts it; gives what its asker is to be told, "" where everybody sees it."""
        state = self.replying.services.outgoing.state(key)
        if state and state.state == SENT:
            return "" if arrival.attempts > 1 else _SHARED
        if state and state.state == DEAD:  # the bot may be in the channel by now
            key = f"{key}:{arrival.message}"
        reader = self.replying.in_channel(entry.asked_by, entry.place)
        if reader is None:
            return not_shared(entry.place)
        asked = Asked(key, entry.text, reader, Place(arrival.team, entry.place, entry.thread))
        told = self.replying.answered(asked)
        if told is None or not _all_read(told.reply, reader):
            return not_shared(entry.place)
        head = asked_by(entry.text, self.replying.directory.name(entry.asked_by))
        said = self.replying.message(told, asked, Around((head,)))
        ts = post(self.outbox, key, (entry.place, entry.thread), said)
        state = self.replying.services.outgoing.state(key)
        if state and state.state == DEAD:
            return not_there(entry.place)
        self._remember(asked, told, entry.thread or ts)
        return ""

    def _remember(self, asked: Asked, told: Told, thread: str) -> None:
        if not thread:
            return
        services = self.replying.services
        turn = Turn(asked.text, asked.text, told.reply.text)
        place = Place(asked.place.team, asked.place.channel, thread)
        services.turns.add(place, asked.reader.user, turn, services.clock())

    def _tell(self, arrival: Arrival, sentence: str) -> None:
        """To who clicked alone, where they clicked."""
        body = arrival.body
        user = str(body["user"])
        place = Place(arrival.team, str(body["channel"]), str(body["thread"]))
        said = message(sentence, [section(sentence)])
        key = f"private:{KIND}:{arrival.message}"
        if place.channel.startswith(_CHANNELS):
            post_aside(self.outbox, key, user, place, said)
        else:
            post(self.outbox, key, (place.channel, place.thread), said)


def _all_read(reply: object, reader: Reader | None) -> bool:
    """Whether a reader may read every page that an answer comes from."""
    if reader is None or not isinstance(reply, Answer) or reply.figures:
        return False
    return all(audience_of(reply, one) in reader.audiences for one in reply.citations)
