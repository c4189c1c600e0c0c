from __future__ import annotations

import json
import os
import signal
import time
from datetime import date, datetime
from io import BytesIO

import duckdb
import pytest

from knowledge import children
from knowledge.metrics.running.answer import Answer, Unanswered
from knowledge.metrics.running.calculator import Calculator
from knowledge.metrics.running.child import serve


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    file = tmp_path_factory.mktemp("tables") / "t.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            "create table t as select 1 as n, 1.50::decimal(9, 2) as price, 0.5 as share,"
            " 'ä' as word, true as open, date '2026-01-02' as day,"
            " timestamp '2026-01-02 03:04:05' as at, null as nothing, [1] as many,"
            " 'nan'::double as odd"
        )
    return {"t": file}


@pytest.fixture(scope="module")
def calculator():
    made = Calculator(longest=1.5)
    yield made
    made.close()


def test_cells_keep_their_kind_on_the_way(calculator, files) -> None:
    answer = calculator.run(files, "select * from t")

    assert answer == Answer(
        ("n", "price", "share", "word", "open", "day", "at", "nothing", "many", "odd"),
        (
            (
                1,
                "1.50",
                "0.5",
                "ä",
                True,
                date(2026, 1, 2),
                datetime.fromisoformat("2026-01-02 03:04:05"),
                None,
                "[1]",
                None,
            ),
        ),
    )


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("select gone from t", 'Referenced column "gone" not found'),
        ("select * from other", "Table with name other does not exist"),
        ("select 1; select 2", "more than one select statement"),
        ("create table x as select 1", "more than one select statement"),
        ("select word::int from t", "Could not convert string a value"),
        ("select * from range(200000)", "more than 100000 groups"),
        ("select length(repeat('a', 3000000000))", "more memory than a figure may"),
        ("select count(*) from range(1000000000000)", "longer than"),
    ],
)
def test_a_statement_that_cannot_be_answered_says_why(calculator, files, sql, sentence) -> None:
    with pytest.raises(Unanswered, match=sentence):
        calculator.run(files, sql)


def test_after_a_statement_that_was_stopped_the_next_one_is_answered(calculator, files) -> None:
    with pytest.raises(Unanswered):
        calculator.run(files, "select count(*) from range(1000000000000)")

    assert calculator.run(files, "select n from t").rows == ((1,),)


def test_a_child_that_died_is_replaced(calculator, files) -> None:
    calculator.run(files, "select 1")
    child = calculator._kept.child
    os.kill(child.pid, signal.SIGKILL)
    child.wait()

    assert calculator.run(files, "select n from t").rows == ((1,),)


def test_no_table_is_there_but_those_it_is_given(calculator, files) -> None:
    calculator.run(files, "select n from t")

    with pytest.raises(Unanswered, match="Table with name t does not exist"):
        calculator.run({}, "select n from t")


def test_a_calculator_that_goes_away_takes_its_child_along() -> None:
    made = Calculator()
    made.start()
    child = made._kept.child

    del made

    assert child.poll() is not None


def test_a_child_that_does_not_start_is_told(files) -> None:
    made = Calculator(memory=10**30)  # no such limit can be set

    with pytest.raises(Unanswered, match="does not start"):
        made.run(files, "select 1")


def served(*questions: dict[str, object]) -> list[dict[str, object]]:
    """What a child would answer, in this process."""
    asked, answers = BytesIO(), BytesIO()
    for question in questions:
        children.send(asked, json.dumps(question).encode())
    asked.seek(0)
    serve(asked, answers)
    answers.seek(0)
    found = []
    while (frame := children.awaited(answers)) is not None:
        found.append(json.loads(frame))
    return found


def test_the_child_says_that_it_is_ready_and_answers_in_turn(files) -> None:
    tables = {name: str(file) for name, file in files.items()}

    ready, first, second = served(
        {"tables": tables, "sql": "select n, day from t"}, {"tables": tables, "sql": "select x"}
    )

    assert ready == {}
    assert first == {"names": ["n", "day"], "rows": [[1, {"day": "2026-01-02"}]]}
    assert "x" in str(second["refused"])


def test_the_child_closes_the_tables_that_were_asked_for_least_lately(files, tmp_path) -> None:
    questions = [
        {"tables": {f"t{number}": str(tmp_path / "gone.duckdb")}, "sql": "select 1"}
        for number in range(8)
    ]

    answers = served(*questions)

    assert all(one == {"names": ["1"], "rows": [[1]]} for one in answers[1:])


def test_texts_that_are_none_are_refused(files) -> None:
    _, answer = served({"tables": {}, "sql": "select '\ud800'"})

    assert answer == {"refused": "It cannot be run."}


def test_a_statement_ends_when_it_may_take_no_longer(files) -> None:
    made = Calculator(longest=0.3)
    made.run(files, "select 1")
    started = time.monotonic()

    with pytest.raises(Unanswered):
        made.run(files, "select list_aggregate(range(100000000), 'sum')")

    assert time.monotonic() - started < 2
    made.close()
