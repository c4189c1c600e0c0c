from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from knowledge.errors import InputError
from knowledge.insights.customers.picture import Candidates, CustomerPicture

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def said(picture):
    return sorted(voice.item.text for voice in picture.voices)


def test_every_source_that_names_the_customer_is_in_the_picture(registers):
    registers.put(
        "tickets", {"said": "late", "customer": "Acme Ltd."}, domain="service", owner="U1"
    )
    registers.put(
        "reviews", {"said": "good", "customer": "ACME"}, {"said": "x", "customer": "Bolt"}
    )

    picture = registers.picture("acme")

    assert said(picture) == ["good", "late"]
    assert [(one.source, one.domain, one.owner, one.n, one.joined) for one in picture.holdings] == [
        ("reviews", "", "", 1, "name"),
        ("tickets", "service", "U1", 1, "name"),
    ]


@pytest.mark.parametrize("asked", ["Acme", "the ACME company", "acm\u00e9 GmbH", " Acme, Inc. "])
def test_a_name_is_found_however_it_is_written(registers, asked):
    registers.put("tickets", {"said": "late", "customer": "Acme Ltd."})

    assert registers.picture(asked).name == "Acme Ltd."


def test_the_name_that_is_used_most_comes_first(registers):
    names = ("Acme Ltd", "ACME", "Acme Ltd")
    registers.put("tickets", *({"said": str(n), "customer": name} for n, name in enumerate(names)))

    picture = registers.picture("acme")

    assert picture.name == "Acme Ltd"
    assert [(one.name, one.n) for one in picture.names] == [("Acme Ltd", 2), ("ACME", 1)]


def test_items_of_other_audiences_are_no_part_of_it(registers):
    registers.put("tickets", {"said": "open", "customer": "Acme"})
    registers.put("board", {"said": "secret", "customer": "Acme"}, audience="board")

    assert said(registers.picture("acme")) == ["open"]
    assert said(registers.picture("acme", "board")) == ["secret"]


def test_a_customer_whom_the_reader_may_not_know_is_unknown(registers):
    registers.put("board", {"said": "secret", "customer": "Acme"}, audience="board")

    assert registers.picture("Acme") is None
    assert registers.picture("Acmee") is None
    assert registers.picture("Acme", "nobody's") is None


def test_equal_ids_join_a_source_without_names(registers):
    registers.put("crm", {"customer": "Acme", "attributes": {"Customer ID": "C-104"}})
    registers.put("orders", {"said": "broken", "attributes": {"customer_id": "C-104"}})
    registers.put("calls", {"said": "angry", "customer": "C-104"})

    picture = registers.picture("Acme")

    assert said(picture) == ["", "angry", "broken"]
    joined = {one.source: one.joined for one in picture.holdings}
    assert joined == {"crm": "name", "orders": "id", "calls": "id"}


def test_an_id_is_as_good_as_a_name(registers):
    registers.put("crm", {"customer": "Acme", "attributes": {"Customer ID": "C-104"}})
    registers.put("tickets", {"said": "late", "customer": "Acme Ltd"})

    picture = registers.picture("c-104")

    assert picture.n == 2
    assert {one.source for one in picture.holdings} == {"crm", "tickets"}


def test_an_id_that_many_have_joins_nobody(registers):
    rows = [
        {"customer": name, "attributes": {"Account no": "unknown"}}
        for name in ("Acme", "Bolt", "Cargo", "Delta", "Echo")
    ]
    registers.put("crm", *rows)

    assert registers.picture("Acme").n == 1


def test_a_company_column_names_the_customer_where_nothing_else_does(registers):
    registers.put("register", {"said": "late", "attributes": {"Company": "ACME, INC."}})

    picture = registers.picture("Acme")

    assert (picture.name, picture.n) == ("ACME, INC.", 1)


def test_a_company_column_beside_customers_is_a_fact_like_others(registers):
    registers.put(
        "complaints",
        {"said": "a", "customer": "Ann", "attributes": {"Company": "Bank"}},
        {"said": "b", "customer": "Ben", "attributes": {"Company": "Bank"}},
    )

    assert said(registers.picture("Ann")) == ["a"]


def test_a_letter_that_is_a_row_too_is_counted_once_and_held_twice(registers):
    words = "The van came on Thursday and nobody had told me that it would."
    registers.put("letters", {"said": words, "customer": "Acme"}, path="1.txt")
    registers.put(
        "register", {"said": words, "customer": "Acme"}, {"said": "b", "customer": "Acme"}
    )

    picture = registers.picture("acme")

    assert picture.n == 2
    assert [(one.source, one.n) for one in picture.holdings] == [("register", 2), ("letters", 1)]
    assert "1.txt" in {voice.item.document for voice in picture.voices}


def test_the_only_customer_whose_name_holds_the_words_is_meant(registers):
    registers.put("tickets", {"said": "late", "customer": "Quick Stop Stores"})

    assert registers.picture("quick stop").name == "Quick Stop Stores"


def test_several_customers_whose_names_hold_the_words_are_offered(registers):
    names = ("Acme North", "Acme South", "Acme South", "Bolt")
    registers.put("tickets", *({"said": "x", "customer": name} for name in names))

    found = registers.picture("Acme")

    assert isinstance(found, Candidates)
    assert found.exact
    assert [(one.name, one.n) for one in found.names] == [("Acme South", 2), ("Acme North", 1)]


def test_the_nearest_names_are_offered_for_one_that_is_unknown(registers):
    registers.put("tickets", {"customer": "Blauer See Delikatessen"}, {"customer": "Bolt"})

    found = registers.picture("Blauersee Delikatesen")

    assert isinstance(found, Candidates)
    assert not found.exact
    assert [one.name for one in found.names] == ["Blauer See Delikatessen"]


@pytest.mark.parametrize("asked", ["Zephyr", "", "?!", "xy"])
def test_what_is_like_no_customer_is_nothing(registers, asked):
    registers.put("tickets", {"customer": "Acme"})

    assert registers.picture(asked) is None


def test_a_name_that_is_alike_is_offered_and_not_joined(registers):
    registers.put("tickets", {"said": "a", "customer": "Quick-Stop"})
    registers.put(
        "reviews", {"said": "b", "customer": "QuickStop"}, {"said": "c", "customer": "Bolt"}
    )

    picture = registers.picture("Quick-Stop")

    assert said(picture) == ["a"]
    assert [(one.name, one.key, one.n) for one in picture.alike] == [("QuickStop", "quickstop", 1)]


def test_what_a_person_confirmed_is_joined_from_either_side(registers):
    registers.put("tickets", {"said": "a", "customer": "Quick-Stop"})
    registers.put("reviews", {"said": "b", "customer": "QuickStop"})

    registers.customers.confirm("quick stop", "quickstop", same=True, by="U1", now=NOW)

    for asked in ("Quick-Stop", "QuickStop"):
        picture = registers.picture(asked)
        assert said(picture) == ["a", "b"]
        assert picture.alike == ()
    assert {one.source: one.joined for one in picture.holdings} == {
        "tickets": "confirmed",
        "reviews": "name",
    }


def test_what_a_person_denied_is_not_offered_again(registers):
    registers.put("tickets", {"said": "a", "customer": "Quick-Stop"})
    registers.put("reviews", {"said": "b", "customer": "QuickStop"})

    registers.customers.confirm("quickstop", "quick stop", same=False, by="U1", now=NOW)

    assert said(registers.picture("Quick-Stop")) == ["a"]
    assert registers.picture("Quick-Stop").alike == ()


def test_the_last_word_on_two_names_counts(registers):
    registers.put("tickets", {"said": "a", "customer": "Acme"}, {"said": "b", "customer": "Akme"})
    registers.customers.confirm("acme", "akme", same=True, by="U1", now=NOW)

    registers.customers.confirm("akme", "acme", same=False, by="U2", now=NOW)

    assert said(registers.picture("Acme")) == ["a"]


def test_names_are_joined_over_a_third_one(registers):
    registers.put("tickets", *({"said": name, "customer": name} for name in ("A1x", "B2x", "C3x")))
    registers.customers.confirm("a1x", "b2x", same=True, by="U1", now=NOW)
    registers.customers.confirm("c3x", "b2x", same=True, by="U1", now=NOW)

    assert said(registers.picture("A1x")) == ["A1x", "B2x", "C3x"]


@pytest.mark.parametrize(("one", "other"), [("", "a"), ("a", ""), ("a", "a")])
def test_one_name_alone_is_nothing_to_confirm(registers, one, other):
    with pytest.raises(InputError, match="Two different names"):
        registers.customers.confirm(one, other, same=True, by="U1", now=NOW)


def test_names_that_differ_in_a_number_are_not_alike(registers):
    registers.put("tickets", {"customer": "Depot Store 12"}, {"customer": "Depot Store 13"})

    assert registers.picture("Depot Store 12").alike == ()


def test_a_confirmed_name_that_the_reader_may_not_see_stays_unseen(registers):
    registers.put("tickets", {"said": "a", "customer": "Acme"})
    registers.put("board", {"said": "b", "customer": "Project Zebra"}, audience="board")
    registers.customers.confirm("acme", "project zebra", same=True, by="U1", now=NOW)

    picture = registers.picture("Acme")

    assert isinstance(picture, CustomerPicture)
    assert said(picture) == ["a"]
    assert "Zebra" not in repr(picture)


def test_days_are_those_of_the_oldest_and_the_newest_item(registers):
    registers.put(
        "tickets",
        {"customer": "Acme", "day": date(2026, 1, 1)},
        {"customer": "Acme"},
        {"customer": "Acme", "day": date(2026, 3, 1)},
    )

    picture = registers.picture("Acme")

    assert (picture.first, picture.last) == (date(2026, 1, 1), date(2026, 3, 1))
    assert [voice.item.day for voice in picture.voices] == [
        date(2026, 3, 1),
        date(2026, 1, 1),
        None,
    ]
