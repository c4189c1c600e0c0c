"""What a word means, in one sentence. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.parts.mrkdwn import escaped, shortened
from knowledge.lingo.glossary import Mention, key
from knowledge.models import Sense
from knowledge.search.words.sentences import split_sentences

_SENTENCE = 220
_LABEL = 60
_WRITTEN = 40


def meaning(sense: Sense) -> str:
    """Its meaning without a full stop, and whose it is, escaped."""
    first = (split_sentences(" ".join(sense.definition.split())) or [""])[0]
    long = sense.stands_for
    if long and long.casefold() not in first.casefold():
        first = f"{long}. {first}" if first else long
    whose = f" ({escaped(shortened(sense.domain, _LABEL))})" if sense.domain else ""
    return escaped(shortened(first.rstrip("."), _SENTENCE)) + whose


def label(sense: Sense) -> str:
    """What it is called, escaped."""
    return escaped(shortened(sense.label, _LABEL))


def written(mention: Mention) -> str:
    """How a text names it, where that is another name; escaped."""
    said, known = key(mention.words), key(mention.senses[0].label)
    if known.startswith(said) or said.startswith(known):
        return ""
    return f" (“{escaped(shortened(mention.words, _WRITTEN))}”)"


def different(senses: Sequence[Sense]) -> list[Sense]:
    """Those that say something else; a glossary may have been brought in twice."""
    found: dict[str, Sense] = {}
    for one in senses:
        found.setdefault(key(f"{one.stands_for} {one.definition}"), one)
    return list(found.values())
