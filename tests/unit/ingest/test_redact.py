from __future__ import annotations

import re

import pytest

from ingest.parsed import Parsed, Section, SenseRecord
from ingest.redact import Redactor, redacted
from ingest.redacting.names import Names
from ingest.redacting.pseudonyms import STAND_IN, counted

KEY = b"key of a test"


def redact(text: str) -> str:
    """Masked, with the stand-ins of each kind counted from 1, as nobody can foretell a hash."""
    numbers: dict[str, dict[str, int]] = {}

    def counted_from_one(match: re.Match[str]) -> str:
        kind = match.group()[1:].rpartition(" ")[0]
        known = numbers.setdefault(kind, {})
        return f"[{kind} {known.setdefault(match.group(), len(known) + 1)}]"

    return STAND_IN.sub(counted_from_one, Redactor(KEY).mask(text))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Write to ann.o'neil+x@mail.example.com.", "Write to [email 1]."),
        ("Ring +44 7700 900123 or (212) 555-0147 now", "Ring [phone 1] or [phone 2] now"),
        ("212-555-0147 x12", "[phone 1]"),
        ("07700 900 123, fax 0490 75 40 81", "[phone 1], fax [phone 2]"),
        ("Phone: 60-56-85-91", "Phone: [phone 1]"),
        ("called me at 4915112345679", "called me at [phone 1]"),
        ("Card 4111 1111 1111 1111 and 378282246310005", "Card [card 1] and [card 2]"),
        ("IBAN DE89 3704 0044 0532 0130 00, thanks", "IBAN [account 1], thanks"),
        ("from 192.0.2.17 and 2001:db8::8a2e:370:7334", "from [ip address 1] and [ip address 2]"),
        ("SSN 123-45-6789", "SSN [id number 1]"),
        ("my social security number is 123456789", "my social security number is [id number 1]"),
        ("token xoxb-123456789012-abcdef", "token [secret 1]"),
        ("sk-abcdefghijklmnop1234 AKIAABCDEFGHIJKLMNOP", "[secret 1] [secret 2]"),
        ("password: hunter2!", "password: [secret 1]"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY-----", "[secret 1]"),
    ],
)
def test_what_has_a_form_of_its_own_is_replaced(text: str, masked: str):
    assert redact(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "on 2026-07-20 and 20.07.2026, at 11:34:35",
        "called on 20 07 2026",
        "paid $1,234,567.89 or 12 345 678 EUR",
        "complaint 7277505, order 1234567890123, case 2023-0720-11",
        "call 7277505",
        "we called 3 times in 12 weeks",
        "version 1.2.3.4 and 999.1.1.1",
        "4111 1111 1111 1112 is no card, 9999999999999995 neither",
        "std::string at 12:30",
        "DE12 ABCD EFGH IJKL",
        "the secret is trust, the password is private",
        "@care-team and #help",
    ],
)
def test_dates_amounts_and_ids_stay(text: str):
    assert redact(text) == text


def test_the_same_value_has_the_same_stand_in_throughout_a_document():
    document = Parsed(
        "From ann@mail.example",
        (
            Section(("Bob@mail.example",), "ANN@mail.example, 212-555-0147"),
            Section((), "(212) 555-0147 and bob@mail.example"),
        ),
        senses=(SenseRecord("Ann", "see ann@mail.example", note="bob@mail.example"),),
    )

    redactor = Redactor(KEY)

    clean = redacted(document, redactor)

    ann, bob, phone = map(redactor.mask, ("ann@mail.example", "bob@mail.example", "212-555-0147"))
    assert clean.title == f"From {ann}"
    assert clean.sections[0].headings == (bob,)
    assert clean.sections[0].text == f"{ann}, {phone}"
    assert clean.sections[1].text == f"{phone} and {bob}"
    assert (clean.senses[0].definition, clean.senses[0].note) == (f"see {ann}", bob)
    assert counted(redactor.given) == {"email": 2, "phone": 1}


def test_a_record_that_is_named_by_an_address_is_named_by_its_stand_in():
    document = Parsed(
        "Register",
        (Section((), "Late.", record="ann@mail.example"),),
        senses=(SenseRecord("Ann", "a word", record="ann@mail.example"),),
    )

    clean = redacted(document, Redactor(KEY))

    assert clean.sections[0].record == clean.senses[0].record
    assert STAND_IN.fullmatch(clean.sections[0].record)


def test_two_redactors_under_one_key_agree_and_under_another_key_they_do_not():
    text = "ann@mail.example"

    assert Redactor(KEY).mask(text) == Redactor(KEY).mask(text)
    assert Redactor(KEY).mask(text) != Redactor(b"another key").mask(text)


def test_names_on_the_list_are_masked_and_no_others():
    redactor = Redactor(KEY, Names(["Sara Schwarz", "Lee"]))

    masked = redactor.mask("Sara Schwarz's bill; SARA SCHWARZ and Mr. Lee met William Hughes.")

    sara, lee = redactor.mask("sara schwarz"), redactor.mask("Lee")
    assert masked == f"{sara}'s bill; {sara} and Mr. {lee} met William Hughes."
    assert sara.startswith("[person ")


def test_masking_twice_changes_nothing_and_the_kinds_are_counted():
    redactor = Redactor(KEY)
    once = redactor.mask("a@b.example, c@d.example, A@B.example, call 0490 75 40 81")

    assert redactor.mask(once) == once
    assert counted(redactor.given) == {"email": 2, "phone": 1}


def test_a_stand_in_that_a_text_came_with_stays():
    text = "see [email 0123abcd] and [phone 12345678]"

    assert Redactor(KEY).mask(text) == text


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        ("Phone", "4155552671", "phone"),
        ("SSN", "078051120", "id number"),
        ("password", "hunter2", "secret"),
        ("Email", "ann@mail.example", "email"),
    ],
)
def test_the_name_of_a_column_says_what_its_values_are(column, value, kind):
    assert Redactor(KEY).mask_field(column, value).startswith(f"[{kind} ")


@pytest.mark.parametrize(
    ("column", "value"),
    [("Order number", "4155552671"), ("State", "FL"), ("Score", "9"), ("", "a")],
)
def test_other_columns_keep_their_values(column, value):
    assert Redactor(KEY).mask_field(column, value) == value


def test_personal_data_in_the_name_of_a_column_does_not_come_with_its_values():
    redactor = Redactor(KEY)

    assert redactor.mask_field("ann@mail.example", "yes") == "yes"
