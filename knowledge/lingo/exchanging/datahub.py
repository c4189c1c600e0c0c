"""Glossaries as DataHub's business glossary: nodes by domain, terms with owners and relations.

The format: docs of DataHub, "Business Glossary". It has no synonyms, statuses or examples of its
own; those are `custom_properties`, which DataHub shows as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import yaml

from knowledge.lingo.exchanging.fields import values
from knowledge.models import Sense

_OWN = {"id", "term", "definition", "owner", "domain", "broader", "narrower", "related", "url"}
GENERAL = "General"


def to_datahub(senses: Sequence[Sense]) -> str:
    """One node a domain; read back, nothing has changed."""
    nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in senses:
        nodes[one.domain or GENERAL].append(_term(one))
    content = {
        "version": "1",
        "source": "Throughline",
        "owners": {"users": ["throughline"]},
        "nodes": [
            {"name": name, "description": f"Terms of {name}", "terms": terms}
            for name, terms in nodes.items()
        ],
    }
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)


def _term(sense: Sense) -> dict[str, Any]:
    given = values(sense)
    more = {
        name: ";".join((*value, "")) if isinstance(value, tuple) else value
        for name, value in given.items()
        if name not in _OWN
    }
    term: dict[str, Any] = {"id": given.get("id", ""), "name": sense.label}
    term["description"] = sense.definition
    if sense.url:
        term |= {"term_source": "EXTERNAL", "source_url": sense.url}
    if sense.owner:
        term["owners"] = {"users": [sense.owner]}
    names = {"inherits": sense.broader, "contains": sense.narrower, "related_terms": sense.related}
    term |= {name: list(labels) for name, labels in names.items() if labels}
    if sense.domain:
        term["domain"] = sense.domain
    if more:
        term["custom_properties"] = more
    return {name: value for name, value in term.items() if value}
