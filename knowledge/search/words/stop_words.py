"""English words that say nothing about what a question is about, with the small talk of chat.

"off" is none of them: time off, a day off, written off.
"""

from __future__ import annotations

STOP_WORDS = frozenset(
    """
    a about above after again against all am an and any anybody anyone anything are aren as at
    be because been before being below between both but by can cannot could couldn d did didn do
    does doesn doing don down during each either else ever every few for from further get gets got
    had hadn has hasn have haven having he her here hers herself him himself his how however i if
    in into is isn it its itself just know let ll m may me might mine more most much must my myself
    no nor not now of on once one only onto or other ought our ours ourselves out over own
    please re s same shall she should shouldn so some somebody someone something such t tell than
    that the their theirs them themselves then there these they this those through to too under
    until up upon us ve very want was wasn we were weren what when where whether which while who
    whom whose why will with within without won would wouldn yes yet you your yours yourself
    yourselves also hey hi hello thanks okay ok im ive youre thats whats dont cant wont didnt doesnt
    isnt wat wanna gonna pls plz u ur ppl
    """.split()
)
