"""Words that change nothing in a question for a number."""

from __future__ import annotations

from knowledge.search.words.words import stem

FILLER_WORDS = frozenset(
    """
    please show give tell know see find calculate compute report list display pull say quick quickly
    current currently now today actually exactly roughly approximately around about like right here
    overall across whole entire together combined everything everyone general
    number count figure figures data dataset table record recorded records register stats statistic
    statistics value values amount level total company business team whole look looking want need
    wanted curious wondering got get getting gets have has had having use uses used using make makes
    made come comes came coming go goes went happen happened happening there exist exists be been
    folks people person guys everybody type types kind kinds category categories group groups
    segment segments different respective each every any some many much lot lots place placed places
    receive received receives sit stand stands standing seen been
    quote exact latest recent recently so far
    ever time yet still again really just only also both among amongst per via within during belong
    belongs include includes included including related regarding concerning involve involves
    involving contain contains thing things case cases entry entries question numbers
    direct directed lodge lodged file filed submit submitted raise raised draw drew drawn concern
    concerns concerning relate relates stem stems originate remain remains confirm
    indicate state states provide attribute contribute contributes hang hangs rest rests depend land
    landed arrive arrived take taken takes hold holds carry carries seem appear think believe reckon
    assume hear heard suppose expect honestly really truly basically simply precisely presently
    kindly apart prior earlier beginning start starting end ending break breaking real true actual
    saw given brought altogether base crowd put plus add adds stretch span
    customer client people household user shopper subscriber member payer resident individual
    info information represent represents amount amounts constitute comprise make
    did does was were ones typical long fall falls send sends sent run runs ran bring brings since
    until till versus vs throughout onwards happened want done handed attributable
    kept keep keeps worth wise breakdown hi hey hello thx thanks guess bring brought generate
    generated account accounted
    """.split()
)


FILLER = frozenset(stem(word) for word in FILLER_WORDS)
"""Stems of words that change nothing in a question for a number."""


IDLE = tuple(
    sorted(
        word
        for word in {
            *FILLER_WORDS,
            "which",
            "what",
            "where",
            "between",
            "without",
            "about",
            "there",
        }
        if len(word) >= 5
    )
)
"""Words that are worth mending where they are mistyped."""
