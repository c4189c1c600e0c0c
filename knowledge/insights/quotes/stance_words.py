"""Words by which customers praise or complain, whatever the trade. A list of our own, to be read.

Each form is written out: "useful" praises, "using" does not.
"""

from __future__ import annotations

PRAISE = frozenset(
    """
    amazing appreciate appreciated awesome beautiful beautifully  brilliant brilliantly
    careful caring cheerful cheerfully clean clearer comfortable commend competent convenient
    courteous courteously delight delighted delightful easier easily easy efficient effortless
    enjoy enjoyable enjoyed enjoying excellent exceptional fabulous fantastic fast faster
    favorite favourite flawless flawlessly friendly generous gentle glad gladly good grateful
    great happy helped helpful impressed impressive improved improvement intuitive kinder
    kindness knowledgeable liked love loved lovely loves loyal marvellous neat nice nicely
    outstanding painless patient patiently perfectly pleasant pleased pleasing pleasure
    polite politely praise professional prompt promptly proud punctual quick quicker quickly
    relaxed reliable resolved respectful responsive satisfied
    seamless simple smile smooth smoother smoothly solid spotless spotlessly straightforward
    superb superbly superior swift terrific thank thanked thankful thanks thorough thoughtful
    tidy trustworthy useful valuable welcomed welcoming wonder wonderful wonderfully worth
    """.split()
)
COMPLAINT = frozenset(
    """
    abrupt absurd abuse abysmal angry annoyed annoying annoys anxiety anxious appalling arrogant
    ashamed awful awkward bad badly betrayed blamed blocked boring breach breached breaking
    breaks broken bug buggy bugs bumpy burden careless chaos chaotic cheat cheated clumsy clunky
    complain complained complaining complains complicated confused confusing cramped crash
    crashed crashes crashing damage damaged damages damaging dangerous deceived deceptive
    defective deficient delay delayed delaying delays denied dent dented dents desperate dirty
    disappear disappeared disappoint disappointed disappointing disappointment disaster
    discourteous disgrace disgraceful disgusted disgusting dishonest dismissive disorganised
    disorganized disregard disregarded disrespectful dissatisfied distress distressed
    distressing disturbing dreadful erroneous error errors exhausted exhausting expensive fail
    failed failing fails failure failures fake false faulty filthy flawed forced forgot
    forgotten fraud fraudulent freeze freezes freezing frightened frustrate frustrated
    frustrates frustrating frustration furious garbage glitch glitchy harass harassed harassing
    harassment hardship harm harmed hassle hate hated hidden horrible horrific hostile hurt
    hurtful ignore ignored ignoring illegal illegally impatient impossible inaccuracies
    inaccurate inadequate incompetent incomplete inconsistent inconvenience inconvenient
    incorrect incorrectly inexcusable insult insulted insulting invalid irritated irritates
    irritating issues lack lacking lag lagging laggy late lazy leak leaked leaking leaks liar
    lied lies lose losing loss lost lousy mess messy misinformed mislead misleading misled miss
    missed misses missing mistake mistaken mistakes misunderstanding neglect neglected neglects
    negligence negligent nervous nightmare noisy nonsense nuisance offended offensive outdated
    outrage outrageous overcharge overcharged overcharging overdue overpriced painful pains
    pathetic penalty pointless poor poorly problem problematic problems pushy refusal refuse
    refused refuses refusing reject rejected rejecting ridiculous ripped rotten rude rudely
    rudeness ruin ruined scam scammed scammer scams scary scratch scratched scratches shame
    shameful shock shocked shocking shoddy sloppy slow slower slowly slowness smashed smell
    smells smelly spam stained stale steal stolen stress stressed stressful struggle struggled
    struggles struggling stuck stupid suffer suffered suffering suspicious tedious terrible
    theft threat threaten threatened threatening torn trouble troublesome ugly unable
    unacceptable unanswered unauthorised unauthorized unaware unbelievable unclear uncomfortable
    uncooperative unethical unfair unfairly unfortunate unfortunately unfriendly unhappy
    unhelpful unjust unlawful unnecessary unpleasant unprofessional unreasonable unreliable
    unresolved unresponsive unsafe unsatisfied unusable unverified upset upsetting useless
    victim violate violated violation violations waste wasted wasting worried worries worry
    worrying worse worst worthless wrong wrongful wrongly
    """.split()
)
NEGATIONS = frozenset(
    """
    no not never none nobody nothing nowhere neither nor without hardly barely cannot can't couldn't
    didn't doesn't don't hadn't hasn't haven't isn't aren't wasn't weren't won't wouldn't shouldn't
    cant didnt doesnt dont wasnt wont isnt
    """.split()
)
"""Within three words before a word of praise they make it a complaint."""

SPARED = frozenset(
    """
    problem problems issue issues complaint complaints trouble error errors hassle fault faults bad
    worry worries worried mistake mistakes delay delays glitch glitches bug bugs disappointed
    """.split()
)
"""Denied, these are praise: "no problems". Of other complaints it says only that they are none."""

THANKS = frozenset("thank thanks thanked thankful grateful commend praise".split())
"""Praise even where it is wished: "I would like to thank"."""

WISHED = frozenset(
    """
    would could should if hope wish expect expected please supposed request requested requesting
    demand demanding want wanted need needs require required urge asking must kindly shall
    """.split()
)
"""In a sentence with one of these, other praise is asked for, not given."""
