from __future__ import annotations

import hashlib

import pytest

from ingest.redacting.pseudonyms import STAND_IN, counted, stand_in

KEY = bytes(range(32))


@pytest.mark.parametrize(
    ("kind", "one", "same"),
    [
        ("email", "Ann@Mail.Example", "ann@mail.example"),
        ("phone", "+1 (212) 555-0147", "212.555.0147"),
        ("phone", "+44 7700 900123", "0044 7700-900123"),
        ("phone", "212-555-0147 ext. 12", "212-555-0147"),
        ("card", "4111 1111 1111 1111", "4111-1111-1111-1111"),
        ("account", "DE89 3704 0044 0532 0130 00", "de89370400440532013000"),
        ("ip address", "2001:db8::1", "2001:0DB8:0:0::1"),
        ("id number", "12.345.678-Z", "12345678z"),
        ("person", "José  Núñez", "jose nunez"),
    ],
)
def test_a_value_has_one_stand_in_however_it_is_written(kind, one, same):
    assert stand_in(KEY, kind, one) == stand_in(KEY, kind, same)


def test_other_values_other_kinds_and_other_keys_have_others():
    given = {
        stand_in(KEY, "phone", "2125550147"),
        stand_in(KEY, "phone", "2125550148"),
        stand_in(KEY, "id number", "2125550147"),
        stand_in(bytes(32), "phone", "2125550147"),
    }

    assert len(given) == 4
    assert all(STAND_IN.fullmatch(one) for one in given)


def test_passwords_that_differ_in_case_differ():
    assert stand_in(KEY, "secret", "Hunter2") != stand_in(KEY, "secret", "hunter2")


def test_the_value_alone_does_not_give_its_stand_in_away():
    message = b"email\0ann@mail.example"

    given = stand_in(KEY, "email", "ann@mail.example")

    assert hashlib.sha256(message).hexdigest()[:8] not in given


def test_kinds_are_counted_most_frequent_first():
    given = {"[email 00000000]", "[ip address 00000001]", "[email 00000002]"}

    assert list(counted(given).items()) == [("email", 2), ("ip address", 1)]


def test_ten_thousand_values_share_next_to_no_stand_ins():
    given = {stand_in(KEY, "phone", f"+4477009{number:05}") for number in range(10_000)}

    assert len(given) >= 9_998  # one pair is expected in 86 such lists
