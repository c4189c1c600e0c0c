"""A query that a chat model proposes, taken only where every part of it is defined."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.metrics.query import Where
from knowledge.models import Period
from knowledge.numbers.asked import Asked, Kind
from knowledge.numbers.language.vocabulary import DimensionWords, MetricWords, Vocabulary
from knowledge.ports import ChatModel
from knowledge.prompts import Prompts

_VALUES = 30  # of a dimension: longer lists are names, and names stay here
_LONGEST = 2_000
_QUESTION = 500
_JSON = re.compile(r"\{.*\}", re.DOTALL)


@dataclass(frozen=True)
class Proposing:
    """Asks a chat model for a query. It chooses among definitions; it writes neither SQL nor a
    number.
    """

    chat: ChatModel
    prompts: Prompts

    def propose(self, question: str, vocabulary: Vocabulary, today: date) -> Asked | None:
        """A query whose every name and value is defined; None where the model has no such one.

        Raises:
            ChatError: the model failed.
        """
        mark = secrets.token_hex(8)
        system, user = self.prompts.messages(
            "query",
            mark=mark,
            definitions="\n".join(_definitions(vocabulary)),
            today=today.isoformat(),
            question=" ".join(question.split())[:_QUESTION],
        )
        text = "".join(self.chat.stream(system, user))[:_LONGEST]
        return checked(text, vocabulary)


def checked(text: str, vocabulary: Vocabulary) -> Asked | None:
    """The query in a model's reply; None where any part of it is not defined."""
    found = _JSON.search(text)
    try:
        told = json.loads(found.group()) if found else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    metric = vocabulary.metric(str(told.get("metric")))
    try:
        return _asked(metric, told) if metric else None
    except (TypeError, ValueError, KeyError):
        return None


def _asked(metric: MetricWords, told: Mapping[str, Any]) -> Asked:
    dimensions = {one.dimension.short: one for one in metric.dimensions}
    dimensions |= {one.name: one for one in metric.dimensions}
    by = dimensions[told["by"]].name if told.get("by") else ""
    where = tuple(_where(one, dimensions) for one in told.get("where") or ())
    since, until = told.get("since"), told.get("until")
    period = None
    if since or until:
        period = Period(date.fromisoformat(str(since)), date.fromisoformat(str(until)))
    order = told.get("order")
    kind = Kind.VALUE
    if by:
        kind = Kind.RANKING if order else Kind.GROUPS
    return Asked(
        metric.name, kind, period, by=by, where=where, least=order == "least", all_time=True
    )


def _where(told: Mapping[str, Any], dimensions: Mapping[str, DimensionWords]) -> Where:
    dimension = dimensions[str(told["dimension"])]
    known = {value.lower(): value for value in dimension.texts}
    values = tuple(known[str(value).strip().lower()] for value in told["values"])
    if not values:
        message = "a condition without a value"
        raise ValueError(message)
    return Where(dimension.name, values, negated=bool(told.get("not", False)))


def _definitions(vocabulary: Vocabulary) -> Iterator[str]:
    told: set[str] = set()
    for one in vocabulary.metrics:
        definition = one.definition
        also = f" (also: {', '.join(definition.synonyms)})" if definition.synonyms else ""
        names = ", ".join(each.dimension.short for each in one.dimensions)
        yield (
            f"metric {one.name}: {definition.label}{also}. {definition.description} "
            f"Unit: {definition.unit or 'none'}. Dimensions: {names or 'none'}"
        )
    for one in vocabulary.metrics:
        for each in one.dimensions:
            if each.name not in told:
                told.add(each.name)
                listed = " | ".join(each.texts[:_VALUES]) if len(each.texts) <= _VALUES else "many"
                yield f"dimension {each.dimension.short}: {each.dimension.label}. Values: {listed}"
