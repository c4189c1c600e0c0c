"""The forms in which people ask what customers say: patterns, tried in order.

Each gives `who` (whose words, "" for customers at large) and `topic`.
"""

from __future__ import annotations

import re

_AUX = (
    r"(?:(?:that|which|who|do|did|does|have|has|had|are|were|is|was|also|ever|even|been|then)\s+)"
    r"{0,4}"
)
_ABOUT = r"(?:about|of|on|over|regarding|concerning|with)"
_WORDS = r"(?:the\s+|a\s+)?(?:exact\s+)?(?:words?|phrases?|terms?)"
_SAID = (
    r"(?:mention(?:s|ed|ing)?|say(?:s|ing)?(?:\s+that)?|said(?:\s+that)?|"
    rf"complain(?:s|ed|ing)?\s+(?:{_ABOUT}|that)|(?:talk|speak)(?:s|ed|ing)?\s+(?:about|of)|"
    r"spoke\s+(?:about|of)|wr(?:ite|ites|ote|iting)\s+(?:about|that|of)|"
    r"ask(?:s|ed|ing)?\s+(?:for|about|whether|if|why)|refer(?:s|red|ring)?\s+to|"
    r"rais(?:e|es|ed|ing)|br(?:ing|ings|ought|inging)\s+up|report(?:s|ed|ing)?\s+that|"
    r"prais(?:e|es|ed|ing)|criticis(?:e|es|ed|ing)|criticiz(?:e|es|ed|ing)|"
    r"discuss(?:es|ed|ing)?|claim(?:s|ed|ing)?\s+that|stat(?:e|es|ed|ing)\s+that|"
    r"t(?:ell|old|elling)\s+us\s+(?:that|about)|deal(?:s|t|ing)?\s+with|thank(?:s|ed)?\s+us\s+for|"
    rf"(?:contain|include|use|have|ha)(?:s|ed|ing)?\s+{_WORDS})"
)
_ABOUTS = r"(?:about|regarding|concerning|related\s+to|to\s+do\s+with)"
_COUNTED = rf"(?P<who>.+?)\s+(?:{_AUX}{_SAID}|{_AUX}{_ABOUTS})\s+(?P<topic>.+)$"
_HOW_MANY = (
    r"(?:how\s+many|(?:what(?:'s|\s+is|\s+was)\s+)?(?:the\s+)?(?:number|count)\s+of|count)\s+"
)
_SHARES = (
    r"(?:(?:what|which|how\s+(?:big|large|high)\s+(?:a|is\s+the|was\s+the))\s+|"
    r"what(?:'s|\s+is|\s+was)\s+the\s+)?"
    r"(?:share|percentage|proportion|percent|fraction|part|%)\s+(?:of\s+)?"
)
_SPEAK = (
    r"(?:say|saying|said|think|thinking|thought|feel|feeling|felt|write|written|writing|report|"
    r"complain|complaining|complained|talk|talking|mention|mentioned|mentioning|ask|asking|asked|"
    r"like|love|hate|dislike|praise|appreciate|criticise|criticize|tell\s+us|told\s+us|"
    r"telling\s+us)"
)
_FELT = (
    r"(?:un)?(?:happy|satisfied|pleased)|dissatisfied|angry|frustrated|annoyed|upset|disappointed|"
    r"delighted|confused|worried|complaining|grateful"
)
_MOST = r"(?:\s+(?:the\s+)?most(?:ly)?|\s+mainly|\s+right\s+now|\s+at\s+the\s+moment|\s+lately)?"
_TOP = (
    r"(?:(?:top|main|biggest|most\s+common|most\s+frequent|commonest|key|major|recurring|common|"
    r"frequent|emerging|\d+|three|five|ten)\s+)"
)
_LIST = (
    r"(?:what(?:'s|\s+are|\s+were|\s+is)\s+|which\s+|list\s+|summari[sz]e\s+)?(?:the\s+|our\s+)?"
)
_IN = r"(?:in|of|from|across|among|within|by)"
_VOICES = (
    r"(?:customer\s+|client\s+|user\s+|consumer\s+|guest\s+|patient\s+)*"
    r"(?:feedback|quotes|voices|opinions|comments|voice\s+of\s+the\s+customer)"
)
_HAVE = r"(?:\s+(?:do|did|have|has|had|are|is|was|were|we|you|got|get|there|been|received|seen))*"

_SOURCES = (
    ("count", rf"{_HOW_MANY}{_COUNTED}"),
    (
        "count",
        r"in\s+how\s+many\s+(?P<who>.+?)\s+(?:is|are|was|were)\s+(?P<topic>.+?)\s+mentioned$",
    ),
    ("count", rf"how\s+(?:common|frequent)\s+are\s+{_COUNTED}"),
    (
        "count",
        rf"how\s+(?:often|frequently|many\s+times)\s+{_AUX}(?P<who>.+?)\s+{_AUX}{_SAID}\s+(?P<topic>.+)$",
    ),
    ("share", rf"{_SHARES}{_COUNTED}"),
    (
        "themes",
        (
            rf"{_LIST}{_TOP}*(?:themes?|topics?)\s+{_IN}\s+(?P<who>.+?)"
            rf"(?:\s+{_ABOUTS}\s+(?P<topic>.+))?$"
        ),
    ),
    (
        "themes",
        rf"{_LIST}{_TOP}+(?P<who>(?:customer|client|user|consumer)\s+complaints|complaints)$",
    ),
    (
        "themes",
        (
            rf"{_LIST}{_TOP}+(?:complaints|pain\s+points|concerns|problems|issues|frustrations|praises?|"
            rf"requests|criticisms|things)\s+(?:{_IN}\s+|(?:that\s+)?)(?P<who>.+?)"
            rf"(?:\s+{_AUX}(?:have|raise|mention|report|face|bring\s+up|complain\s+about|"
            rf"talk\s+about|say))?$"
        ),
    ),
    (
        "themes",
        (
            rf"{_LIST}(?:what\s+are\s+)?(?:our\s+)?(?P<who>(?:customers|clients|users|guests|patients))'\s+"
            rf"{_TOP}*(?:complaints|pain\s+points|concerns|problems|issues|frustrations|requests)$"
        ),
    ),
    (
        "themes",
        (
            rf"(?:what|which)\s+(?:topics|themes|subjects|issues|problems|things)\s+{_AUX}(?P<who>.+?)"
            rf"\s+{_AUX}{_SPEAK}\s+(?:about|for|of){_MOST}$"
        ),
    ),
    (
        "say",
        (
            rf"(?:what|which)\s+(?:topics|issues|problems|concerns|complaints|things)\s+{_AUX}"
            rf"(?P<who>.+?)\s+(?:raise|have|report|mention|bring\s+up)\s+(?:about|with|regarding)\s+"
            rf"(?P<topic>.+)$"
        ),
    ),
    (
        "themes",
        rf"what\s+{_AUX}(?P<who>.+?)\s+{_AUX}{_SPEAK}\s+(?:about|for|of)?{_MOST}$",
    ),
    ("themes", rf"what\s+{_AUX}(?P<who>.+?)\s+{_AUX}{_SPEAK}{_MOST}$"),
    (
        "say",
        (
            rf"what\s+{_AUX}(?P<who>.+?)\s+{_AUX}{_SPEAK}{_MOST}\s+"
            rf"(?:about|of|on|regarding|concerning|for|that)\s+(?P<topic>.+)$"
        ),
    ),
    (
        "say",
        (
            r"what(?:'s|\s+is|\s+was|\s+has\s+been)\s+(?:being\s+)?said\s+(?:about|of)\s+"
            r"(?P<topic>.+?)\s+(?:in|by|among)\s+(?P<who>.+)$"
        ),
    ),
    (
        "say",
        (
            rf"how\s+{_AUX}(?P<who>.+?)\s+(?:feel(?:ing)?(?:\s+about)?|experience|describe|like|"
            rf"talk\s+about)\s+(?P<topic>.+)$"
        ),
    ),
    (
        "say",
        (
            rf"why\s+{_AUX}(?P<who>.+?)\s+{_AUX}(?:(?:so|very|often|still|not|most)\s+)*"
            rf"(?:{_FELT})(?:{_MOST}(?:\s+(?:{_ABOUT}|at|by|for|that)\s+(?P<topic>.+))?)$"
        ),
    ),
    (
        "say",
        (
            rf"why\s+{_AUX}(?P<who>.+?)\s+(?:complain|dislike|hate|like|love|praise|mention|say|ask)"
            rf"(?:\s+(?:{_ABOUT}|for|that))?\s+(?P<topic>.+)$"
        ),
    ),
    (
        "say",
        (
            rf"what\s+(?:bothers|annoys|frustrates|worries|delights|upsets|disappoints|confuses)\s+"
            rf"(?P<who>.+?){_MOST}(?:\s+(?:{_ABOUT}|at|in)\s+(?P<topic>.+))?$"
        ),
    ),
    (
        "say",
        (
            r"(?:do|did|have|are|has)\s+(?:any\s+(?:of\s+)?)?(?P<who>.+?)\s+"
            rf"(?:{_SAID}|(?:like|love|hate|dislike)(?!.*\b(?:get|have|need|pay|receive|qualify)\b))\s+"
            rf"(?P<topic>.+)$"
        ),
    ),
    (
        "say",
        (
            rf"(?:(?:is|are|was|were)\s+there\s+|(?:do|did|have)\s+we\s+(?:have\s+|get\s+|got\s+|had\s+)?|"
            rf"what(?:'s|\s+is)?\s+|which\s+|find\s+|give\s+me\s+|show\s+me\s+)?(?:(?:any|some|the|recent|latest)\s+)*"
            rf"{_VOICES}{_HAVE}\s+(?:about|on|regarding|concerning|to\s+do\s+with)\s+(?P<topic>.+)$"
        ),
    ),
    (
        "say",
        (
            r"(?:(?:is|are|was|were)\s+there\s+|(?:do|did|have)\s+we\s+(?:have\s+|get\s+|got\s+|had\s+)?|"
            r"what\s+|find\s+|read\s+|show\s+)?(?:(?:any|some|the|all|recent|latest)\s+)*"
            rf"(?!(?:which|who|whose|where|when|how|why|are|is|was|were|do|does|did|can|should|must)\b)(?P<who>\S+(?:\s+\S+){{0,4}}?){_HAVE}\s+{_ABOUTS}\s+(?P<topic>.+)$"
        ),
    ),
)
FORMS = tuple((kind, re.compile(rf"^{form}", re.IGNORECASE)) for kind, form in _SOURCES)
"""(kind, pattern) pairs. The kind is that of `asking.Kind`."""
