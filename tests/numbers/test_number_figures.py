"""The sets of questions about numbers: complete, and each with a value that can be right."""

from __future__ import annotations

import json
import math
import re

import pytest

SIZES = {
    "tuning": 50,
    "tuning_2": 80,
    "tuning_3": 100,
    "tuning_4": 150,
    "tuning_5": 166,
    "held_out": 50,
    "held_out_2": 50,
    "example": 60,
    "unanswerable": 30,
    "unanswerable_2": 20,
    "counting": 20,
}
KINDS = {"value", "share", "ranking", "comparison", "change", "trend", "count"}
PROMISES = {"owner", "target", "baseline"}


def even(question):
    return " ".join(re.findall(r"\w+", question.casefold()))


@pytest.mark.parametrize("name", SIZES)
def test_a_set_has_its_size(gold, name):
    assert len(gold.questions(name)) == SIZES[name]


@pytest.mark.pack
def test_no_question_is_asked_twice_nor_is_one_of_the_packs(gold, pack):
    asked = [even(one["question"]) for name in SIZES for one in gold.questions(name)]
    lines = (pack / "questions.jsonl").read_text(encoding="utf-8").splitlines()

    known = {even(json.loads(line)["question"]) for line in lines}

    assert len(set(asked)) == len(asked)
    assert not known.intersection(asked)


def test_both_halves_have_the_same_mix_of_kinds(gold):
    tuning, held_out = (
        sorted(one["kind"] for one in gold.questions(name)) for name in ("tuning", "held_out")
    )

    assert tuning == held_out
    assert set(tuning) == KINDS


@pytest.mark.parametrize(
    ("name", "kinds"), [("tuning_2", KINDS), ("tuning_3", KINDS), ("example", KINDS | PROMISES)]
)
def test_a_further_set_has_every_kind(gold, name, kinds):
    assert {one["kind"] for one in gold.questions(name)} == kinds


@pytest.mark.pack
@pytest.mark.parametrize("name", ["tuning", "tuning_2", "tuning_3", "held_out", "held_out_2"])
def test_every_gold_of_the_pack_is_a_value_that_only_a_right_reply_has(gold, frames, name):
    for number, one in enumerate(gold.questions(name)):
        check(gold.evaluate(one["gold"], frames), f"line {number} of {name}")


def test_every_gold_of_the_example_is_a_value_that_only_a_right_reply_has(gold):
    frames = gold.tindlemoor()

    for one in gold.questions("example"):
        assert one["frames"] == "tindlemoor"
        check(gold.evaluate(one["gold"], frames), one["id"])


def test_both_companies_are_asked_for_what_cannot_be_computed(gold):
    asked = [one.get("frames", "pack") for one in gold.questions("unanswerable_2")]

    assert asked.count("pack") == asked.count("tindlemoor") == 10


def check(value, where):
    values = value if isinstance(value, list) else [value]

    named = all(isinstance(each, str) and each for each in values)
    told = all(not isinstance(each, str) and math.isfinite(each) and each for each in values)

    assert named or told, where
    assert len(set(values)) == len(values), f"{where} has a value twice"


@pytest.mark.pack
def test_what_is_limited_in_a_count_of_narratives_is_in_the_register(gold, frames):
    register = frames["complaints"]
    for one in gold.questions("counting"):
        rows = register
        for column, value in one["where"].items():
            rows = rows[rows[column] == value]

        assert len(rows), one["id"]
        assert rows["Consumer complaint narrative"].notna().any(), one["id"]
        assert all(form == form.lower() for forms in one["words"] for form in forms)
