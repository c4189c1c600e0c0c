"""What the names of one customer have in common, however each source writes them."""

from __future__ import annotations

import re
import unicodedata

_FORMS = frozenset(
    "ab ag aps as asa bv co company corp corporation cv doo ev gbr gmbh inc incorporated kft kg"
    " kgaa kk limited llc llp lp ltd ltda mbh na nv ohg oy oyj plc pte pty sa sarl sas sasu se sl"
    " slu spa srl sro ug zoo".split()
)
_DOTTED = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?")
_WORD = re.compile(r"[^\W_]+")


def customer_key(name: str) -> str:
    """A name in lower case without accents, punctuation and the legal form at its end.

    "The Acme Company, Inc.", "ACME Co." and "Acmé" have one key; "" where nothing is left to
    compare. Dotted letters are one word ("S.A.R.L."), "&" is "and". A name that is nothing but a
    legal form keeps it.
    """
    words = bare_words(name)
    kept = words[1:] if len(words) > 1 and words[0] == "the" else words
    while len(kept) > 1 and (kept[-1] in _FORMS or kept[-1] == "and"):
        kept = kept[:-1]
    return " ".join(kept)


def bare_words(text: str) -> list[str]:
    """The words of a text as keys have them, legal forms included."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign))
    bare = re.sub(r"['\u2019`]", "", bare).replace("&", " and ")
    bare = _DOTTED.sub(lambda match: match.group().replace(".", ""), bare)
    return _WORD.findall(bare)
