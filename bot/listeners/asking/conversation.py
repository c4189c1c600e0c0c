"""What is said where the bot reads along: meant for it or not, and what was said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.listeners.asking.overheard import Heard, is_meant, since_ours
from bot.listeners.asking.threads import Threads
from bot.listeners.directory import Directory
from bot.listeners.incoming import Said
from bot.listeners.needs.services import Services
from bot.listeners.smalltalk import Talk, is_question, talk
from knowledge.digests.issue import Read
from knowledge.models import Turn
from knowledge.store.questions.turns import Latest, Place

_TO_ALL = (Talk.MATTER, Talk.THANKS)
_TURNS = 12
_FEW = 3
_TELLS = 6  # words of a statement that says what a thread is about


@dataclass(frozen=True, slots=True)
class Heeded:
    """Something that the bot is to react to.

    Attributes:
        question: what was said; where it was only called into a thread, the question there.
        heard: what people have said in the thread since the bot spoke last.
        quiet: whether the thread wants quiet.
    """

    kind: Talk
    question: str
    heard: Sequence[Heard] = ()
    quiet: bool = False


class KnowsIssues(Protocol):
    """Issues of digests, which people ask about in their threads."""

    def latest(self, place: Place) -> Latest | None:
        """An issue as what was said last in its thread; None elsewhere."""
        ...

    def read(self, place: Place, question: str, earlier: Sequence[Turn]) -> Read:
        """A question with the time of its issue, and what to read it with; elsewhere as it is."""
        ...

    def take(self, said: Said) -> bool:
        """Keeps the reason that an owner gives there; False where something else was said."""
        ...


@dataclass(frozen=True)
class Conversation:
    """Tells what is meant for the bot, also in the middle of people's threads."""

    services: Services
    directory: Directory
    threads: Threads
    issues: KnowsIssues

    def heed(self, said: Said) -> Heeded | None:
        """What to react to; None for what people say to each other.

        Raises:
            StoreError: nobody knows what was said before.
        """
        kind, place = talk(said.text), said.place
        begins = said.thread == said.ts
        if said.clicked or said.direct or (begins and (said.named or said.group)):
            return Heeded(kind, said.text)
        latest = self.services.turns.latest(place) or self.issues.latest(place)
        quiet = self.services.quiet.wanted(place)
        if not said.named:
            if kind in (Talk.QUIET, Talk.BACK) and (latest or quiet):
                return Heeded(kind, said.text, quiet=quiet)
            if quiet or latest is None or kind not in _TO_ALL:
                return None
        said_before = self.threads.before(place, said.ts, latest.at if latest else None)
        since = None if said_before is None else since_ours(said_before)
        if not said.named and not self._meant(said, latest, since):
            return None
        heard = since or []
        if kind is Talk.NOTHING:
            called = _asked_in(heard)
            if called:
                return Heeded(Talk.MATTER, called, [], quiet)
        return Heeded(kind, said.text, heard, quiet)

    def alone(self, said: Said, heeded: Heeded) -> Read:
        """A question as it reads without its thread; where it may be several, with each."""
        if said.exact:
            return Read(heeded.question)
        read = self.issues.read(said.place, heeded.question, self.history(said, heeded))
        if read.choices or not read.earlier:
            return read
        return Read(self.services.answers.standalone(read.question, read.earlier))

    def history(self, said: Said, heeded: Heeded) -> list[Turn]:
        """What was asked and said before in the thread, as far as it helps to understand."""
        turns = self.services.turns.of(said.place)
        if not turns and said.direct:  # below an answer that was sent there by itself
            turns = self.services.turns.of(Place(said.team, said.user, said.thread))
        telling = _telling(heeded.heard)
        # after an answer, a few words are no subject of their own: "and in Berlin?"
        people = [Turn(one, one, "") for one in telling if not turns or len(one.split()) > _FEW]
        return [*turns, *people][-_TURNS:]

    def _meant(self, said: Said, latest: Latest | None, since: Sequence[Heard] | None) -> bool:
        if latest is None:
            return False
        others = {one.user for one in since or () if one.user != said.user}
        names = [self.directory.name(user) for user in others | {latest.user} - {said.user}]
        return is_meant(said.text, said.user, latest.user, since, names)


def _telling(heard: Sequence[Heard]) -> list[str]:
    """What tells what a thread is about, the last question at the end: it is asked on from."""
    asked = [one.text for one in heard if is_question(one.text)]
    told = [
        one.text
        for one in heard
        if one.text in asked or (talk(one.text) is Talk.MATTER and len(one.text.split()) >= _TELLS)
    ]
    return [text for text in told if text != asked[-1]] + asked[-1:] if asked else told


def _asked_in(heard: Sequence[Heard]) -> str:
    """The question that a thread is about: the last one, else what it began with."""
    asked = [one.text for one in heard if is_question(one.text)]
    return asked[-1] if asked else next((one.text for one in heard), "")
