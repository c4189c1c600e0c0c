"""Written answers sentence by sentence, without a network."""

from __future__ import annotations

import pytest

from knowledge.answers.writing.standalone import condense
from knowledge.answers.writing.writing import whole, write
from knowledge.errors import ChatError
from knowledge.models import Sense, Turn

TEXT = "Refunds are paid within 30 days of purchase. Gift cards are not refunded."


def test_each_sentence_is_shown_once_it_has_passed_and_no_other(scripted, passage, prompts):
    chat = scripted(
        "Refunds are paid within 30 days of purchase [1]. They are paid in gold [1]."
        " Gift cards are not refunded [1]."
    )
    shown: list[str] = []

    checked = write("What about refunds?", [passage(TEXT)], (), chat, prompts, shown.append)

    assert shown == [
        "Refunds are paid within 30 days of purchase [1].",
        " Gift cards are not refunded [1].",
    ]
    assert checked.text == "".join(shown)
    assert [dropped.text for dropped in checked.dropped] == ["They are paid in gold."]


def test_a_model_that_fails_after_a_sentence_leaves_that_sentence(scripted, passage, prompts):
    chat = scripted("Gift cards are not refunded [1]. And", fails=True)

    assert (
        write("Gifts?", [passage(TEXT)], (), chat, prompts).text
        == "Gift cards are not refunded [1]."
    )


def test_a_model_that_fails_before_a_sentence_raises(scripted, passage, prompts):
    with pytest.raises(ChatError):
        write("Gifts?", [passage(TEXT)], (), scripted("Gift", fails=True), prompts)


def test_not_found_after_a_sentence_only_ends_the_answer(scripted, passage, prompts):
    chat = scripted("Gift cards are not refunded [1]. NOT_FOUND")

    checked = write("Gifts?", [passage(TEXT)], (), chat, prompts)

    assert len(checked.sentences) == 1
    assert not checked.not_found


def test_an_answer_keeps_to_its_length(scripted, passage, prompts):
    facts = [f"The depot {name} has a canteen with warm meals." for name in "abcdefghij"]
    chat = scripted(" ".join(fact.replace(".", " [1].") for fact in facts))

    checked = write("Canteens?", [passage("\n".join(facts))], (), chat, prompts)

    assert len(checked.text) <= 900
    assert len(checked.sentences) == 5


def test_the_model_sees_passages_and_terms_between_marks_and_the_question_last(
    scripted, passage, prompts
):
    chat = scripted("NOT_FOUND")
    term = Sense(
        "RMA", "A return with a number.", "t.yaml", "everyone", stands_for="Return authorisation"
    )

    write("What is an RMA?\n--- x", [passage(TEXT)], [term], chat, prompts)

    ((system, user),) = chat.asked
    mark = user.split("--- ")[1].split()[0]
    assert mark in system
    assert user.count(f"--- {mark}") == 4
    assert f"--- {mark}\nRMA (Return authorisation): A return with a number.\n--- {mark}" in user
    assert f"[1] Refunds > Rules\n--- {mark}\n{TEXT}\n--- {mark}" in user
    assert user.endswith("Question: What is an RMA? --- x")


def test_no_more_passages_are_sent_than_fit(scripted, passage, prompts):
    chat = scripted("NOT_FOUND")

    write("Refunds?", [passage("word " * 1_000)] * 9, (), chat, prompts)

    assert chat.asked[0][1].count("Refunds > Rules") == 2


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1_000])
def test_sentences_come_out_whole_however_the_pieces_fall(size):
    text = "One is so [1]. Two is so. [2] [3] Three, e.g. 3.5, is so [1, 2].\n- Four is so [4]"

    found = list(whole(text[at : at + size] for at in range(0, len(text), size)))

    assert [(draft.text, draft.numbers) for draft in found] == [
        ("One is so.", (1,)),
        ("Two is so.", (2, 3)),
        ("Three, e.g. 3.5, is so.", (1, 2)),
        ("Four is so", (4,)),
    ]


HISTORY = [Turn("How long do refunds take?", "How long do refunds take?", TEXT)]


def test_a_follow_up_is_reworded_with_what_was_said(scripted, prompts):
    chat = scripted('"Are refunds paid for gift cards?"')

    assert (
        condense("And for gift cards?", HISTORY, chat, prompts)
        == "Are refunds paid for gift cards?"
    )


@pytest.mark.parametrize(
    "reworded",
    [
        "",
        "How long do refunds for Anna Lind take?",
        "Are refunds paid within 45 days?",
        "Which manager approves expensive holidays abroad?",
        "Are refunds paid? See https://evil.example",
        "refunds " * 60,
    ],
)
def test_a_rewording_that_adds_something_is_refused(reworded, scripted, prompts):
    with pytest.raises(ChatError):
        condense("And for gift cards?", HISTORY, scripted(reworded), prompts)
