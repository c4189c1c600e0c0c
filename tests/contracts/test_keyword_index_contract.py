"""What every keyword index promises."""

from __future__ import annotations


def found(index, text, *audiences, k=10):
    return [chunk for chunk, _ in index.search(audiences or ["everyone"], text, k)]


def test_rows_are_found_once_they_are_marked(keyword_index):
    keyword_index.add([("a", "everyone", "Refunds", "refund within five days")])
    before = found(keyword_index, "refund")

    keyword_index.mark(1)

    assert before == []
    assert found(keyword_index, "refund") == ["a"]


def test_only_the_named_audiences_are_searched(keyword_index):
    keyword_index.add([("a", "everyone", "", "refund"), ("b", "the board", "", "refund")])
    keyword_index.mark(1)

    assert found(keyword_index, "refund") == ["a"]
    assert found(keyword_index, "refund", "the board") == ["b"]
    assert sorted(found(keyword_index, "refund", "the board", "everyone")) == ["a", "b"]
    assert keyword_index.search([], "refund", 10) == []


def test_at_most_k_are_found(keyword_index):
    keyword_index.add([(f"c{number}", "everyone", "", "refund") for number in range(9)])
    keyword_index.mark(1)

    assert len(found(keyword_index, "refund", k=4)) == 4


def test_deleted_ids_are_not_found_and_may_come_back(keyword_index):
    keyword_index.add([("a", "everyone", "", "refund"), ("b", "everyone", "", "refund")])
    keyword_index.mark(1)

    keyword_index.delete(["a", "unknown"])
    keyword_index.mark(2)
    without = found(keyword_index, "refund")
    keyword_index.add([("a", "everyone", "", "refund")])
    keyword_index.mark(3)

    assert without == ["b"]
    assert sorted(found(keyword_index, "refund")) == ["a", "b"]


def test_a_row_replaces_what_had_its_id(keyword_index):
    keyword_index.add([("a", "everyone", "", "refund")])
    keyword_index.mark(1)
    keyword_index.add([("a", "everyone", "", "voucher")])
    keyword_index.mark(2)

    assert found(keyword_index, "refund") == []
    assert found(keyword_index, "voucher") == ["a"]
    assert keyword_index.ids() == {"a"}


def test_ids_are_all_ids_and_nothing_else(keyword_index):
    keyword_index.add([("a", "everyone", "", "one"), ("b", "board", "", "two")])
    keyword_index.mark(5)

    assert keyword_index.ids() == {"a", "b"}


def test_it_remembers_how_far_it_is(keyword_index):
    before = keyword_index.applied()
    keyword_index.mark(42)

    assert (before, keyword_index.applied()) == (0, 42)


def test_clearing_forgets_everything(keyword_index):
    keyword_index.add([("a", "everyone", "", "refund")])
    keyword_index.mark(3)

    keyword_index.clear()
    keyword_index.add([("b", "everyone", "", "refund")])
    keyword_index.mark(1)

    assert keyword_index.applied() == 1
    assert found(keyword_index, "refund") == ["b"]


def test_every_word_has_a_rarity(keyword_index):
    keyword_index.add([("a", "everyone", "", "refund")])
    keyword_index.mark(1)

    assert set(keyword_index.rarity(["refund", "nowhere"])) == {"refund", "nowhere"}
