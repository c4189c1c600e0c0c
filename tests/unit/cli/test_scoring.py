import pytest

from bot.cli import scoring

ANSWER = {
    "outcome": "answered",
    "text": "Refunds are paid within 14 days. [1]",
    "passages": [{"document": "a.md"}, {"document": "a.md"}, {"document": "b.md"}],
    "citations": [{"document": "a.md"}],
    "terms": [],
    "elapsed_ms": 5.0,
}
NOT_FOUND = ANSWER | {"outcome": "not_found", "text": "The documents do not say.", "citations": []}


@pytest.mark.parametrize(
    ("text", "expected", "stated"),
    [
        ("We refund within 14 days.", "Refunds within 14 days", True),
        ("We refund within 30 days.", "Refunds within 14 days", False),
        ("It costs 1,200 euros a year.", "1200 euros", True),
        ("Somebody will call.", "The owner of the depot decides", False),
        ("Owners decide; each depot has one.", "The owner of the depot decides", True),
    ],
)
def test_an_answer_states_what_is_expected_with_its_numbers_and_most_words(text, expected, stated):
    assert scoring.states(text, expected) is stated


def test_documents_count_once_where_the_right_one_is_looked_for():
    question = {"question": "?", "gold_docs": ["b.md"], "gold_answer": "14 days"}

    judged = scoring.judge(question, ANSWER)

    assert judged == {
        "withheld": False,
        "source_at_1": False,
        "source_at_5": True,
        "cited": False,
        "answer_found": True,
    }


def test_a_question_without_an_answer_is_right_when_nothing_is_answered():
    question = {"question": "?", "kind": "unanswerable", "gold_answer": None}

    assert scoring.judge(question, ANSWER) == {"abstained": False}
    assert scoring.judge(question, NOT_FOUND) == {"abstained": True}


def test_an_answer_that_is_held_back_states_nothing():
    question = {"question": "?", "gold_docs": ["a.md"], "gold_answer": "documents say"}

    judged = scoring.judge(question, NOT_FOUND)

    assert (judged["withheld"], judged["answer_found"]) == (True, False)


def test_terms_that_are_explained_beside_the_answer_count():
    terms = [{"label": "OTIF", "definition": "on time in full"}]

    assert scoring.states(scoring.read_first(ANSWER | {"terms": terms}), "on time in full")


def test_figures_are_counted_by_kind():
    questions = [
        {"kind": "lingo", "gold_docs": ["a.md"], "gold_answer": "14 days"},
        {"kind": "lingo", "gold_docs": ["b.md"], "gold_answer": "15 days"},
        {"kind": "unanswerable", "gold_answer": None},
    ]

    told = scoring.summary(questions, [ANSWER, ANSWER, NOT_FOUND], "kind")

    assert told == {
        "lingo": {
            "n": 2,
            "source_at_1": [1, 2],
            "source_at_5": [2, 2],
            "cited": [1, 2],
            "answer_found": [1, 2],
            "withheld": [0, 2],
        },
        "unanswerable": {"n": 1, "abstained": [1, 1]},
    }


def test_times_are_by_nearest_rank():
    answers = [{"elapsed_ms": float(ms)} for ms in range(1, 21)]

    assert scoring.times(answers) == {"p50_ms": 10.0, "p95_ms": 19.0}
    assert scoring.times([]) == {"p50_ms": 0.0, "p95_ms": 0.0}


def test_a_question_for_a_number_is_not_one_without_an_answer():
    assert not scoring.is_unanswerable({"kind": "metric", "gold_answer": None, "gold_value": 0.0})
    assert scoring.is_unanswerable({"kind": "strategy", "gold_answer": None})
