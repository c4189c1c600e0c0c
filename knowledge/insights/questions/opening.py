"""What stands around a question's subject: how it is opened, and what it feels for."""

from __future__ import annotations

import re

_OPENING = re.compile(
    r"^(?:(?:hey|hi|hello|please|so|and|ok|okay|quick question|@\w+)[\s,:]+)*"
    r"(?:(?:can|could|would|will)\s+(?:you|someone|anyone|anybody)\s+(?:please\s+)?"
    r"(?:tell|show|give|say|let)\s+(?:me|us)(?:\s+know)?\s+|"
    r"(?:please\s+)?(?:tell|show|give)\s+(?:me|us)\s+|"
    r"i(?:'d|\s+would)?\s+(?:like|want|need)\s+to\s+(?:know|see)\s+|do\s+(?:you|we)\s+know\s+)?",
    re.IGNORECASE,
)
_OF_THE_ASKER = re.compile(r"\b(?:i|my|me|myself)\b|^(?:it|them)\b", re.IGNORECASE)


_COLD = re.compile(
    r"\b(?:complain\w*|unhappy|dissatisfied|angry|frustrat\w+|annoy\w*|upset\w*|disappoint\w+|"
    r"confus\w+|worr\w+|dislike|hate|bothers|criticis\w+|criticiz\w+|pain\s+points|concerns|"
    r"problems|issues|frustrations)\b",
    re.IGNORECASE,
)
_WARM = re.compile(
    r"\b(?:(?:like|love|appreciate|happy|satisfied|pleased|grateful)\b|prais|delight|thank)",
    re.IGNORECASE,
)


def stance_asked(text: str, topic: str) -> int:
    """1 for a question for praise, -1 for one for complaints, 0 for either."""
    asks = text.removesuffix(topic)
    if _COLD.search(asks):
        return -1
    return 1 if _WARM.search(asks) else 0


def opened(question: str) -> str:
    """A question on one line without what only leads up to it."""
    text = " ".join(question.replace("’", "'").split()).strip(" ?!.")
    return _OPENING.sub("", text, count=1)


def is_of_the_asker(topic: str) -> bool:
    """Whether a topic is about who asks, or was named before: then it is no topic of customers."""
    return bool(_OF_THE_ASKER.search(re.sub(r"[\"“].*?[\"”]", "", topic)))
