"""One reply that joins a number with its meaning, its promise, customers' words and its owner."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from knowledge.answers.joining.joining import Joining, Voice
from knowledge.lingo.glossary import Lookup
from knowledge.metrics.definitions import MetricDefinition
from knowledge.models import Answer, Chunk, Citation, Document, Mode, Passage, Reader, Sense
from knowledge.store.digests.reasons import Reason

READER = Reader(frozenset({"everyone"}), domain="clinic")
METRIC = MetricDefinition(
    "no_show_rate",
    "No-show rate",
    Path("metrics/clinic.yaml"),
    1,
    owner="U0CLINIC",
    glossary_term="No-show",
    supports=("strategy/2026.md#nobody-waits",),
)
SENSE = Sense("No-show", "A patient who did not come.", "lingo.yaml", "everyone", owner="U0WORDS")
NUMBER = Answer(
    "why?",
    "20 % no-show rate. [1]",
    Mode.COMPUTED,
    (Citation(1, "metrics/clinic.yaml", "No-show rate", "no_show_rate", "share"),),
    lead="20 % no-show rate. [1]",
)
PROMISE = "Nobody waits longer than ten days for a first appointment."


class Glossary:
    def __init__(self, *senses: Sense, match: str = "exact") -> None:
        self.senses, self.match, self.asked = senses, match, []

    def lookup(self, term: str, reader: Reader) -> Lookup:
        self.asked.append((term, reader.domain))
        found = tuple(one for one in self.senses if one.label == term)
        return Lookup(term, self.match if found else "", term, found)


class Retriever:
    def __init__(self, *passages: Passage) -> None:
        self.passages, self.asked = passages, []

    def search(self, question: str, reader: Reader, k: int) -> SimpleNamespace:
        self.asked.append((question, reader.audiences))
        return SimpleNamespace(passages=self.passages[:k])


class Voices:
    def __init__(self, first: list[Voice], against: Voice | None = None) -> None:
        self.first, self.against, self.asked = first, against, []

    def voices(self, subject, reader, period):
        self.asked.append((subject, reader, period))
        return self.first, self.against


def passage(
    text: str = PROMISE, section: str = "Strategy > Nobody waits", **more: object
) -> Passage:
    path = str(more.pop("path", "strategy/2026.md"))
    document = Document(path, "wiki", "Our strategy", "everyone", "d", **more)
    return Passage(Chunk("c", path, "everyone", section, text, text, 0), document, 1.0)


def voice(text: str, record: str = "7") -> Voice:
    return Voice(text, Citation(0, "insights/survey.csv", "Survey", record, text))


def joined(glossary=None, retriever=None, voices=None, metric=METRIC, answer=NUMBER) -> Answer:
    joining = Joining(glossary or Glossary(), retriever or Retriever(), voices)
    return joining.join(answer, metric, READER, None)


def test_all_that_is_known_stands_below_the_number_line_by_line_with_its_source() -> None:
    voices = Voices([voice("I forgot the day."), voice("Nobody called me.")], voice("They call!"))

    said = joined(Glossary(SENSE), Retriever(passage()), voices)

    assert said.text == (
        "20 % no-show rate. [1]\n"
        "No-show means: A patient who did not come [2]\n"
        "It serves the promise “Nobody waits longer than ten days for a first appointment” [3]\n"
        "A customer: “I forgot the day.” [4]\n"
        "A customer: “Nobody called me.” [5]\n"
        "Against it: “They call!” [6]\n"
        "U0CLINIC answers for it. [1]"
    )
    assert [one.number for one in said.citations] == [1, 2, 3, 4, 5, 6]
    assert [one.document for one in said.citations[1:4]] == [
        "lingo.yaml",
        "strategy/2026.md",
        "insights/survey.csv",
    ]
    assert said.terms == (SENSE,)


def test_with_nothing_known_the_number_stays_as_it_is() -> None:
    said = joined(metric=replace(METRIC, owner="", supports=()))

    assert said.text == NUMBER.text
    assert said.citations == NUMBER.citations


def test_the_number_itself_is_never_changed() -> None:
    said = joined(Glossary(SENSE), Retriever(passage()), Voices([voice("I forgot.")]))

    assert said.text.startswith(NUMBER.text)
    assert said.lead == NUMBER.lead
    assert said.citations[0] == NUMBER.citations[0]


def test_a_word_is_looked_up_by_its_term_then_by_the_metrics_names() -> None:
    glossary = Glossary()

    joined(glossary, metric=replace(METRIC, synonyms=("missed visits",)))

    assert [term for term, _ in glossary.asked] == ["No-show", "No-show rate", "missed visits"]


@pytest.mark.parametrize("match", ["spelling", "meaning"])
def test_a_word_that_is_only_close_is_no_meaning(match: str) -> None:
    said = joined(Glossary(SENSE, match=match))

    assert "means" not in said.text


@pytest.mark.parametrize(
    "other",
    [
        passage("Parking is free for patients.", "Visiting > Parking", path="parking.md"),
        passage(superseded_by="strategy/2027.md"),
    ],
    ids=["another subject", "replaced"],
)
def test_a_promise_that_does_not_stand_there_is_not_quoted(other: Passage) -> None:
    said = joined(retriever=Retriever(other))

    assert "promise" not in said.text


def test_promises_are_searched_within_what_the_reader_may_see() -> None:
    retriever = Retriever(passage())

    joined(retriever=retriever)

    assert retriever.asked == [("strategy/2026.md nobody-waits", READER.audiences)]


def test_customers_are_heard_about_the_term_for_the_reader() -> None:
    voices = Voices([])

    joined(voices=voices)

    assert voices.asked == [("No-show", READER, None)]


def test_the_reply_never_grows_over_its_room() -> None:
    full = replace(NUMBER, text=f"{'n' * 700} [1]")
    long = voice("I waited and waited and nobody came to the phone. " * 5)

    said = joined(Glossary(SENSE), Retriever(passage()), Voices([long, long], long), answer=full)

    assert len(said.text) <= 900
    assert all(line.endswith("]") for line in said.text.splitlines())


def test_numbers_of_sources_have_no_gap_where_a_line_found_no_room() -> None:
    full = replace(NUMBER, text=f"{'n' * 770} [1]")
    long = voice("I waited and waited and nobody came to the phone. " * 5)

    said = joined(Glossary(SENSE), Retriever(passage()), Voices([long, voice("No.")]), answer=full)

    assert [one.number for one in said.citations] == list(range(1, len(said.citations) + 1))


def test_the_owners_own_reason_comes_first_with_its_period():
    class Reasons:
        def latest(self, metric, audiences, period):
            assert (metric, audiences) == ("no_show_rate", READER.audiences)
            return Reason(
                key="k",
                digest="clinic",
                delivery=1,
                metric=metric,
                label="No-show rate",
                channel="C0CLINIC",
                audience="everyone",
                owner="U0CLINIC",
                asked="No-show rate: 20 %.",
                since=date(2026, 11, 9),
                until=date(2026, 11, 15),
                asked_at=datetime(2026, 11, 16, tzinfo=UTC),
                answer="The bridge was closed last week.",
                answered_by="U0CLINIC",
                id=7,
            )

    told = Joining(Glossary(SENSE), Retriever(), None, Reasons()).join(NUMBER, METRIC, READER, None)

    assert told.text.split("\n")[1] == (
        "The reason that U0CLINIC gave for 9 to 15 Nov 2026: “The bridge was closed last week.” [2]"
    )
    assert (told.citations[1].document, told.citations[1].audience) == ("reasons/7", "everyone")
