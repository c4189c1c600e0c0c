from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from ingest.loaders.glossaries import glossaries
from knowledge.errors import DocumentError
from knowledge.lingo.exchanging.datahub import to_datahub
from knowledge.lingo.exchanging.skos import to_skos
from knowledge.lingo.exchanging.tables import to_csv, to_markdown
from knowledge.models import Sense

SENSES = [
    Sense(
        "NPS",
        "How likely households are to recommend us, from -100 to 100.",
        "g.yaml",
        "everyone",
        stands_for="Net Promoter Score",
        aliases=("promoter score", "score, net"),
        hidden=("nsp",),
        note="Asked two hours after the visit.",
        example="The NPS of Kendal is 41.",
        not_to_confuse="the partners' NPS",
        broader=("Satisfaction",),
        related=("CSAT",),
        domain="customer service",
        owner="U0SERVICE",
        url="https://wiki.example/nps",
        section="nps-households",
        metric="doorstep_nps",
        verified_at=date(2026, 9, 1),
        review_days=90,
    ),
    Sense("NPS", "What partners say once a year.", "g.yaml", "everyone",
          stands_for="Net Promoter Score", domain="retail", section="nps-partners"),
    Sense("slot", "The old word | for a promise window.", "g.yaml", "everyone",
          status="Deprecated", replaced_by="promise window", section="slot"),
    Sense("Satisfaction", "How content households are.", "g.yaml", "everyone",
          narrower=("NPS",), section="satisfaction"),
]  # fmt: skip
FORMATS = {
    "csv": (to_csv, lambda text: glossaries.parse_csv(text, Path("g.csv"), {})),
    "markdown": (to_markdown, lambda text: glossaries.parse_page(text, Path("g.md"))),
    "datahub": (to_datahub, lambda text: glossaries.parse_yaml(text, Path("g.yaml"))),
    "skos": (to_skos, lambda text: glossaries.parse_skos(text, Path("g.ttl"))),
}


def read(format_, text):
    """The senses of an exported file, without document, audience and what it cannot say."""
    return [
        {
            one.name: getattr(record, "record" if one.name == "section" else one.name)
            for one in fields(Sense)
            if one.name not in ("document", "audience", "provenance", "quote")
        }
        for record in FORMATS[format_][1](text).senses
    ]


def given(senses):
    left = ("document", "audience", "provenance", "quote")
    return [
        {f.name: getattr(s, f.name) for f in fields(Sense) if f.name not in left} for s in senses
    ]


@pytest.mark.parametrize("format_", list(FORMATS))
def test_what_is_exported_and_imported_again_has_not_changed(format_):
    write, _ = FORMATS[format_]

    back = read(format_, write(SENSES))

    key = lambda one: one["section"]  # noqa: E731
    assert sorted(back, key=key) == sorted(given(SENSES), key=key)


def test_skos_says_labels_relations_and_schemes_in_its_own_words():
    text = to_skos(SENSES)

    assert 'skos:prefLabel "NPS"' in text
    assert 'skos:altLabel "promoter score"' in text or '"promoter score"' in text
    assert "skos:broader <urn:throughline:concept:4-satisfaction>" in text
    assert "skos:inScheme <urn:throughline:scheme:customer%20service>" in text


PAGE = """
# Words of the depots

| Acronym | Meaning | Notes |
|---|:-:|---|
| POD | Proof of delivery | a photograph |

Kerb run
: A job without a visit.
: The crew stays outside.

- **Golden hour**: the hour before the first call
Quiet window - two hours without any calls

## Second knock
The crew knocks again after five minutes.

This is a sentence with a colon: it is far too long to be a term of anything.
"""


def test_pages_of_every_usual_form_are_read_as_glossaries():
    found = glossaries.parse_page(PAGE, Path("words.md")).senses

    assert {one.label: one.definition for one in found} == {
        "POD": "Proof of delivery",
        "Kerb run": "A job without a visit. The crew stays outside.",
        "Golden hour": "the hour before the first call",
        "Quiet window": "two hours without any calls",
        "Second knock": "The crew knocks again after five minutes. This is a sentence with a colon: "
        "it is far too long to be a term of anything.",
    }
    assert found[0].note == "a photograph"


@pytest.mark.parametrize("text", ["", "# Title\n\nOnly words here.\n\nAnd here.\n- and a list\n"])
def test_a_page_without_terms_is_refused(text):
    with pytest.raises(DocumentError, match="holds no terms"):
        glossaries.parse_page(text, Path("words.md"))


def test_what_is_no_turtle_is_refused_in_one_sentence():
    with pytest.raises(DocumentError, match=r"g\.ttl is not proper Turtle"):
        glossaries.parse_skos("<a> <b", Path("g.ttl"))

    turned = to_skos([SENSES[0]]) + '\n<urn:x> a skos:Concept; tl:verifiedAt "last May" .'
    with pytest.raises(DocumentError, match=r"g\.ttl has a day or a number that is none"):
        glossaries.parse_skos(turned, Path("g.ttl"))
