"""How well the checker tells sound sentences from planted ones: `python -m benchmarks.checker`.

Each answer in tests/checker/answers.jsonl has the passages that a model was given and sentences
that are marked sound or planted. a001 to a150 were tuned on, a151 to a200 are held out: they were
written before anybody saw what the checker made of a101 to a150, and nobody has read their misses.
First looks at held-out sets, in order:

    even ids up to a100   93.0 % caught, 10.2 % lost   (opened, then tuned on)
    a101 to a150          73.0 % caught,  9.3 % lost   (opened, then tuned on)
    a151 to a200          85.3 % caught,  8.0 % lost   (still held out)

A planted citation counts as caught when the sentence is dropped, or its citation was put right.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from knowledge.answers.check import Dropped, Statement, check
from knowledge.models import Chunk, Document, Passage

ANSWERS = Path(__file__).parent.parent / "tests" / "checker" / "answers.jsonl"
HALVES = ("tuning", "held-out", "held-out-2")


@dataclass
class Score:
    """Counts of one half; `misses` are the sentences that the checker got wrong."""

    sound: int = 0
    lost: int = 0
    planted: int = 0
    caught: int = 0
    righted: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def caught_share(self) -> float:
        return self.caught / self.planted

    @property
    def lost_share(self) -> float:
        return self.lost / self.sound


def measure(half: str) -> Score:
    """Runs the checker over every sentence of one half, alone, as it is judged in a stream."""
    score = Score()
    for line in ANSWERS.read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        if answer["half"] != half:
            continue
        passages = [_passage(given) for given in answer["passages"]]
        for sentence in answer["sentences"]:
            _count(score, answer, sentence, passages)
    return score


def _count(score: Score, answer: dict, sentence: dict, passages: list[Passage]) -> None:
    checked = check(sentence["text"], passages, question=answer["question"])
    kept = checked.sentences[0] if checked.sentences else None
    if sentence["mark"] == "sound":
        score.sound += 1
        score.lost += kept is None
        if kept is None:
            score.misses.append(f"{answer['id']} lost: {_why(checked.dropped)} {sentence['text']}")
        return
    righted = _righted(kept, sentence)
    score.planted += 1
    score.righted += righted
    score.caught += kept is None or righted
    if kept is not None and not righted:
        score.misses.append(f"{answer['id']} passed ({sentence['kind']}): {sentence['text']}")


def _righted(kept: Statement | None, sentence: dict) -> bool:
    return kept is not None and "right" in sentence and kept.numbers == (sentence["right"],)


def _why(dropped: tuple[Dropped, ...]) -> str:
    return f"[{dropped[0].reason.name}]" if dropped else "[no sentence]"


def _passage(given: dict) -> Passage:
    text, section = given["text"], given["section"]
    name = sha256(f"{given['document']} {section}".encode()).hexdigest()[:32]
    chunk = Chunk(name, given["document"], "everyone", section, text, text, 0)
    document = Document(given["document"], "examples", given["title"], "everyone", name)
    return Passage(chunk, document, 1.0)


def main(halves: tuple[str, ...] = HALVES) -> None:
    print(f"{'half':10} {'planted':>8} {'caught':>7} {'put right':>10} {'sound':>7} {'lost':>5}")
    for half in halves:
        score = measure(half)
        print(
            f"{half:10} {score.planted:8} {score.caught_share:7.1%} {score.righted:10}"
            f" {score.sound:7} {score.lost_share:5.1%}"
        )
        if "--misses" in sys.argv:
            print("\n".join(f"    {miss}" for miss in score.misses))


if __name__ == "__main__":
    main(tuple(half for half in HALVES if half in sys.argv) or HALVES)
