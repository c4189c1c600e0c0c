from __future__ import annotations

import numpy as np
import pytest

from knowledge.search.indexes.following import Follower, Repairs
from knowledge.store.documents.documents import Documents


@pytest.fixture
def follower(library, vectors, keywords):
    return Follower(library.documents, vectors, keywords)


def ids(chunks):
    return {one.id for one in chunks}


def test_what_was_published_is_in_both_indexes(library, follower, vectors, keywords, embedder):
    chunks = library.put("a.md", "One", "Two")

    assert follower.follow() == 2

    assert vectors.ids("everyone") == keywords.ids() == ids(chunks)
    np.testing.assert_array_equal(vectors.held["everyone"][chunks[0].id], embedder.vector("One"))
    assert keywords.held[chunks[0].id] == ("everyone", "a.md > Part 0", "One")
    assert vectors.applied() == keywords.applied() == 2


def test_following_again_changes_nothing(library, follower, vectors):
    library.put("a.md", "One")
    follower.follow()
    before = vectors.writes

    assert follower.follow() == 0
    assert vectors.writes == before


def test_old_ids_go_when_a_document_changes(library, follower, vectors, keywords):
    library.put("a.md", "Old")
    follower.follow()

    new = library.put("a.md", "New", audience="board")
    follower.follow()

    assert vectors.audiences() == {"board"}
    assert keywords.ids() == ids(new)


def test_a_text_that_went_and_came_back_is_there(library, follower, vectors, keywords):
    library.put("a.md", "Back")
    library.put("a.md", "Other")
    back = library.put("a.md", "Back")

    follower.follow()

    assert vectors.ids("everyone") == keywords.ids() == ids(back)


def test_an_index_that_is_behind_the_other_catches_up(library, follower, vectors, keywords):
    chunks = library.put("a.md", "One")
    vectors.add("everyone", [chunks[0].id], np.ones((1, 8), np.float32))
    vectors.mark(1)

    follower.follow()

    assert vectors.writes == 1
    assert keywords.ids() == ids(chunks)


def test_an_index_that_is_ahead_is_left_alone(library, follower, vectors, keywords):
    library.put("a.md", "One")
    follower.follow()
    vectors.clear()

    follower.follow()

    assert len(vectors.ids("everyone")) == 1
    assert keywords.writes == 2


def test_progress_is_told_in_changes(library, follower):
    library.put("a.md", "One", "Two")
    told = []

    follower.follow(told.append)

    assert told == [2]


def test_nothing_is_repaired_where_nothing_differs(library, follower, vectors):
    library.put("a.md", "One")
    follower.follow()
    before = vectors.writes

    assert follower.reconcile() == Repairs()
    assert vectors.writes == before


def test_lost_indexes_are_filled_again_at_start(library, follower, vectors, keywords):
    chunks = library.put("a.md", "One", "Two")

    repairs = follower.reconcile()

    assert repairs == Repairs(vectors_added=2, keywords_added=2)
    assert repairs.any
    assert vectors.ids("everyone") == keywords.ids() == ids(chunks)
    assert vectors.applied() == keywords.applied() == 2


def test_strangers_in_an_index_are_removed_at_start(library, follower, vectors, keywords):
    chunks = library.put("a.md", "One")
    follower.follow()
    vectors.add("board", ["stranger", chunks[0].id], np.ones((2, 8), np.float32))
    keywords.add([("stranger", "board", "", "x")])
    keywords.mark(1)

    repairs = follower.reconcile()

    assert repairs == Repairs(vectors_removed=2, keywords_removed=1)
    assert vectors.audiences() == {"everyone"}
    assert keywords.ids() == ids(chunks)


def test_a_chunk_in_the_wrong_and_not_in_the_right_audience_is_moved(library, follower, vectors):
    chunks = library.put("a.md", "One")
    follower.follow()
    vectors.clear()
    vectors.add("board", [chunks[0].id], np.ones((1, 8), np.float32))

    follower.reconcile()

    assert vectors.audiences() == {"everyone"}
    assert vectors.ids("everyone") == ids(chunks)


def test_indexes_of_a_later_time_than_the_database_go_back_to_it(
    library, follower, vectors, keywords
):
    library.put("a.md", "One")
    vectors.mark(900)
    keywords.mark(900)

    follower.reconcile()
    library.put("b.md", "Two")
    follower.follow()

    assert len(vectors.ids("everyone")) == len(keywords.ids()) == 2


def test_a_visible_chunk_without_a_vector_is_counted_not_invented(
    library, follower, keywords, vectors
):
    library.put("a.md", "One")
    with library.database.write() as connection:
        connection.exec_driver_sql("delete from embeddings")

    assert follower.reconcile() == Repairs(keywords_added=1, unembedded=1)
    assert vectors.audiences() == set()


def test_a_rebuild_embeds_nothing_and_is_equal(library, follower, vectors, keywords, embedder):
    chunks = library.put("a.md", "One", "Two")
    secret = library.put("b.md", "Three", audience="board")
    follower.follow()
    vectors.add("everyone", ["stranger"], np.ones((1, 8), np.float32))
    told = []

    assert follower.rebuild(told.append) == 3

    assert vectors.ids("everyone") == ids(chunks)
    assert vectors.ids("board") == ids(secret)
    assert keywords.ids() == ids(chunks) | ids(secret)
    assert embedder.texts == []
    assert told == [3]
    assert vectors.applied() == keywords.applied() == library.documents.sequence()


def test_comparing_says_what_would_be_repaired_and_repairs_nothing(
    library, follower, vectors, keywords
):
    chunks = library.put("a.md", "One", "Two", "Three")
    follower.follow()
    vectors.delete("everyone", [chunks[0].id])
    keywords.delete([chunks[0].id, chunks[1].id])
    keywords.mark(keywords.applied())

    first, second = follower.compare(), follower.compare()

    assert first == second == Repairs(vectors_added=1, keywords_added=2)
    assert first.most == 2
    assert follower.reconcile() == first
    assert follower.compare() == Repairs()


def test_what_one_process_published_another_one_s_indexes_follow(library, another, load):
    theirs = load("indexes").MemoryVectors()
    chunks = library.put("a.md", "Refunds take five days.")
    follower = Follower(Documents(another), theirs, load("indexes").MemoryKeywords())

    followed = follower.follow()

    assert followed == len(chunks)
    assert theirs.ids("everyone") == ids(chunks)
