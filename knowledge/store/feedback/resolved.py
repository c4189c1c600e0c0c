"""What owners settled, as questions with the right document and answer: for an evaluation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from knowledge.store.database.database import Database
from knowledge.store.feedback.feedback import DISMISSED, FeedbackStore, Flag
from knowledge.store.feedback.verified import VerifiedStore
from knowledge.store.questions.journal import NOT_FOUND, Entry, Journal

SPLIT = "resolved"

_NUMBERED = re.compile(r"\s*\[\d{1,3}\]")

Line = Mapping[str, Any]


def resolved(database: Database, today: date) -> list[Line]:
    """One line for each question that somebody vouches for or settled, each question once.

    Verified answers that are good today; answers that their owner left as they are; answers whose
    page was fixed, with the page alone. Each with `id`, `question`, `kind`, `gold_docs`, `split`
    and, where the right answer is known, `gold_answer` (None where the right reply is that the
    documents do not say).
    """
    lines = [
        _line(one.document, one.question, "verified", [one.document], gold_answer=one.answer)
        for one in VerifiedStore(database).all()
        if one.expires_on >= today
    ]
    journal = Journal(database)
    for flag in reversed(FeedbackStore(database).settled()):  # what was said last, first
        entry = journal.question(flag.question)
        lines += [_settled(flag, entry)] if entry and _told(flag, entry) else []
    once: dict[str, Line] = {}
    for line in lines:
        once.setdefault(" ".join(str(line["question"]).casefold().split()), line)
    return list(once.values())


def _told(flag: Flag, entry: Entry) -> bool:
    """Whether it is known what would be right: of a fix, at least the page."""
    return flag.state == DISMISSED or (bool(_pages(entry)) and entry.outcome != NOT_FOUND)


def _settled(flag: Flag, entry: Entry) -> Line:
    name = f"flag-{flag.id}"
    if flag.state != DISMISSED:
        return _line(name, entry.text, "fixed", _pages(entry))
    if entry.outcome == NOT_FOUND:
        return _line(name, entry.text, "stands", [], gold_answer=None)
    answer = _NUMBERED.sub("", entry.answer).strip()
    return _line(name, entry.text, "stands", _pages(entry), gold_answer=answer)


def _pages(entry: Entry) -> list[str]:
    return list(dict.fromkeys(str(one["document"]) for one in entry.evidence))


def _line(name: str, question: str, kind: str, pages: list[str], **more: str | None) -> Line:
    told = {"id": name, "question": question, "kind": kind, "gold_docs": pages, "split": SPLIT}
    return {**told, **more}
