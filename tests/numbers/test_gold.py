"""What counts as a right number, so that the measurement can be trusted."""

from __future__ import annotations

import pytest


def reply(*figures, outcome="answered", text="", mode="computed"):
    return {"outcome": outcome, "text": text, "mode": mode, "figures": list(figures)}


def figure(value, period=None, previous=None, **dimensions):
    return {"value": value, "dimensions": dimensions, "period": period, "previous": previous}


def test_a_number_is_right_within_its_tolerance(gold):
    assert gold.right(0.2654, 0.0006, reply(figure(0.265))) == "right"


def test_a_number_is_wrong_beyond_its_tolerance(gold):
    assert gold.right(0.2654, 0.0006, reply(figure(0.27))) == "wrong"


def test_one_number_must_be_the_first_figure(gold):
    assert gold.right(12.0, 0.1, reply(figure(11), figure(12))) == "wrong"


def test_one_number_is_not_what_the_first_figure_is_compared_with(gold):
    assert gold.right(12.0, 0.1, reply(figure(11, previous=12))) == "wrong"


def test_several_numbers_may_be_a_figure_and_the_one_before(gold):
    assert gold.right([92.0, 93.0], 0.1, reply(figure(93, previous=92))) == "right"


def test_several_numbers_must_all_be_told(gold):
    assert gold.right([92.0, 93.0], 0.1, reply(figure(93), figure(90))) == "wrong"


def test_numbers_after_the_sixth_figure_are_not_read(gold):
    many = [figure(number) for number in range(8)]

    assert gold.right([0.0, 7.0], 0.1, reply(*many)) == "wrong"


def test_a_name_is_in_the_first_figures_dimensions(gold):
    assert gold.right("Two year", 0, reply(figure(1, contract="two year"))) == "right"


def test_a_name_of_another_group_is_wrong_even_where_the_text_has_both(gold):
    said = reply(figure(1, contract="One year"), text="One year, before Two year")

    assert gold.right("Two year", 0, said) == "wrong"


def test_a_name_may_stand_in_the_first_line_where_figures_have_no_dimensions(gold):
    assert gold.right("Two year", 0, reply(figure(1), text="**Two year**: 1\nmore")) == "right"


def test_names_in_front_must_be_those_asked_for(gold):
    rows = [figure(3, state="FL"), figure(2, state="NY"), figure(1, state="TX")]

    assert gold.right(["FL", "TX"], 0, reply(*rows)) == "wrong"
    assert gold.right(["FL", "NY"], 0, reply(*rows)) == "right"


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("1997-12", "1997-12-01", "1997-12-31"),
        ("1997Q4", "1997-10-01", "1997-12-31"),
        ("1997", "1997-01-01", "1997-12-31"),
        ("1997-05-19", "1997-05-19", "1997-05-19"),
    ],
)
def test_a_time_is_the_first_figures_period(gold, name, start, end):
    assert gold.right(name, 0, reply(figure(1, {"start": start, "end": end}))) == "right"


def test_a_month_is_not_its_year(gold):
    year = {"start": "1997-01-01", "end": "1997-12-31"}

    assert gold.right("1997-12", 0, reply(figure(1, year))) == "wrong"


@pytest.mark.parametrize("outcome", ["not_found", "refused", "needs_clarification"])
def test_no_answer_is_withheld(gold, outcome):
    assert gold.right(1.0, 0, reply(outcome=outcome, mode=None)) == "withheld"


def test_a_quote_claims_no_number(gold):
    said = reply(mode="quoted", text="We had 12 orders.")

    assert gold.right(1.0, 0, said) == "withheld"
    assert not gold.tells_a_number(said)


def test_a_figure_where_none_can_be_computed_is_told(gold):
    assert gold.tells_a_number(reply(figure(0.0)))


@pytest.mark.parametrize("kind", ["target", "baseline"])
def test_what_was_promised_is_what_the_first_figure_is_measured_against(gold, kind):
    said = reply(figure(0.64) | {kind: 0.72}, text=f"The {kind}: 72 %.")

    assert gold.right(0.72, 0.0006, said, kind) == "right"
    assert gold.right(0.64, 0.0006, said, kind) == "wrong"


def test_a_target_that_is_only_told_with_the_value_is_wrong(gold):
    said = reply(figure(0.64) | {"target": 0.72}, text="64 % were solved.\nTarget 72 %.")

    assert gold.right(0.72, 0.0006, said, "target") == "wrong"
