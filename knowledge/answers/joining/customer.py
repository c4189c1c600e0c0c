"""Who a customer is to us: one reply from all that names them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from knowledge.answers.quoting.composing import LONGEST
from knowledge.insights.customers.picture import Candidates, CustomerPicture, Voice
from knowledge.metrics.wording import day_words, value_words
from knowledge.models import Answer, Citation, Clarification, Mode, Reader, Reply
from knowledge.search.words.sentences import shortened

_ASKS = re.compile(
    r"^\W*(?:who(?:['’]?s| is| are)|tell me about|show me|"
    r"what do we (?:know|have) (?:about|on)|"
    r"what(?:['’]?s| is) (?:the )?(?:story|picture|status) (?:of|with|on)|"
    r"everything (?:about|on))\s+"
    r"(?:the )?(?:customer |client |account )?(?P<name>.+?)"
    r"(?: to us| for us| doing| as a customer)?\W*$",
    re.IGNORECASE,
)
_QUOTE = 130
_NEWEST = 3


Pictures = Callable[[str, Reader], CustomerPicture | Candidates | None]
"""One customer, or the names that may be meant; None where no name is near."""


class CustomerQuestions:
    """Answers "who is Acme to us?"."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures

    def reply(self, question: str, reader: Reader) -> Reply | None:
        """The picture in short; None where no customer is asked for."""
        asked = _ASKS.match(question)
        name = asked["name"].strip(" \"“”'’.,") if asked else ""
        if len(name) < 2:
            return None
        found = self._pictures(name, reader)
        if isinstance(found, Candidates):
            return self._several(question, found) if found.exact else None
        if found is None or not (found.n or found.figures):
            return None
        return _told(question, found)

    @staticmethod
    def _several(question: str, found: Candidates) -> Clarification | None:
        if len(found.names) < 2:
            return None
        choices = tuple(f"Who is {one.name}?" for one in found.names[:4])
        return Clarification(question, f"Several customers are called “{found.asked}”.", choices)


def _told(question: str, one: CustomerPicture) -> Answer:
    lines: list[str] = []
    citations: list[Citation] = []
    for text, voice in _lines(one):
        if voice is None:
            lines.append(text)
            continue
        number = len(citations) + 1
        line = f"{text} [{number}]"
        if len("\n".join(lines)) + len(line) + 1 > LONGEST:
            break
        lines.append(line)
        citations.append(_cited(voice, number))
    text = shortened("\n".join(lines), LONGEST)
    return Answer(
        question=question,
        text=text,
        mode=Mode.COMPUTED,
        citations=tuple(citations),
        figures=one.figures,
        passages=one.passages,
        follow_ups=(f"What does {one.name} say?",) if one.n else (),
        lead=lines[0],
        evidence=_evidence(one),
    )


def _lines(one: CustomerPicture) -> Iterator[tuple[str, Voice | None]]:
    """What is said, each with the item that shows it."""
    newest = one.voices[0] if one.voices else None
    if one.figures:
        told = "; ".join(
            f"{value_words(each.value, each.unit, each.label)} {each.label.lower()}"
            for each in one.figures
        )
        yield f"{one.name}: {told}.", None
    if one.n:
        many = "item" if one.n == 1 else "items"
        days = (
            f", {day_words(one.first)} to {day_words(one.last)}" if one.first and one.last else ""
        )
        begins = "" if one.figures else f"{one.name}: "
        yield f"{begins}{one.n} {many}{days}.", newest
    if one.open_n:
        yield f"Open: {one.open_n}, the newest {one.open[0].reason}.", one.open[0].voice
    for voice in one.voices[:_NEWEST]:
        day = f"{day_words(voice.item.day)}, " if voice.item.day else ""
        said = shortened(" ".join(voice.item.text.split()), _QUOTE)
        if said:
            yield f"• {day}{voice.item.source}: “{said}”", voice
    for each in one.disagreements[:1]:
        sides = " against ".join(f"{side.says} ({side.source})" for side in each.sides[:2])
        yield f"They do not agree on {each.subject}: {sides}.", newest


def _evidence(one: CustomerPicture) -> str:
    held = [f"{each.domain or each.source} ({each.n})" for each in one.holdings[:4]]
    return f"Held by {', '.join(held)}" if held else ""


def _cited(voice: Voice, number: int) -> Citation:
    item = voice.item
    return Citation(
        number=number,
        document=item.document,
        title=voice.title,
        section=item.record,
        quote=shortened(item.text, 300),
        link=voice.link,
        owner=voice.owner,
        domain=voice.domain,
        updated=item.day,
    )
