"""Sentences that define, and headings whose first sentence does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.lingo.glossary import key
from knowledge.lingo.mining.found import Found, clean
from knowledge.search.words.sentences import pieces
from knowledge.search.words.stop_words import STOP_WORDS

_IS = (
    r"(?:is|are) (?:(?:also|simply|essentially|basically|currently|generally) )?"
    r"(?:defined as|the term for|what we call|a|an|the|our|any|one of|when|how|where)\b"
    r"|means\b|mean\b|refers? to\b|describes?\b"
)
_NAME = r"[\"“'*_`]*[^\W_][\w&/+.’'-]*(?: [\w&/+.’'-]+){0,4}[\"”'*_`]*"
_DEFINES = re.compile(
    rf"^(?:(?:An?|The|Our) )?(?P<name>{_NAME})(?: \([^()]{{2,60}}\))?,? (?P<is>{_IS}) (?P<said>.+)",
    re.DOTALL,
)
_CALLED = re.compile(
    r"\b(?:we (?:call|refer to) (?:this|these|it|them)(?: as)?"
    r"|(?:this|which|it) is (?:called|known as)"
    r"|known (?:internally )?as)\s+(?:an? |the )?[\"“](?P<name>[^\"”\n]{2,50})[\"”]",
    re.IGNORECASE,
)
_NOT_TERMS = frozenset(
    """this that these those it they we you he she there here what which who when where why how
    each every all some any one two both another most many other others such following
    example examples note goal goals purpose reason reasons result step steps first second third
    next last answer question idea way thing things part list time today""".split()
)
_OPENINGS = frozenset(
    """while if when as since because for in on at to by with from after before although though
    once until unless whether during under over about above below between note and or but so yes
    no not please make use see go click also however therefore typically usually often""".split()
)
_UNFIT = frozenset(
    """this that these those it they we you there here which who whose if when while because is are
    was were be been has have had do does did can could should would will may might must not your
    their its also""".split()
)
_PRAISE = re.compile(
    r"^(?:an?|the|our|one of|one of the|any)? ?(?:\w+ly |very |much |more |most |bit )*"
    r"(?:great|good|useful|important|key|critical|crucial|vital|essential|special|valuable|helpful|"
    r"better|best|worse|worst|chance|good fit|common|simple|easy|hard|difficult|big|big part|"
    r"way to|most|reason|responsible|part of|concern|fan|lot|few|same|only|first|second|next)\b",
    re.IGNORECASE,
)
_LONGEST_NAME = 5


def sentences(text: str, heading: str) -> Iterator[Found]:
    """What the sentences of a text define; the first one under its heading counts for that."""
    title = clean(re.sub(r"[#:]+$", "", heading.rpartition(" > ")[2]))
    for number, piece in enumerate(pieces(text)):
        sentence = " ".join(piece.text.split())
        if not 20 <= len(sentence) <= 500:
            continue
        match = _defining(sentence)
        name = clean(match["name"]) if match else ""
        if match and number == 0 and title and _same(name, title) and _is_heading(title):
            yield Found(name if name.isupper() else title, "", sentence, sentence, "heading")
        elif match and _is_term(name, match["name"], sentence):
            yield Found(name, "", sentence, sentence, "sentence")
        for called in _CALLED.finditer(sentence):
            label = clean(called["name"])
            if 1 <= len(label.split()) <= _LONGEST_NAME and not _small(label):
                yield Found(label, "", sentence, sentence, "sentence")


def _defining(sentence: str) -> re.Match[str] | None:
    match = _DEFINES.match(sentence)
    if match is None:
        return None
    said = f"{match['is'].split()[-1]} {match['said']}" if " " in match["is"] else match["said"]
    return None if _PRAISE.match(said) else match


def _same(name: str, title: str) -> bool:
    return key(name) in {key(title), key(re.sub(r"^(?:What (?:is|are)|The|An?|Our) ", "", title))}


def _is_heading(title: str) -> bool:
    said = [word for word in key(title).split() if word not in STOP_WORDS]
    doing = len(title.split()) > 1 and title.split(maxsplit=1)[0].endswith("ing")
    return (
        1 <= len(title.split()) <= _LONGEST_NAME and bool(said) and not _small(title) and not doing
    )


def _is_term(name: str, written: str, sentence: str) -> bool:
    """A name of capitals, in quotes, or of several capitalised words."""
    if not name or _small(name) or len(name.split()) > _LONGEST_NAME:
        return False
    if written[0] in '"“*_`' and written[-1] in '"”*_`':
        return True
    said = name.split()
    if not name[0].isupper() and not any(sign.isupper() for sign in said[0]):
        return False
    if any(sum(sign.isupper() for sign in word) > 1 for word in said) and not sentence.isupper():
        return True
    telling = [word for word in said if word.lower() not in STOP_WORDS]
    return len(telling) > 1 and all(word[0].isupper() for word in telling)


def _small(name: str) -> bool:
    said = key(name).split()
    if not said or said[0] in _NOT_TERMS or said[0] in _OPENINGS or " - " in name:
        return True
    return bool(_UNFIT & set(said)) or all(word in STOP_WORDS for word in said)
