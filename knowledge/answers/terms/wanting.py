"""Terms whose meaning people asked for and did not get."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

from knowledge.answers.terms.asking import asked_terms, is_firm
from knowledge.lingo.mining.gathering import name_of
from knowledge.models import EVERYONE

if TYPE_CHECKING:
    from knowledge.lingo.reviewing import Wanted
    from knowledge.store.questions.journal import Journal

_MOST = 1_000
_LONGEST = 4  # words of a term


def wanted_terms(journal: Journal, audiences: Collection[str]) -> list[Wanted]:
    """The terms of open questions for a meaning, most asked first, without who asked.

    What only readers of one audience asked is of that audience: its name may be telling.
    """
    from knowledge.lingo.reviewing import Wanted  # noqa: PLC0415 - not wanted for a question

    times: Counter[tuple[str, str]] = Counter()
    labels: dict[str, str] = {}
    known: set[str] = set()
    for audience in (EVERYONE, *sorted(set(audiences) - {EVERYONE})):
        for gap in journal.gaps({EVERYONE, audience}, _MOST):
            terms = asked_terms(gap.text) if is_firm(gap.text) else []
            term = terms[0] if terms else ""
            name = name_of(term) if term else ""
            if not name or len(term.split()) > _LONGEST or (audience != EVERYONE and name in known):
                continue
            labels.setdefault(name, term)
            times[name, audience] += gap.times
        if audience == EVERYONE:
            known = {name for name, _ in times}
    return [
        Wanted(labels[name], audience, count) for (name, audience), count in times.most_common()
    ]
