"""What people say that is no question: thanks, hellos, emoji, and the wish for quiet. Pure."""

from __future__ import annotations

import re
from enum import StrEnum


class Talk(StrEnum):
    """What kind of thing was said."""

    NOTHING = "nothing"
    EMOJI = "emoji"
    HELLO = "hello"
    THANKS = "thanks"
    NOD = "nod"
    QUIET = "quiet"
    BACK = "back"
    MATTER = "matter"


_SHORTCODE = re.compile(r":[a-z0-9_+'-]+(?:::skin-tone-\d)?:")
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_PHRASES: tuple[tuple[Talk, frozenset[str]], ...] = (
    (
        Talk.QUIET,
        frozenset(
            {
                "quiet", "be quiet", "be quiet here", "quiet please", "please be quiet", "hush",
                "keep quiet", "silence", "mute", "shush", "stay out of this", "stay out",
            }
        ),
    ),
    (
        Talk.BACK,
        frozenset(
            {
                "come back", "please come back", "come back please", "you can come back", "unmute",
                "you may come back", "you can speak again", "speak again",
            }
        ),
    ),
    (
        Talk.HELLO,
        frozenset(
            {
                "hi", "hello", "hey", "help", "good morning", "good afternoon", "good evening",
                "hi there", "hello there", "hey there", "hi all", "hallo", "moin", "bonjour",
                "hola", "ciao", "guten morgen", "guten tag", "morning",
            }
        ),
    ),
    (
        Talk.NOD,
        frozenset(
            {
                "ok", "okay", "k", "kk", "great", "cool", "perfect", "nice", "super", "fine",
                "good", "very good", "got it", "i see", "understood", "makes sense", "good to know",
                "will do", "done", "yes", "no", "yep", "nope", "yeah", "right", "exactly", "sure",
                "lol", "haha", "hmm", "hm", "wow", "oh", "ah", "aha", "same", "same here", "agreed",
                "ok great", "ok cool", "great stuff", "all good", "never mind", "nevermind", "nvm",
                "good point", "love it", "well done", "awesome", "excellent", "genau", "alles klar",
            }
        ),
    ),
)  # fmt: skip
_THANKS = re.compile(
    r"^(?:(?:ok|okay|great|perfect|cool|super|nice|got it|ah|yes|many|that['’]?s|that is) )*"
    r"(?:thanks|thank you|thank u|thx|ty|cheers|danke|dankeschön|vielen dank|merci|gracias|grazie"
    r"|very helpful|helpful)"
    r"(?: (?:so much|very much|a lot|a bunch|again|everyone|all|a million|that helps|that helped"
    r"|schön|sehr|beaucoup|bot|throughline|perfect|great|for the help|for your help|for that))*$"
)
_FILLER = re.compile(
    r"^(?:(?:and|but|so|or|also|then|ok(?:ay)?|hey|hi|hello|well|hm+|please|sorry)\b[\s,:-]*)+",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:what|who|whom|whose|when|where|which|why|how|is|are|was|were|do|does|did|can|could|may"
    r"|should|shall|will|would|has|have|had|explain|define|tell me|show me|list|find|remind me"
    r"|wer|was|wann|wo|warum|wie|welche[rsnm]?|gibt es|quand|qui|quoi|pourquoi|comment|combien"
    r"|cuándo|cómo|quién|qué|dónde|cuánt[oa]s)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^(?:(?:and|or|but) |what about|how about|what if|same for|for |in |at |since |until )",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"^(?:that|this|it)(?:['’]s| is| was| sounds| looks| makes| helps| seems)\b"
    r"|^(?:i|we)(?:['’](?:ll|ve|d|m|re)| will| have| am| are| was| knew| know| think| thought"
    r"| asked| see| guess| hope| did| would| need to)\b"
    r"|^(?:let me|let us|let's|let’s|then |ok(?:ay)? |fyi|btw|good|great|wrong|right|not )",
    re.IGNORECASE,
)
_LONGEST_REMARK = 12  # words of something said on that may still be asked


def talk(text: str) -> Talk:
    """What kind of thing a text is; only `MATTER` may be asked or told."""
    plain = " ".join(_WORDS.findall(_SHORTCODE.sub(" ", text).casefold()))
    if not plain:
        return Talk.EMOJI if text.strip(" ?!.,:;-") else Talk.NOTHING
    for kind, phrases in _PHRASES:
        if plain in phrases:
            return kind
    return Talk.THANKS if _THANKS.match(plain) else Talk.MATTER


def is_question(text: str) -> bool:
    """Whether a text asks something: by its mark, or by how it begins."""
    if re.search(r"[?？؟](?:\W|$)", text):
        return True
    return bool(_ASKS.match(_FILLER.sub("", text.strip())))


def goes_on(text: str) -> bool:
    """Whether a text carries a question further: "and for part-timers"."""
    return bool(_GOES_ON.match(text.strip()))


def is_remark(text: str) -> bool:
    """Whether a text states something, and asks nothing even of who has just been answered."""
    stated = _STATES.match(text.strip())
    return bool(stated) or len(text.split()) > _LONGEST_REMARK
