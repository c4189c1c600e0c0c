from __future__ import annotations

import importlib.util
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.running.shelf import Shelf
from bot.settings.settings import load
from ingest.loaders.reading import read
from ingest.pipeline import Ingester
from knowledge.errors import DocumentError, InputError, ModelError
from knowledge.store.documents.documents import Documents

PLAN = b"""# Winter plan

## Washing the vans

Vans are washed on Mondays, because the salt of the weekend sits on them and the depot is quiet then.
Each crew washes its own van before the first tour, with the warm water of the new washing bay, and
writes down in the logbook what it found on the way: scratches, a loose mirror, a lamp that is dark.

## Changing the tyres

Winter tyres go on in October, in the week in which the first night frost is forecast for Carlisle.
The workshop tells each crew the evening before which van it changes, and lends them another one for
the tour, so that no household waits for longer than the two hours that were promised to it.
"""
CONFIGURATION = """
[[source]]
name = "wiki"
kind = "documents"
path = "wiki"
audience = "everyone"

[audiences.board]
users = ["U0BOARD"]
"""


def load_fake(name):
    file = Path(__file__).parents[2] / "fakes" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"fakes_{name}", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class Company:
    """A configuration with one folder of documents, a store, and the shelf over both."""

    def __init__(self, root, database):
        (root / "wiki").mkdir()
        (root / "wiki/a.md").write_text("# A\n\nSomething about lamps.\n")
        (root / "throughline.toml").write_text(CONFIGURATION)
        self.settings = load(root / "throughline.toml", environ={})
        self.documents = Documents(database)
        self.embedder = load_fake("word_embedder").WordEmbedder()
        self.ingester = Ingester(
            database=database,
            embedder=self.embedder,
            read=read,
            follow=lambda: 0,
            clock=lambda: datetime.now(UTC),
            root=root,
            audiences={"everyone", "board"},
        )
        self.shelf = Shelf(self.settings, self.documents, lambda: self.ingester)

    def ingest(self):
        return self.ingester.run(self.settings.all_sources)

    def known(self):
        return {path: one.audience for path, one in self.documents.known().items()}

    def folder(self, audience="everyone"):
        place = self.settings.folder / "uploads" / audience
        return sorted(one.name for one in place.iterdir()) if place.exists() else []

    def text(self, path, audience="everyone"):
        return "\n".join(one.text for one in self.documents.of_document(path, {audience}))


@pytest.fixture
def company(tmp_path, new_store):
    database = new_store(tmp_path / ".throughline")
    yield Company(tmp_path, database)
    database.close()


PATH = ".throughline/uploads/everyone/plan.md"


def test_a_document_is_saved_read_and_findable_for_its_audience(company):
    taken = company.shelf.take("plan.md", "board", PLAN)

    assert company.known() == {".throughline/uploads/board/plan.md": "board"}
    assert (taken.name, taken.passages, taken.elsewhere) == ("plan.md", 2, ())
    assert taken.questions == (
        "What does “Winter plan” say about “Washing the vans”?",
        "What does “Winter plan” say about “Changing the tyres”?",
    )
    assert company.folder("board") == ["plan.md"]


def test_a_short_document_is_asked_about_by_its_title(company):
    taken = company.shelf.take("tide.md", "everyone", b"# Tide table\n\nHigh tide is at noon.\n")

    assert taken.questions == ("What does “Tide table” say?",)


def test_what_was_handed_over_stays_at_the_next_ingest_and_after_a_restart(company):
    company.shelf.take("plan.md", "everyone", PLAN)

    report = company.ingest()
    again = company.ingest()

    assert (report.added, report.unchanged, report.deleted) == (1, 1, 0)
    assert (again.added, again.unchanged, again.deleted) == (0, 2, 0)
    assert company.known() == {PATH: "everyone", "wiki/a.md": "everyone"}


def test_reading_one_document_touches_no_other(company):
    company.ingest()
    (company.settings.root / "wiki/a.md").unlink()
    (company.settings.root / "wiki/b.md").write_text("# B\n\nNew.\n")

    company.shelf.take("plan.md", "everyone", PLAN)

    assert set(company.known()) == {PATH, "wiki/a.md"}


def test_a_file_that_is_taken_out_of_the_folder_goes_at_the_next_ingest(company):
    company.shelf.take("plan.md", "everyone", PLAN)
    company.shelf.take("other.md", "everyone", b"# Other\n\nWords.\n")
    (company.settings.folder / "uploads/everyone/plan.md").unlink()

    company.ingest()

    assert PATH not in company.known()
    assert ".throughline/uploads/everyone/other.md" in company.known()


def test_the_same_name_is_a_new_version(company):
    company.shelf.take("plan.md", "everyone", PLAN)

    taken = company.shelf.take("plan.md", "everyone", b"# Winter plan\n\nVans are never washed.\n")

    assert taken.passages == 1
    assert "never washed" in company.text(PATH)
    assert "Mondays" not in company.text(PATH)
    assert company.folder() == ["plan.md"]


def test_the_same_name_for_others_is_another_document_and_said_to_be_there(company):
    company.shelf.take("plan.md", "everyone", PLAN)

    taken = company.shelf.take("plan.md", "board", PLAN)

    assert taken.elsewhere == ("everyone",)
    assert len(company.known()) == 2


def test_taking_the_same_thing_twice_is_taking_it_once(company):
    first = company.shelf.take("plan.md", "everyone", PLAN)

    assert company.shelf.take("plan.md", "everyone", PLAN) == first
    assert company.folder() == ["plan.md"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("plan.pptx", b"PK", "plan.pptx cannot be read yet: presentations come with a later version."),
        ("plan.xyz", b"x", "plan.xyz cannot be read yet: .xyz files are not known."),
        ("plan.md", b"", "plan.md is empty."),
        ("plan.pdf", b"MZ not a pdf", "plan.pdf is not what its ending says: rename it."),
        ("plan.md", b"# Only a heading\n", "plan.md is empty: it holds no text beside headings."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_sentence_and_nothing_stays(company, name, content, sentence):
    with pytest.raises(DocumentError) as refused:
        company.shelf.take(name, "everyone", content)

    assert str(refused.value) == sentence
    assert company.folder() == []
    assert company.known() == {}
    assert company.ingest().failed == ()


def test_a_version_that_cannot_be_read_leaves_the_one_of_before(company):
    company.shelf.take("plan.md", "everyone", PLAN)

    with pytest.raises(DocumentError):
        company.shelf.take("plan.md", "everyone", b"")

    assert company.folder() == ["plan.md"]
    assert "Mondays" in company.text(PATH)
    assert company.ingest().failed == ()


def test_a_document_that_says_it_is_for_others_is_refused_and_the_one_of_before_stays(company):
    company.shelf.take("plan.md", "everyone", PLAN)

    with pytest.raises(DocumentError) as refused:
        company.shelf.take(
            "plan.md", "everyone", b"---\naudience: board\n---\nThe sale is in May.\n"
        )

    assert str(refused.value).startswith(
        "plan.md says in its own first lines that it is for 'board'"
    )
    assert company.known() == {PATH: "everyone"}
    assert "Mondays" in company.text(PATH)


def test_a_failing_model_leaves_everything_as_it_was(company):
    company.shelf.take("plan.md", "everyone", PLAN)

    def broken(*_):
        raise ModelError("The model is gone.")

    company.embedder.embed_parts = company.embedder.embed = broken
    with pytest.raises(ModelError):
        company.shelf.take("plan.md", "everyone", b"# Winter plan\n\nSomething new.\n")

    assert company.folder() == ["plan.md"]
    assert (company.settings.folder / "uploads/everyone/plan.md").read_bytes() == PLAN


def test_a_document_is_read_where_a_process_died_in_the_middle(company):
    company.shelf.take("plan.md", "everyone", PLAN)
    place = company.settings.folder / "uploads/everyone"
    (place / "plan.md").replace(place / ".plan.md.before")
    (place / "plan.md").write_bytes(b"")  # a new version that was being read, and cannot be

    with pytest.raises(DocumentError):
        company.shelf.take("plan.md", "everyone", b"")

    assert (place / "plan.md").read_bytes() == PLAN
    assert company.folder() == ["plan.md"]


def test_a_name_leads_nowhere_else(company):
    taken = company.shelf.take("../../wiki/a.md", "everyone", PLAN)

    assert taken.document == ".throughline/uploads/everyone/a.md"
    assert not (company.settings.root / "wiki/a.md").read_text().startswith("# Winter")


def test_an_audience_that_is_not_there_any_more_is_refused(company):
    with pytest.raises(InputError, match="no group named 'sales' any more"):
        company.shelf.take("plan.md", "sales", PLAN)


def test_the_largest_document_is_as_the_settings_say(company):
    assert company.shelf.largest == 25_000_000


def test_what_was_taken_by_mistake_is_taken_away_and_nothing_else(company):
    company.ingest()
    company.shelf.take("plan.md", "everyone", PLAN)
    company.shelf.take("tide.md", "everyone", b"# Tide table\n\nHigh tide is at noon.\n")

    company.shelf.remove("plan.md", "everyone")
    company.shelf.remove("plan.md", "everyone")

    assert set(company.known()) == {".throughline/uploads/everyone/tide.md", "wiki/a.md"}
    assert company.folder() == ["tide.md"]


def test_the_last_one_can_be_taken_away_too(company):
    company.shelf.take("plan.md", "board", PLAN)

    company.shelf.remove("plan.md", "board")

    assert company.known() == {}
