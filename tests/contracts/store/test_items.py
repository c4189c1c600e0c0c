from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from knowledge.models import Document, Item, Period, SourceKind
from knowledge.store.counting.items import Items, Selection
from knowledge.store.documents.documents import Publication

EVERYBODY = Selection(frozenset({"everyone"}))
MAY = Period(date(2026, 5, 1), date(2026, 5, 31))


@pytest.fixture
def register(library):
    """Puts items into the store as the rows of one document."""

    def put(*rows, path="register.csv", audience="everyone", **more):
        given = [
            Item("register", path, audience, row.get("text", ""), str(number), **_rest(row))
            for number, row in enumerate(rows, start=1)
        ]
        spoken = [item for item in given if item.text]
        chunks = [
            replace(chunk, section=item.record)
            for chunk, item in zip(
                library.chunks(path, *(item.text for item in spoken), audience=audience),
                spoken,
                strict=True,
            )
        ]
        library.stage(chunks)
        document = Document(
            path, "register", "Register", audience, "d", kind=SourceKind.INSIGHTS, **more
        )
        publication = Publication(document, chunks, items=given)
        library.documents.publish_all([publication], library.now)
        return chunks

    return put


def _rest(row):
    return {name: value for name, value in row.items() if name != "text"}


@pytest.fixture
def stored(database):
    return Items(database)


def test_a_count_is_of_all_that_hold_the_word_and_of_nothing_else(register, stored):
    register(
        {"text": "A transfer, please."},
        {"text": "They transferred it."},
        {"text": "TRANSFER! Transfer!"},
        {"text": ""},
    )

    n = stored.count(replace(EVERYBODY, words=(("transfer",),)))

    assert n == 2


def test_one_of_several_words_is_enough_and_each_group_must_have_one(register, stored):
    register({"text": "late van"}, {"text": "delayed van"}, {"text": "late lorry"})

    n = stored.count(replace(EVERYBODY, words=(("late", "delayed"), ("van",))))

    assert n == 2


def test_a_phrase_stands_in_one_piece(register, stored):
    register({"text": "Customer service was good."}, {"text": "A customer of your service."})

    assert stored.count(replace(EVERYBODY, words=(("customer service",),))) == 1


@pytest.mark.parametrize("form", ["%", "_", "  ", "", "100%_"])
def test_signs_of_sql_are_no_words(register, stored, form):
    register({"text": "anything at all"})

    assert stored.count(replace(EVERYBODY, words=((form,),))) == 0


def test_quotes_in_a_value_end_nothing(register, stored):
    register({"text": "a", "attributes": {"It's": "x' or '1'='1"}}, {"text": "b"})

    found = stored.count(replace(EVERYBODY, attributes=(("It's", ("x' or '1'='1",)),)))

    assert found == 1


def test_nothing_is_selected_for_nobody(register, stored):
    register({"text": "a"})

    assert stored.count(Selection(frozenset())) == 0
    assert stored.newest(Selection(frozenset()), 5) == []
    assert stored.sources(frozenset()) == ()
    assert stored.words(frozenset()) == {}


def test_items_of_another_audience_are_in_no_figure(register, stored):
    register({"text": "open", "customer": "Acme", "score": 1.0, "attributes": {"A": "x"}})
    register({"text": "secret", "attributes": {"A": "y"}}, path="b.csv", audience="board")

    assert stored.count(EVERYBODY) == 1
    assert stored.words(EVERYBODY.audiences) == {"open": 1}
    assert stored.attributes(EVERYBODY.audiences) == {"A": {"x": 1}}
    assert stored.group(EVERYBODY, "A") == [("x", 1)]
    assert [one.item.text for one in stored.newest(EVERYBODY, 9)] == ["open"]


def test_a_selection_narrows_by_source_attribute_period_and_customer(register, stored):
    register(
        {
            "text": "a",
            "day": date(2026, 5, 1),
            "customer": "Acme Ltd",
            "attributes": {"Via": "mail"},
        },
        {"text": "b", "day": date(2026, 5, 31), "customer": "ACME", "attributes": {"Via": "chat"}},
        {"text": "c", "day": date(2026, 6, 1), "customer": "Bolt", "attributes": {"Via": "mail"}},
        {"text": "d"},
    )

    assert stored.count(replace(EVERYBODY, sources=("register",))) == 4
    assert stored.count(replace(EVERYBODY, sources=("other",))) == 0
    assert stored.count(replace(EVERYBODY, attributes=(("Via", ("mail",)),))) == 2
    assert stored.count(replace(EVERYBODY, attributes=(("Via", ("mail", "chat")),))) == 3
    assert stored.count(replace(EVERYBODY, period=MAY)) == 2
    assert stored.count(replace(EVERYBODY, customers=("acme",))) == 2


def test_the_newest_come_first_and_those_without_a_day_last(register, stored):
    days = (date(2026, 1, 1), None, date(2026, 3, 1))
    register(*({"text": f"said {day}", "day": day} for day in days), link="https://x/r", owner="U1")

    found = stored.newest(EVERYBODY, 2)

    assert [one.item.day for one in found] == [date(2026, 3, 1), date(2026, 1, 1)]
    assert (found[0].title, found[0].link, found[0].owner) == ("Register", "https://x/r", "U1")
    assert [one.item.day for one in stored.newest(EVERYBODY, 2, offset=2)] == [None]


def test_an_item_comes_back_as_it_was(register, stored):
    row = {
        "text": "Caf\u00e9 \u201cfine\u201d",
        "day": date(2026, 2, 3),
        "customer": "Acme Ltd",
        "score": 4.5,
        "attributes": {"Depot": "K\u00f6ln", 'a "b"': "c"},
    }

    register(row)

    (found,) = stored.newest(EVERYBODY, 1)
    assert found.item == Item("register", "register.csv", "everyone", record="1", **row)
    assert found.customer_key == "acme"


def test_the_span_is_from_the_oldest_to_the_newest_day(register, stored):
    assert stored.span(EVERYBODY) is None

    register({"day": date(2026, 5, 2)}, {"day": date(2025, 1, 1)}, {"text": "undated"})

    assert stored.span(EVERYBODY) == Period(date(2025, 1, 1), date(2026, 5, 2))


def test_groups_come_with_the_most_first_and_count_what_has_no_value(register, stored):
    values = ("b", "a", "b", None)
    register(*({"attributes": {"A": value} if value else {}} for value in values))

    assert stored.group(EVERYBODY, "A") == [("b", 2), ("", 1), ("a", 1)]


def test_periods_follow_one_another_without_a_gap(register, stored):
    register({"day": date(2026, 1, 7)}, {"day": date(2026, 1, 22)}, {"day": date(2026, 1, 21)}, {})

    def week(day):
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))

    found = stored.by_period(EVERYBODY, week)

    assert [(period.start.day, n) for period, n in found] == [(5, 1), (12, 0), (19, 2)]


def test_the_statement_that_is_shown_gives_the_count_that_is_shown(register, stored, database):
    register(
        {
            "text": "it's late",
            "day": date(2026, 5, 3),
            "customer": "O'Hara",
            "attributes": {"A": "x'y"},
        }
    )
    selection = Selection(
        frozenset({"everyone"}),
        sources=("register",),
        words=(("it's",), ("late", "delayed")),
        attributes=(("A", ("x'y",)),),
        period=MAY,
        customers=("ohara",),
    )

    statement = stored.statement(selection)

    with database.read() as connection:
        as_it_is = connection.execution_options(no_parameters=True)
        assert as_it_is.exec_driver_sql(statement).scalar() == stored.count(selection) == 1


def test_words_are_counted_once_for_each_item(register, stored):
    register({"text": "late late van"}, {"text": "Late!"})

    assert stored.words(EVERYBODY.audiences, "register") == {"late": 2, "van": 1}
    assert stored.words(EVERYBODY.audiences, "other") == {}


def test_what_there_is_follows_a_change(register, stored):
    register({"text": "old", "attributes": {"A": "x"}})
    before = stored.words(EVERYBODY.audiences), stored.attributes(EVERYBODY.audiences)

    register({"text": "new", "attributes": {"A": "y"}})

    assert before == ({"old": 1}, {"A": {"x": 1}})
    assert stored.words(EVERYBODY.audiences) == {"new": 1}
    assert stored.attributes(EVERYBODY.audiences) == {"A": {"y": 1}}


def test_what_there_is_follows_a_change_of_nothing_but_an_attribute(register, stored):
    register({"text": "same", "attributes": {"A": "x"}})
    stored.attributes(EVERYBODY.audiences)

    register({"text": "same", "attributes": {"A": "y"}})

    assert stored.attributes(EVERYBODY.audiences) == {"A": {"y": 1}}


def test_what_there_is_follows_a_removal(register, stored, library):
    register({"text": "a"}, path="a.csv")
    register({"text": "b"}, path="b.csv")
    stored.words(EVERYBODY.audiences)

    library.documents.remove("a.csv")

    assert stored.words(EVERYBODY.audiences) == {"b": 1}


def test_the_version_stays_while_no_item_changes(register, stored, library):
    register({"text": "a"})
    before = stored.version()

    library.put("page.md", "One")
    library.documents.remove("page.md")

    assert stored.version() == before


def test_a_source_is_described_by_what_its_items_have(register, stored):
    register(
        {"text": "a", "day": date(2026, 5, 1), "customer": "Acme"},
        {"score": 3.0, "day": date(2026, 4, 1)},
        domain="sales",
        owner="U1",
    )

    (source,) = stored.sources(EVERYBODY.audiences)

    assert (source.name, source.domain, source.owner, source.n) == ("register", "sales", "U1", 2)
    assert (source.said, source.dated, source.scored, source.named) == (1, 2, 1, 1)
    assert (source.first, source.last) == (date(2026, 4, 1), date(2026, 5, 1))


def test_scores_come_in_the_order_of_their_days(register, stored):
    register(
        {"score": 2.0, "day": date(2026, 5, 1)},
        {"text": "none"},
        {"score": 5.0, "day": date(2026, 4, 1)},
    )

    found = stored.scores(EVERYBODY)

    assert found == [("register", date(2026, 4, 1), 5.0), ("register", date(2026, 5, 1), 2.0)]


def test_an_item_has_the_vector_of_its_own_row(register, stored, embedder):
    register({"text": "one"}, {"text": "two"}, {"text": ""})
    found = sorted(stored.newest(EVERYBODY, 9), key=lambda one: one.id)

    vectors = stored.vectors(found)

    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors[0], embedder.vector("one"), atol=1e-6)
    np.testing.assert_allclose(vectors[1], embedder.vector("two"), atol=1e-6)
    assert not vectors[2].any()


def test_a_letter_of_several_chunks_has_their_mean(library, stored, embedder):
    chunks = library.chunks("letter.txt", "one", "two")
    library.stage(chunks)
    document = Document("letter.txt", "letters", "L", "everyone", "d", kind=SourceKind.INSIGHTS)
    item = Item("letters", "letter.txt", "everyone", "one two")
    library.documents.publish_all([Publication(document, chunks, items=[item])], library.now)

    (vector,) = stored.vectors(stored.newest(EVERYBODY, 1))

    both = embedder.vector("one") + embedder.vector("two")
    np.testing.assert_allclose(vector, both / np.linalg.norm(both), atol=1e-6)


def test_no_items_have_no_vectors(stored):
    assert stored.vectors([]).shape == (0, 0)


def test_items_go_with_their_document(register, stored, library):
    register({"text": "a"}, path="a.csv")
    register({"text": "b"}, path="b.csv")

    library.documents.remove("a.csv")

    assert [one.item.document for one in stored.newest(EVERYBODY, 9)] == ["b.csv"]


def test_a_publication_that_fails_leaves_the_items_of_before(register, stored, library):
    register({"text": "old"})
    document = Document("register.csv", "register", "R", "everyone", "e")
    item = Item("register", "register.csv", "everyone", "new")
    unstaged = library.chunks("register.csv", "new")

    with pytest.raises(ValueError, match="not staged"):
        library.documents.publish_all([Publication(document, unstaged, items=[item])], library.now)

    assert [one.item.text for one in stored.newest(EVERYBODY, 9)] == ["old"]
