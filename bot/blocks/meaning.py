"""What a word means, in one sentence. Pure."""

from __future__ import annotations

from bot.blocks.mrkdwn import escaped, shortened
from knowledge.models import Sense
from knowledge.search.sentences import split_sentences

_SENTENCE = 220
_LABEL = 60


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
