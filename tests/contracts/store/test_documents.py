from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from knowledge.models import Document, Sense
from knowledge.store.database.facts import LAST_INGEST, Facts
from knowledge.store.documents.documents import Publication
from knowledge.store.documents.embeddings import key
from knowledge.store.lingo.senses import Senses


def texts_of(library, path, audiences=("everyone",)):
    return [chunk.text for chunk in library.documents.of_document(path, audiences)]


def test_staged_chunks_are_seen_by_nobody(library):
    chunks = library.chunks("a.md", "One", "Two")

    library.stage(chunks)

    ids = [chunk.id for chunk in chunks]
    assert library.documents.passages(ids, {"everyone"}) == {}
    assert library.documents.vectors(ids) == {}
    assert library.documents.live() == {}
    assert library.documents.sequence() == 0


def test_a_published_document_is_seen_whole_and_in_order(library):
    chunks = library.put("a.md", "One", "Two", owner="U1", updated=date(2026, 9, 1))

    assert library.documents.of_document("a.md", {"everyone"}) == chunks
    assert library.documents.known() == {
        "a.md": Document("a.md", "wiki", "a.md", "everyone", "d", "U1", updated=date(2026, 9, 1))
    }


def test_vectors_come_back_as_they_were(library, embedder):
    (chunk,) = library.put("a.md", "One")

    vectors = library.documents.vectors([chunk.id])

    assert vectors[chunk.id].dtype == np.float32
    np.testing.assert_array_equal(vectors[chunk.id], embedder.vector("One"))


def test_a_new_version_replaces_the_old_one_in_one_step(library):
    old = library.put("a.md", "Kept", "Old")

    new = library.put("a.md", "Kept", "New", "Newer")

    assert texts_of(library, "a.md") == ["Kept", "New", "Newer"]
    assert library.documents.passages([old[1].id], {"everyone"}) == {}
    after = [(one.chunk, one.added) for one in library.documents.changes(2)]
    assert after == [(old[1].id, False), (new[1].id, True), (new[2].id, True)]


def test_a_kept_chunk_moves_with_its_new_position_and_section(library):
    library.put("a.md", "First", "Second")

    library.put("a.md", "Second", "First")

    chunks = library.documents.of_document("a.md", {"everyone"})
    assert [(one.text, one.position, one.section) for one in chunks] == [
        ("Second", 0, "Part 0"),
        ("First", 1, "Part 1"),
    ]
    assert library.documents.sequence() == 2


def test_a_document_that_changes_its_audience_leaves_the_old_one_at_once(library):
    library.put("a.md", "One", audience="everyone")

    library.put("a.md", "One", audience="board")

    assert texts_of(library, "a.md", {"everyone"}) == []
    assert texts_of(library, "a.md", {"board"}) == ["One"]


def test_passages_are_given_to_their_audience_only(library):
    (open_chunk,) = library.put("open.md", "Open")
    (secret,) = library.put("secret.md", "Secret", audience="board")
    both = [open_chunk.id, secret.id]

    assert set(library.documents.passages(both, {"everyone"})) == {open_chunk.id}
    assert set(library.documents.passages(both, {"everyone", "board"})) == set(both)
    assert library.documents.passages(both, set()) == {}


def test_publishing_what_was_not_staged_is_a_mistake(library):
    chunks = library.chunks("a.md", "One")
    document = Document("a.md", "wiki", "A", "everyone", "d")

    with pytest.raises(ValueError, match="not staged"):
        library.documents.publish(document, chunks, (), library.now)

    assert library.documents.known() == {}


def test_staging_twice_is_staging_once(library):
    chunks = library.chunks("a.md", "One")
    library.stage(chunks)

    library.stage(chunks)

    assert library.documents.sweep() == 1


def test_the_sweep_takes_only_what_is_half_written(library):
    library.put("a.md", "One")
    library.stage(library.chunks("a.md", "Half", "Written"))

    assert library.documents.sweep() == 2
    assert texts_of(library, "a.md") == ["One"]


def test_a_batch_is_published_as_a_whole_or_not_at_all(library):
    good, bad = library.chunks("good.md", "One"), library.chunks("bad.md", "Two")
    library.stage(good)
    batch = [
        Publication(Document("good.md", "wiki", "G", "everyone", "d"), good),
        Publication(Document("bad.md", "wiki", "B", "everyone", "d"), bad),
    ]

    with pytest.raises(ValueError):
        library.documents.publish_all(batch, library.now)

    assert library.documents.known() == {}


def test_a_removed_document_takes_everything_along(library):
    sense = Sense("NPS", "Net Promoter Score", "a.md", "everyone", aliases=("promoter",))
    (chunk,) = library.put("a.md", "One", senses=[sense])

    sequence = library.documents.remove("a.md")

    assert sequence == 2
    assert library.documents.known() == {}
    assert library.documents.live() == {}
    assert Senses(library.database).all(None) == []
    assert library.embeddings.get([key("model-a", "One")]) == {}
    assert [(one.chunk, one.added) for one in library.documents.changes(1)] == [(chunk.id, False)]


def test_removing_an_unknown_document_changes_nothing(library):
    assert library.documents.remove("nowhere.md") == 0


def test_a_vector_stays_as_long_as_a_chunk_uses_it(library):
    library.put("a.md", "Shared")
    library.put("b.md", "Shared")

    library.documents.remove("a.md")

    assert len(library.embeddings.get([key("model-a", "Shared")])) == 1


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)  # a server's files are its own
def test_removed_text_is_not_left_in_the_files(library, database, tmp_path):
    library.put("a.md", "the canary sings at midnight " * 40)
    library.documents.remove("a.md")

    database.close()

    files = [path.read_bytes() for path in (tmp_path / "store").iterdir()]
    assert not any(b"canary" in content for content in files)


def test_a_superseded_document_names_its_newest_successor(library):
    (chunk,) = library.put("2024.md", "Old")
    library.put("2026.md", "New", supersedes="2024.md", updated=date(2026, 1, 1))
    library.put("2025.md", "Newer", supersedes="2024.md", updated=date(2025, 1, 1))
    library.put("draft.md", "Undated", supersedes="2024.md")

    _, document = library.documents.passages([chunk.id], {"everyone"})[chunk.id]

    assert document.superseded_by == "2026.md"
    assert library.documents.known()["2024.md"].superseded_by == "2026.md"


def test_a_successor_that_a_reader_may_not_see_is_not_named(library):
    (chunk,) = library.put("2024.md", "Old")
    library.put("2026.md", "New", supersedes="2024.md", audience="board")

    found = library.documents.passages([chunk.id], {"everyone"})

    assert found[chunk.id][1].superseded_by == ""


def test_a_document_does_not_supersede_itself(library):
    library.put("a.md", "One", supersedes="a.md")

    assert library.documents.known()["a.md"].superseded_by == ""


def test_documents_are_known_by_their_source(library):
    library.put("a.md", "One", source="wiki")
    library.put("b.md", "Two", source="desk")

    assert list(library.documents.known("desk")) == ["b.md"]


def test_changes_come_in_pages(library):
    library.put("a.md", "One", "Two", "Three")

    assert [one.sequence for one in library.documents.changes(0, limit=2)] == [1, 2]
    assert [one.sequence for one in library.documents.changes(2, limit=2)] == [3]


def test_counts_are_of_what_a_reader_may_see(library):
    term = Sense("NPS", "Net Promoter Score", "secret.md", "board")
    library.put("open.md", "One", "Two")
    library.put("secret.md", "Three", audience="board", source="desk", senses=[term])
    when = datetime(2026, 11, 1, tzinfo=UTC)
    Facts(library.database).set(LAST_INGEST, f'{{"wiki": "{when.isoformat()}"}}')

    all_of_it = library.documents.counts()
    seen = library.documents.counts({"everyone"})

    assert (all_of_it.documents, all_of_it.chunks, all_of_it.terms) == (2, 3, 1)
    assert [one.name for one in all_of_it.sources] == ["desk", "wiki"]
    assert (seen.documents, seen.chunks, seen.terms) == (1, 2, 0)
    assert [(one.name, one.last_ingest) for one in seen.sources] == [("wiki", when)]


def test_senses_are_given_to_their_audience_by_label(library):
    senses = [
        Sense("NPS", "Net Promoter Score", "a.md", "everyone", aliases=("promoter", "score")),
        Sense("ARR", "Annual recurring revenue", "a.md", "everyone"),
    ]
    library.put("a.md", "One", senses=senses)
    library.put(
        "b.md",
        "Two",
        audience="board",
        senses=[replace(senses[0], document="b.md", audience="board")],
    )

    store = Senses(library.database)

    assert store.all({"everyone"}) == [senses[1], senses[0]]
    assert len(store.all(None)) == 3
    assert store.all(set()) == []


def test_senses_are_replaced_with_their_document(library):
    library.put("a.md", "One", senses=[Sense("Old", "x", "a.md", "everyone")])

    library.put("a.md", "One", senses=[Sense("New", "y", "a.md", "everyone")])

    assert [one.label for one in Senses(library.database).all(None)] == ["New"]


def test_vectors_of_pieces_come_back_for_chunks_that_have_them(library, embedder):
    pieces = np.stack([embedder.vector("One"), embedder.vector("half")])
    vectors = {key("model-a", "With"): embedder.vector("With")}
    library.embeddings.put("model-a", vectors, {key("model-a", "With"): pieces})
    with_pieces, without = library.put("a.md", "With", "Without")

    found = library.documents.parts([with_pieces.id, without.id])

    assert list(found) == [with_pieces.id]
    np.testing.assert_allclose(found[with_pieces.id], pieces, atol=1e-3)  # kept as float16
