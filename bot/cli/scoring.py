"""How good answers are, against what people who know would say. Pure."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

FIGURES = ("source_at_1", "source_at_5", "cited", "answer_found", "abstained", "withheld")
"""What is counted. `abstained` over questions without an answer, the others over those with one."""

_SHOWN = 900  # characters that a person reads first
_SHARE = 0.6  # of the expected answer's words; its numbers must all be there
_WORD = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_][\w'’-]*")
_EMPTY = frozenset(
    """a an and any are as at be been by can do does for from had has have how if in into is it its
    no not of on or our per so than that the their them then there these they this to was we were
    what when which who will with you your""".split()
)

Shape = Mapping[str, Any]


def judge(question: Shape, answer: Shape) -> dict[str, bool]:
    """The figures that apply to one question, each true or false.

    Args:
        question: `gold_docs`, `also_in` (documents that hold it too), `gold_answer` (null where the
            documents do not say; so does `kind` "unanswerable"), `gold_value` for a number.
        answer: one object of `ask --json`.
    """
    held_back = answer["outcome"] in ("not_found", "refused")
    if is_unanswerable(question):
        return {"abstained": held_back}
    found = {"withheld": held_back}
    if right := {*question.get("gold_docs", []), *(question.get("also_in") or [])}:
        ranked = list(dict.fromkeys(one["document"] for one in answer["passages"]))
        found |= {
            "source_at_1": bool(right.intersection(ranked[:1])),
            "source_at_5": bool(right.intersection(ranked[:5])),
            "cited": bool(right.intersection(one["document"] for one in answer["citations"])),
        }
    if question.get("gold_answer"):
        found["answer_found"] = not held_back and states(
            read_first(answer), question["gold_answer"]
        )
    return found


def is_unanswerable(question: Shape) -> bool:
    """Whether the right reply is that the documents do not say."""
    if question.get("kind") == "unanswerable":
        return True
    expected = question.get("gold_answer") or question.get("gold_value") is not None
    return "gold_answer" in question and not expected


def states(text: str, expected: str) -> bool:
    """Whether a text holds every number of what is expected, and three in five of its words."""
    there = set(_words(text))
    wanted = _words(expected)
    numbers = [one for one in wanted if one[0].isdigit()]
    words = [one for one in wanted if not one[0].isdigit()]
    shared = sum(one in there for one in words)
    return all(one in there for one in numbers) and shared >= _SHARE * len(words)


def read_first(answer: Shape) -> str:
    """What a person sees at once: the text and the terms that are explained with it."""
    terms = (f"{one['label']} {one['definition']}" for one in answer["terms"][:3])
    return " ".join((answer["text"][:_SHOWN], *terms))


def summary(questions: Sequence[Shape], answers: Sequence[Shape], by: str) -> dict[str, Any]:
    """For each value of `by` (`kind` or `split`): how many, and [right, counted] of each figure."""
    groups: defaultdict[str, list[dict[str, bool]]] = defaultdict(list)
    for question, answer in zip(questions, answers, strict=True):
        groups[str(question.get(by) or "all")].append(judge(question, answer))
    return {name: {"n": len(judged)} | _counted(judged) for name, judged in sorted(groups.items())}


def times(answers: Sequence[Shape]) -> dict[str, float]:
    """Median and 95th percentile (nearest rank) of the time that answers took."""
    taken = sorted(float(one["elapsed_ms"]) for one in answers)
    return {
        f"p{share}_ms": taken[max(0, math.ceil(share / 100 * len(taken)) - 1)] if taken else 0.0
        for share in (50, 95)
    }


def _counted(judged: Iterable[Mapping[str, bool]]) -> dict[str, list[int]]:
    counted: dict[str, list[int]] = {}
    rows = list(judged)
    for name in FIGURES:
        values = [row[name] for row in rows if name in row]
        if values:
            counted[name] = [sum(values), len(values)]
    return counted


def _words(text: str) -> list[str]:
    words = []
    for found in _WORD.findall(text.casefold()):
        if found[0].isdigit():
            words.append(found.replace(",", "").rstrip("."))
        elif found not in _EMPTY:
            words.append(_root(found.strip("'’-")))
    return words


def _root(word: str) -> str:
    for ending in ("'s", "’s", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word
