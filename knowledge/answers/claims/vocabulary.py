"""Word lists of the checker: everyday office English, no word of any one organisation."""

from __future__ import annotations

STOP = frozenset(
    """a about above according across after again all already also although always am an and any
    anyone are as at back be became because become been before being below besides between both
    but by can cannot case come could current currently did do does doing done down during each
    either else etc even ever every everybody everyone exactly few first for from further
    furthermore general generally get give go got had has have having he hence her here him his
    how however i if in include including into is it its itself just last latest least less let
    like likewise made main mainly make many may maybe me mean meanwhile might mine more moreover
    most much must my namely need neither never next no nobody none nor not nothing now of off
    often on once one ones only onto or other others otherwise our ours out over overall own
    particular particularly per please precisely put rather really regarding same say see shall
    she should since so some somebody someone something specific specifically still such take
    tell than that the their theirs them themselves then there therefore these they thing think
    this those though through thus to together too toward towards two under unless until up upon
    us use used usually very via was way we well were what whatever when whenever where whereas
    whether which while who whoever whole whom whose why will with within without would yes yet
    you your yours state stated states describe described says said told note noted passage
    document documents text page mention mentioned apply applies count counts
    anything goes going compared compare compares comparison extra
    additional followed place becomes counted counting applied stating""".split()
) | frozenset(
    """der die das den dem des ein eine einer eines einem einen und oder aber nicht kein keine mit
    von zu zum zur im in am an auf aus bei bis durch für gegen ohne um nach vor über unter ist sind
    war waren wird werden wurde hat haben kann können muss müssen soll sollen darf dürfen es er sie
    wir ihr man sich auch nur noch schon als wie wenn dass le la les un une des du de et ou mais
    est sont dans pour par avec sur que qui el los las una y o pero es son en por con""".split()
)

IRREGULAR = dict(
    pair.split(":")
    for pair in """paid:pay sent:send kept:keep given:give gave:give taken:take took:take held:hold
    sold:sell left:leave lost:lose loss:lose met:meet won:win built:build bought:buy brought:bring
    chosen:choose chose:choose choice:choose written:write wrote:write seen:see saw:see gone:go
    went:go found:find grew:grow grown:grow growth:grow rose:rise risen:rise fell:fall fallen:fall
    began:begin begun:begin came:come ran:run spoke:speak spoken:speak understood:understand
    meant:mean led:lead spent:spend people:person men:man women:woman children:child
    broken:break broke:break driven:drive drove:drive stood:stand thought:think caught:catch
    taught:teach known:know knew:know decision:decide decisions:decide response:respond
    responses:respond arrival:arrive complaint:complain complaints:complain weight:weigh
    sale:sell sales:sell heard:hear felt:feel agreed:agree agreement:agree belief:believe
    proof:prove payment:pay payments:pay
    replied:reply replies:reply tried:try carried:carry""".split()
)

ENDINGS = tuple(
    """ational ations ation itions ition ments ment nesses ness ances ance ences ence ities ity
    ively ive ably able ibly ible ally als al ers er ors or ings ing edly ed ions ion ies es ly s
    age ages y e""".split()
)

INFLECTED = frozenset({"ed", "ing", "s", "er", "ers"})

# One group a line, its words mean the same in an office; only what paraphrases really swap.
EQUIVALENTS = """refund reimburse repay
buy purchase
begin start launch
end finish conclude
reply respond answer
customer client
employee staff colleague worker
increase raise rise grow
decrease reduce lower fall drop decline shrink
help support assist
fix repair resolve solve
own responsible accountable owner
goal target aim objective
rule policy guideline
cost price fee pay charge
cancel terminate
define definition
measure metric
call phone telephone
company firm organisation organization business
annual yearly year
month monthly
week weekly
day daily
quarter quarterly
hour hourly
replace supersede
show display
request ask
allow permit
require necessary mandatory oblige
quick fast rapid swift
happen occur
contact reach
part share portion
person somebody
deliver delivery
send ship dispatch
van vehicle
receive obtain
choose select pick
keep retain
examine review inspect
explain clarify
promise commit commitment pledge
parcel package
inform notify notification
write written
damage break
error mistake
late delay
sum amount
compensate compensation
wish want
job task
speak talk
record log
lead head manage manager
team group
big large
small little
stop cease
change alter
aggregate total
percent percentage
forbid prohibit
photo photograph picture
approve approval
home house
try attempt
close shut"""

OPPOSITES = """more less
more fewer
before after
above below
over under
increase decrease
maximum minimum
most least
earlier later
include exclude
allow forbid
accept reject
accept refuse
best worst
internal external
gain lose
enable disable
open close
high low
higher lower
highest lowest
inside outside
mandatory optional
required optional
first last
start end
ahead behind
working calendar
inbound outbound
rural urban
new old
new existing
buyer seller
sender recipient
public private
morning evening
weekday weekend
morning afternoon
up down
faster slower
better worse
cheaper dearer
longer shorter
larger smaller
full half
gross net
daily weekly
weekly monthly
monthly quarterly
monthly yearly
quarterly yearly
paper digital
manual automatic
agree refuse
must may
stay remove
keep remove
keep delete
stay leave
rise fall
leave stay
begin finish
success failure
win lose
before during
once twice
summer winter
lend borrow
upstairs downstairs
top bottom
left right
front back
load unload
permanent temporary
single double
heavier lighter
wider narrower
wide narrow
heavy light
empty full
urgent normal"""

STRICT = frozenset(
    """only all always never automatically automatic immediately instantly guaranteed guarantee
    unlimited free permanently exclusively mandatory worldwide everyone nobody every solely
    regardless entirely completely fully anytime""".split()
)
"""Words that make a claim stronger; a sentence may hold them only where its source does."""

STRICT_KIN = {
    "all": (
        "all any both complete entire every everybody everyone everything each full whole"
    ).split(),
    "only": "only solely exclusively except just nobody unless alone nothing".split(),
    "always": "always every each all whenever any never".split(),
    "never": "never not no none nobody under without".split(),
    "everyone": "everyone everybody all every each anyone whole".split(),
    "every": "every each all any always per everyone daily weekly monthly yearly whatever".split(),
    "mandatory": "mandatory must required compulsory obligatory".split(),
    "immediately": "immediately instantly once straight directly same".split(),
    "instantly": "immediately instantly once straight".split(),
    "automatically": "automatically automatic itself themselves".split(),
    "automatic": "automatically automatic itself".split(),
    "guaranteed": "guaranteed guarantee guarantees promise promised".split(),
    "guarantee": "guaranteed guarantee guarantees promise promised".split(),
    "free": "free no nothing without zero".split(),
    "solely": "only solely exclusively".split(),
    "exclusively": "only solely exclusively".split(),
    "entirely": "entirely completely fully all whole full wholly".split(),
    "completely": "entirely completely fully all whole full wholly".split(),
    "fully": "entirely completely fully all whole full wholly".split(),
    "nobody": "nobody no none never not".split(),
}

NEGATORS = frozenset(
    "not no never none nobody nothing neither nor without cannot nowhere hardly nicht kein keine"
    " ne pas jamais nunca".split()
)
SOFT = frozenset(
    """exclude except forbid prohibit refuse reject decline ban avoid lack stop cease fail unable
    impossible ineligible instead rather only unless miss missing end abolish drop leave
    closed free less fewer zero withdraw remove""".split()
)
