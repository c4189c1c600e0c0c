"""Check digits against numbers that standards and registers publish as examples."""

from __future__ import annotations

import pytest

from ingest.redacting.accounts import is_card
from ingest.redacting.checks import fiscal_code, isbn, luhn, mod11_10, mod97, verhoeff

EXAMPLES = [
    (luhn, "79927398713"),
    (luhn, "4111111111111111"),
    (luhn, "378282246310005"),
    (mod97, "DE89370400440532013000"),
    (mod97, "GB29NWBK60161331926819"),
    (mod11_10, "86095742719"),
    (mod11_10, "65929970489"),
    (verhoeff, "234123412346"),
    (verhoeff, "2363"),
    (isbn, "0306406152"),
]


@pytest.mark.parametrize(("check", "number"), EXAMPLES)
def test_an_example_holds_and_no_other_last_digit_does(check, number):
    kept = [last for last in "0123456789" if check(number[:-1] + last)]

    assert kept == [number[-1]]


def test_a_fiscal_code_ends_with_the_letter_of_the_rest():
    letters = [
        last for last in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if fiscal_code(f"RSSMRA85T10A562{last}")
    ]

    assert letters == ["S"]


@pytest.mark.parametrize(
    ("digits", "holds"),
    [
        ("4111111111111111", True),
        ("5555555555554444", True),
        ("2223003122003222", True),
        ("378282246310005", True),
        ("30569309025904", True),
        ("4111111111111112", False),
        ("9999999999999995", False),  # of no network
        ("411111111111116", False),  # too short for its network, though its check holds
    ],
)
def test_a_card_has_its_network_s_prefix_and_length_and_a_check_that_holds(digits, holds):
    assert is_card(digits) is holds
