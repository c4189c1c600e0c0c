"""Glossaries as SKOS: a concept for each sense, a scheme for each domain.

SKOS Reference, W3C 2009. A label may have several senses and SKOS allows a concept one meaning, so
that each sense is a concept, and its domain the scheme that it is in. What SKOS has no word for is
said in a namespace of our own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

from knowledge.errors import DocumentError
from knowledge.models import Sense

OURS = Namespace("urn:throughline:glossary#")
_CONCEPT = "urn:throughline:concept:"
_SCHEME = "urn:throughline:scheme:"
_SAID = {
    SKOS.definition: "definition",
    SKOS.scopeNote: "note",
    SKOS.example: "example",
    DCTERMS.creator: "owner",
    DCTERMS.source: "url",
    OURS.standsFor: "stands_for",
    OURS.notToConfuse: "not_to_confuse",
    OURS.replacedBy: "replaced_by",
    OURS.status: "status",
    OURS.metric: "metric",
    OURS.id: "section",
}
_MANY = {
    SKOS.altLabel: "aliases",
    SKOS.hiddenLabel: "hidden",
    OURS.broader: "broader",
    OURS.narrower: "narrower",
    OURS.related: "related",
}
_LINKED = {
    "broader": SKOS.broader,
    "narrower": SKOS.narrower,
    "related": SKOS.related,
}


def to_skos(senses: Sequence[Sense]) -> str:
    """Turtle; read back, nothing has changed."""
    graph = Graph()
    graph.bind("skos", SKOS)
    graph.bind("dct", DCTERMS)
    graph.bind("tl", OURS)
    concepts = {one.label.casefold(): _concept(at, one) for at, one in enumerate(senses)}
    for at, one in enumerate(senses):
        _add(graph, _concept(at, one), one, at)
        for name, link in _LINKED.items():
            for label in getattr(one, name):
                other = concepts.get(label.casefold())
                if other is not None:
                    graph.add((_concept(at, one), link, other))
    return graph.serialize(format="turtle")


def from_skos(text: str, name: str) -> list[Sense]:
    """The concepts of a Turtle file as senses without document and audience, in their order.

    Raises:
        DocumentError: it is no Turtle, or a day or a number in it is none.
    """
    graph = Graph()
    try:
        graph.parse(data=text, format="turtle")
    except Exception as problem:  # rdflib raises errors of many kinds
        raise DocumentError(f"{name} is not proper Turtle: correct it there.") from problem
    try:
        concepts = sorted(
            graph.subjects(RDF.type, SKOS.Concept),
            key=lambda one: (int(str(graph.value(one, OURS.order) or 0)), str(one)),
        )
        return [_sense(graph, URIRef(str(one))) for one in concepts]
    except ValueError as problem:
        message = f"{name} has a day or a number that is none ({problem}): correct it there."
        raise DocumentError(message) from problem


def _concept(at: int, sense: Sense) -> URIRef:
    return URIRef(f"{_CONCEPT}{at + 1}-{quote(sense.label.lower().replace(' ', '-'), safe='-')}")


def _add(graph: Graph, concept: URIRef, sense: Sense, at: int) -> None:
    graph.add((concept, RDF.type, SKOS.Concept))
    graph.add((concept, OURS.order, Literal(at)))
    graph.add((concept, SKOS.prefLabel, Literal(sense.label)))
    for term, name in _SAID.items():
        if getattr(sense, name):
            graph.add((concept, term, Literal(getattr(sense, name))))
    for term, name in _MANY.items():
        for number, one in enumerate(getattr(sense, name)):
            graph.add((concept, term, Literal(one)))
            graph.add((concept, OURS[f"{name}Order"], Literal(f"{number:03} {one}")))
    if sense.domain:
        scheme = URIRef(_SCHEME + quote(sense.domain, safe=""))
        graph.add((scheme, RDF.type, SKOS.ConceptScheme))
        graph.add((scheme, DCTERMS.title, Literal(sense.domain)))
        graph.add((concept, SKOS.inScheme, scheme))
    if sense.verified_at:
        graph.add((concept, OURS.verifiedAt, Literal(sense.verified_at.isoformat())))
    if sense.review_days:
        graph.add((concept, OURS.reviewDays, Literal(sense.review_days)))


def _sense(graph: Graph, concept: URIRef) -> Sense:
    scheme = graph.value(concept, SKOS.inScheme)
    title = graph.value(scheme, DCTERMS.title) if scheme is not None else None
    verified = str(graph.value(concept, OURS.verifiedAt) or "")
    said = {name: str(graph.value(concept, term) or "") for term, name in _SAID.items()}
    many = {name: _many(graph, concept, term, name) for term, name in _MANY.items()}
    for name, link in _LINKED.items():
        others = [graph.value(one, SKOS.prefLabel) for one in graph.objects(concept, link)]
        many[name] = many[name] or tuple(sorted(str(one) for one in others if one))
    made: dict[str, Any] = {**said, **many, "status": said["status"] or "Approved"}
    made |= {"label": str(graph.value(concept, SKOS.prefLabel) or ""), "domain": str(title or "")}
    made |= {"verified_at": date.fromisoformat(verified) if verified else None}
    made |= {"review_days": int(str(graph.value(concept, OURS.reviewDays) or 0))}
    return Sense(document="", audience="", **made)


def _many(graph: Graph, concept: URIRef, term: URIRef, name: str) -> tuple[str, ...]:
    ordered = sorted(str(one) for one in graph.objects(concept, OURS[f"{name}Order"]))
    if ordered:
        return tuple(one[4:] for one in ordered)
    return tuple(sorted(str(one) for one in graph.objects(concept, term)))
