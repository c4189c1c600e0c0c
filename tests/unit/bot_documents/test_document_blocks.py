from __future__ import annotations

import pytest

from bot.blocks import documents
from bot.blocks.documents import File, chosen_in
from bot.settings.uploads import Taken

FILE = File("F1", "plan.pdf", 1200, "https://files.slack.com/files-pri/T1-F1/plan.pdf")


def texts(message):
    return [
        element["text"] if isinstance(element["text"], str) else element["text"]["text"]
        for block in message.blocks
        for element in [block.get("text"), *block.get("elements", [])]
        if element
    ]


def test_there_is_one_button_for_each_audience_and_none_is_suggested():
    message = documents.chooser(FILE, ["everyone", "board", "customer-teams"])

    assert texts(message) == [
        (
            "Who may read *plan.pdf*? Pick one, and I will read it and answer them from it. "
            "Until then I leave it alone."
        ),
        "Everyone",
        "Board",
        "Customer teams",
    ]
    buttons = message.blocks[1]["elements"]
    assert [chosen_in(one["value"]) for one in buttons] == [
        (FILE, "everyone"),
        (FILE, "board"),
        (FILE, "customer-teams"),
    ]
    assert buttons[1]["accessibility_label"] == "Board may read plan.pdf"
    assert not any("style" in one for one in buttons)


def test_many_audiences_stand_in_rows_and_every_button_has_an_id_of_its_own():
    names = [f"team-{number}" for number in range(23)]

    message = documents.chooser(FILE, names)

    rows = [block["elements"] for block in message.blocks[1:]]
    assert [len(row) for row in rows] == [5, 5, 5, 5, 3]
    assert len({one["action_id"] for row in rows for one in row}) == 23


def test_audiences_whose_words_would_be_the_same_are_shown_by_their_names():
    assert documents.labels(["a-b", "a_b"]) == {"a-b": "a-b", "a_b": "a_b"}


def test_a_name_cannot_bring_markup_or_a_mention_along():
    message = documents.chooser(File("F1", "<!channel> *x*.md", 1, ""), ["everyone"])

    assert "<!channel>" not in texts(message)[0]


def test_what_was_read_can_be_asked_about():
    what = Taken("plan.pdf", "u/plan.pdf", 12, ("What does “Plan” say about “Vans”?",))

    message = documents.taken(what, "everyone", reads=True)

    assert message.text == "I have read plan.pdf: 12 passages. Ask away."
    assert texts(message) == [
        "I have read plan.pdf: 12 passages. Ask away.",
        "What does “Plan” say about “Vans”?",
        "Take it away again",
    ]
    assert message.blocks[1]["elements"][0]["action_id"].startswith("ask")


def test_who_is_not_among_the_readers_is_told_so_and_offered_no_question():
    what = Taken("plan.pdf", "u/plan.pdf", 1, ("What is it?",), elsewhere=("everyone", "sales-a"))

    message = documents.taken(what, "board", reads=False)

    assert texts(message) == [
        "I have read plan.pdf: 1 passage. Ask away.",
        (
            "Only people in “Board” get answers from it. You are not one of them, so I will not answer "
            "you from it. There is also a plan.pdf for everyone and “Sales a”. It stays as it is."
        ),
        "Take it away again",
    ]


def test_who_can_add_documents_is_one_sentence():
    def told(*names):
        return documents.only_admins(names).text

    assert told() == "Documents are added by the people who look after me: please ask them."
    assert told("Ada") == "Documents are added by Ada: please send yours to them."
    assert told("Ada", "Bo", "Cy") == (
        "Documents are added by Ada, Bo or Cy: please send yours to them."
    )


def test_what_was_read_can_be_taken_away_again_after_a_second_thought():
    what = Taken("x" * 110 + ".pdf", "u/plan.pdf", 12)

    button = documents.taken(what, "board", reads=True).blocks[-1]["elements"][0]

    assert documents.withdrawn_in(button["value"]) == (what.name, "board")
    assert button["confirm"]["deny"]["text"] == "Keep it"
    assert len(button["accessibility_label"]) <= 75


@pytest.mark.parametrize("value", ["", "[]", "1", "{}", '{"name": "x"}'])
def test_a_button_of_another_kind_takes_nothing_away(value):
    with pytest.raises(ValueError):
        documents.withdrawn_in(value)
