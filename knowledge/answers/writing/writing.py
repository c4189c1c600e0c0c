"""Answers written by a chat model, of which only what has passed the checker is ever shown."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence

from knowledge.answers.claims.cleaning import visible
from knowledge.answers.claims.drafts import Draft, drafts
from knowledge.answers.writing.check import Checked, Checker, Dropped, Statement
from knowledge.errors import ChatError
from knowledge.models import Passage, Sense
from knowledge.ports import ChatModel, Embedder
from knowledge.prompts import Prompts

NOT_FOUND = "NOT_FOUND"
_GIVEN = 12_000  # characters of passages in one prompt
_TERMS = 5
_DEFINED = 300  # characters of a definition
_SHOWN = 880  # characters of an answer with its citations; an Answer takes 900
_SENTENCES = 5
_NUMBERED = re.compile(r"[\[【](\d{1,2})[\]】]")  # a passage's own footnotes are not our citations
_CITING = re.compile(r"[\[【][\d\s,;]*$")  # a citation of which the rest has not come yet
_TAIL = 40  # characters within which the next sentence shows that the last one is over
_ENDS = re.compile(r"[.!?\]】\n]")

OnText = Callable[[str], None]
"""Gets a written answer sentence by sentence."""


def write(  # noqa: PLR0913, PLR0917 - what goes in is what an answer is made of
    question: str,
    passages: Sequence[Passage],
    terms: Sequence[Sense],
    chat: ChatModel,
    prompts: Prompts,
    on_text: OnText | None = None,
    embedder: Embedder | None = None,
) -> Checked:
    """Lets the model write an answer from the passages and keeps of it what they bear out.

    Statements cite the passages by their place in `passages`, from 1. `on_text` gets each sentence
    with its citations as soon as it is whole and has passed (joined, they are the text); nothing
    else of what the model writes is shown. No statement is left where nothing holds; `not_found`
    says that the model itself did not find the answer in the passages. With an `embedder` more
    paraphrases are kept (see `Checker`).

    Raises:
        ChatError: the model failed before a sentence passed. Later failures only end the answer.
    """
    given = passages[: _fitting(passages)]
    mark = _mark(question, given, terms)
    system, user = prompts.messages(
        "answer",
        mark=mark,
        passages="\n\n".join(_shown(n, passage, mark) for n, passage in enumerate(given, 1)),
        terms=_defined(terms[:_TERMS], mark),
        question=" ".join(visible(question).split()),
    )
    answer = _Collected(Checker(given, terms[:_TERMS], question, embedder), on_text)
    try:
        for draft in whole(chat.stream(system, user)):
            if not answer.add(draft):
                break
    except ChatError:
        if not answer.kept:
            raise
    return Checked(tuple(answer.kept), tuple(answer.dropped), answer.not_found)


def whole(pieces: Iterable[str]) -> Iterator[Draft]:
    """The sentences of a text that comes in pieces, each as soon as the next one has begun."""
    text, done = "", 0
    for piece in pieces:
        text += piece
        if _ENDS.search(text[-len(piece) - _TAIL :]):
            found = drafts(_CITING.sub("", text))
            yield from found[done:-1]
            done = max(done, len(found) - 1)
    yield from drafts(text)[done:]


class _Collected:
    """The sentences of an answer so far, within its limits."""

    def __init__(self, checker: Checker, on_text: OnText | None) -> None:
        self.kept: list[Statement] = []
        self.dropped: list[Dropped] = []
        self.not_found = False
        self._checker = checker
        self._on_text = on_text
        self._length = 0

    def add(self, draft: Draft) -> bool:
        """Judges a sentence; False where the answer is over."""
        if NOT_FOUND in draft.text:
            self.not_found = not self.kept
            return False
        verdict = self._checker.judge(draft)
        if isinstance(verdict, Dropped):
            self.dropped.append(verdict)
            return True
        if verdict in self.kept:
            return True
        piece = f"{' ' * bool(self.kept)}{verdict.cited}"
        self._length += len(piece)
        if self._length > _SHOWN:
            return False
        self.kept.append(verdict)
        if self._on_text:
            self._on_text(piece)
        return len(self.kept) < _SENTENCES


def _fitting(passages: Sequence[Passage]) -> int:
    """How many passages fit into one prompt; the first always does."""
    room = _GIVEN
    for number, passage in enumerate(passages):
        room -= len(passage.chunk.text)
        if room < 0:
            return max(1, number)
    return len(passages)


def _mark(question: str, passages: Sequence[Passage], terms: Sequence[Sense]) -> str:
    """A word that nobody could write into a document beforehand."""
    given = " ".join([question, *(p.chunk.text for p in passages), *(t.definition for t in terms)])
    while (mark := secrets.token_hex(8)) in given:
        pass
    return mark


def _shown(number: int, passage: Passage, mark: str) -> str:
    document, chunk = passage.document, passage.chunk
    head = " > ".join(part for part in (document.title, chunk.section) if part)
    newer = " (replaced by a newer document)" if document.superseded_by else ""
    dated = f", {document.updated.isoformat()}" if document.updated else ""
    text = _NUMBERED.sub(r"(\1)", visible(chunk.text[:_GIVEN]))
    head = _NUMBERED.sub(r"(\1)", " ".join(visible(head).split()))
    return f"[{number}] {head}{dated}{newer}\n--- {mark}\n{text}\n--- {mark}"


def _defined(terms: Sequence[Sense], mark: str) -> str:
    if not terms:
        return "none"
    lines = [
        f"{sense.label}{f' ({sense.stands_for})' if sense.stands_for else ''}: "
        f"{sense.definition[:_DEFINED]}"
        for sense in terms
    ]
    text = "\n".join(" ".join(visible(line).split()) for line in lines)
    unmarked = _NUMBERED.sub(r"(\1)", text)
    return f"--- {mark}\n{unmarked}\n--- {mark}"
