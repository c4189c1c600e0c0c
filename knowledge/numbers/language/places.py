"""Other names of places that tables hold as codes or short forms."""

from __future__ import annotations

_STATES = (
    "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|"
    "DE Delaware|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|"
    "IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|"
    "MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|"
    "NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|"
    "OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|PR Puerto Rico|RI Rhode Island|"
    "SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|"
    "WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming"
)


_NAMES = {code: name for code, _, name in (one.partition(" ") for one in _STATES.split("|"))}


_COUNTRIES = (
    ("usa", "us", "united states", "united states of america", "america"),
    ("uk", "united kingdom", "great britain", "britain"),
    ("uae", "united arab emirates"),
    ("germany", "deutschland"),
    ("netherlands", "the netherlands", "holland"),
    ("czechia", "czech republic"),
    ("south korea", "republic of korea"),
)


_PEOPLE = {
    name: adjective
    for name, _, adjective in (
        one.partition(":")
        for one in (
            "argentina:argentinian|australia:australian|austria:austrian|belgium:belgian|"
            "brazil:brazilian|canada:canadian|chile:chilean|china:chinese|denmark:danish|"
            "finland:finnish|france:french|germany:german|greece:greek|hungary:hungarian|"
            "india:indian|ireland:irish|italy:italian|japan:japanese|mexico:mexican|"
            "netherlands:dutch|norway:norwegian|poland:polish|portugal:portuguese|"
            "romania:romanian|south africa:south african|south korea:korean|spain:spanish|"
            "sweden:swedish|switzerland:swiss|turkey:turkish|uk:british|united kingdom:british|"
            "united states:american|usa:american|venezuela:venezuelan|vietnam:vietnamese"
        ).split("|")
    )
}


def other_names(value: str) -> tuple[str, ...]:
    """What people also call a value: the state behind a US postal code, a country's other names."""
    if value in _NAMES:
        return (_NAMES[value],)
    bare = value.strip().lower()
    people = (_PEOPLE[bare],) if bare in _PEOPLE else ()
    return people + tuple(
        name.upper() if len(name) <= 3 else name
        for names in _COUNTRIES
        if bare in names
        for name in names
        if name != bare
    )
