"""Two departments mean different things: an admin confirms it, both owners are told, one adopts."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from bot.commands.glossary import conflicts
from bot.listeners.needs.to_review import ToReview
from bot.rehearsal.limits import texts
from knowledge.lingo.conflicts.judging import Judge
from knowledge.lingo.deciding.deciding import Deciding
from knowledge.lingo.deciding.own_words import OwnWords
from knowledge.lingo.deciding.settling import Settling
from knowledge.lingo.deciding.writing import Writing
from knowledge.lingo.glossary import Glossary
from knowledge.lingo.reviewing import Review
from knowledge.models import Chunk, Document, Sense, SourceKind
from knowledge.search.reembedding import embed_into
from knowledge.store.documents.documents import Documents
from knowledge.store.documents.embeddings import Embeddings
from knowledge.store.documents.pages import Pages
from knowledge.store.lingo.own_senses import OwnSenses
from knowledge.store.lingo.records import Conflict, Difference, Side
from knowledge.store.lingo.senses import Senses

NOW = datetime.now(UTC)
CREW, STORES = "A crew with its van and phone.", "Somewhere to moor ships near Hull."
BUDGET = "Money that the directors keep aside."
TERMS = (
    ("ops.csv", "Pod", CREW, "operations", "U0OWNER", "everyone"),
    ("rota.csv", "Pod", STORES, "rota", "S0ROTA", "everyone"),
    ("board.csv", "Pot", BUDGET, "finance", "U0BEN", "board"),
    ("people.csv", "Pot", "A vessel to cook soup in.", "people", "U0ANNA", "everyone"),
)


PAGE = "Each year we draw up a depot balance sheet (DBS). We run the van pod scheme (VPS)."
LULL = "A pod is the 60 minutes after noon without calls."

SECRET = "The directors keep a quiet money box (QMB)."


class Words:
    """The words of a company, and what its people see of them."""

    def __init__(self, office, embedder):
        self.database = office.database
        for path, label, said, domain, owner, audience in TERMS:
            link = f"https://wiki.example/{path}"
            document = Document(
                path, "s", path, audience, said, owner=owner, link=link, domain=domain,
                kind=SourceKind.GLOSSARY,
            )  # fmt: skip
            sense = Sense(label, said, path, audience, domain=domain, owner=owner, section="1")
            Documents(self.database).publish(document, (), [sense], NOW)
        self._page(embedder, "plan.md", PAGE, "U0BEN")
        self._page(embedder, "noon.md", LULL, "U0BEN")
        self._page(embedder, "secret.md", SECRET, "U0BEN", "board")
        senses, own = Senses(self.database), OwnSenses(self.database)
        words = OwnWords(senses, own, Writing(self.database, embedder, lambda: 0))
        sequence = Documents(self.database).sequence
        review = Review(self.database, Judge(embedder), sequence)
        review.run(NOW)
        self.review = review
        self.conflicts, self.candidates = review.conflicts, review.candidates
        to_review = ToReview(
            self.candidates,
            self.conflicts,
            Deciding(self.candidates, senses, words),
            Settling(self.conflicts, words),
            Pages(self.database),
        )
        glossary = Glossary(senses, senses.version)
        office.services = replace(office.services, to_review=to_review, glossary=glossary)

    def say_otherwise(self):
        """What the page about noon says is found to differ from the glossary."""
        pod = Side("Pod", CREW, "ops.csv", "1", "everyone", domain="operations", owner="U0OWNER")
        page = Side("Pod", LULL, "noon.md", "", "everyone", owner="U0BEN", told=True)
        why = Difference("different number", "high", "They name different times.")
        self.conflicts.renew([Conflict("k1", "Pod", pod, page, why)], NOW)

    def _page(self, embedder, path, text, owner, audience="everyone"):
        domain = "operations"
        document = Document(path, "s", path, audience, "d", domain=domain, owner=owner)
        chunk = Chunk(f"c-{path}", path, audience, "", text, text, 0)
        embed_into(Embeddings(self.database), embedder, {f"e-{path}": text})
        documents = Documents(self.database)
        documents.stage([chunk], {chunk.id: f"e-{path}"})
        documents.publish(document, [chunk], (), NOW)


@pytest.fixture
def hands(fake, empty_office):
    empty_office.nobody_is_new()
    embedder = fake("word_embedder").WordEmbedder()
    library = fake("aftercare").Library(empty_office.database, embedder, fake("indexes"))
    empty_office.words = Words(empty_office, embedder)
    made = fake("aftercare").opened(empty_office, library)
    yield made
    made.leave()


def home(hands, user):
    hands.workspace.homes.pop(user, None)
    hands.stage.open_home(user, "home")
    return "\n".join(texts(hands.wait(lambda: hands.workspace.homes.get(user))["blocks"]))


def press(hands, user, view, action, value=""):
    for block in view["blocks"]:
        for one in [*block.get("elements", []), block.get("accessory")]:
            if one and one.get("action_id") == action and value in one.get("value", ""):
                clicked = {"action_id": action, "block_id": block["block_id"]}
                hands.stage.act(user, view["id"], clicked)
                return
    raise LookupError(action)


def review(hands, name="conflicts", user="U0ADMIN"):
    """Opens a list of what waits for an admin."""
    home(hands, user)
    press(hands, user, hands.workspace.homes[user], "lingo_review", name)
    return listed(hands, user)


def listed(hands, user="U0ADMIN", until=""):
    def top():
        stack = hands.workspace.modals.get(user)
        return deepcopy(stack[-1]) if stack and until in str(stack[-1]["blocks"]) else None

    return hands.wait(top)


def confirmed(hands, view=None):
    """An admin has confirmed that Pod means two things."""
    press(hands, "U0ADMIN", view or review(hands), "lingo_differs_confirm")
    listed(hands, until="The owners are told")
    hands.settled()


def looked_up(hands, term, user="U0ANNA"):
    before = len(hands.asides(user))
    hands.stage.say(user, "C0GENERAL", f"/lingo {term}")
    hands.wait(lambda: len(hands.asides(user)) > before)
    return hands.asides(user)[-1]


def test_an_admin_confirms_it_both_owners_are_told_and_one_adopts(hands, shown):
    view = review(hands)
    told = str(view["blocks"])
    assert CREW in told
    assert STORES in told
    assert hands.direct("U0OWNER") == []

    confirmed(hands, view)
    (mine,) = hands.wait_direct("U0OWNER")
    assert "Use ours" in shown(mine)
    assert "different subject" in shown(mine)
    assert len(hands.wait_direct("U0MIRA")) == len(hands.wait_direct("U0NOAH")) == 1
    hands.press_direct("U0MIRA", hands.direct("U0MIRA")[0], "lingo_differs_settle:one")

    assert "the wording of operations" in shown(hands.wait_direct("U0OWNER", 2)[1])
    hands.wait(lambda: "is settled" in shown(hands.direct("U0MIRA")[0]))
    hands.wait(lambda: "is settled" in shown(hands.direct("U0OWNER")[0]))
    card = shown(looked_up(hands, "pod"))
    assert CREW in card
    assert STORES not in card


def test_a_joint_wording_holds_once_the_other_owner_agrees(hands, shown):
    confirmed(hands)
    hands.press_direct("U0OWNER", hands.wait_direct("U0OWNER")[0], "lingo_differs_joint")
    hands.sent("U0OWNER", wording="A team of four.")

    asked = hands.wait_direct("U0MIRA", 2)[1]
    assert "A team of four." in shown(asked)
    assert "A team of four." not in shown(looked_up(hands, "pod"))
    hands.press_direct("U0MIRA", asked, "lingo_differs_agree")

    assert "one wording holds" in shown(hands.wait_direct("U0OWNER", 3)[2])
    assert "A team of four." in shown(looked_up(hands, "pod"))


def test_the_owner_of_a_page_is_told_the_words_that_were_agreed(hands, shown):
    hands.office.words.say_otherwise()
    confirmed(hands)
    assert "60 minutes" in shown(hands.wait_direct("U0BEN")[0])

    hands.press_direct("U0BEN", hands.direct("U0BEN")[0], "lingo_differs_settle:one")

    told = shown(hands.wait_direct("U0BEN", 2)[1])
    assert "means from now on" in told
    assert "I have changed nothing in it." in told
    assert "is settled" in shown(hands.wait_direct("U0OWNER", 2)[1])


def test_an_admin_approves_a_term_and_merges_another(hands, shown):
    view = review(hands, "candidates")
    assert "Used once in 1 document" in str(view["blocks"])
    press(hands, "U0ADMIN", view, "lingo_found_approve", key_of(hands, "DBS"))
    form = listed(hands, until="What it means")
    assert "depot balance sheet" in str(form["blocks"])
    hands.send("U0ADMIN", form, label="DBS", definition="What a depot has.", audience=("everyone",))
    view = listed(hands, until="DBS: published")
    press(hands, "U0ADMIN", view, "lingo_found_merge", key_of(hands, "VPS"))
    form = listed(hands, until="another name")
    pods = [
        one["value"]
        for one in form["blocks"][1]["element"]["options"]
        if "operations" in one["text"]["text"]
    ]
    hands.send("U0ADMIN", form, term=(pods[0],))
    view = listed(hands, until="VPS: merged")

    assert "DBS" not in str(view["blocks"][1:])
    assert "What a depot has." in shown(looked_up(hands, "dbs"))
    assert CREW in shown(looked_up(hands, "vps"))


def key_of(hands, label):
    found = hands.office.words.candidates.open()
    return next(one.candidate.key for one in found if one.candidate.label == label)


def test_what_somebody_may_not_read_is_in_no_list_count_note_or_look_up(hands, shown):
    words = hands.office.words
    core = SimpleNamespace(review=words.review, audiences=hands.services.audiences)
    (hidden,) = (one for one in words.conflicts.standing() if one.conflict.label == "Pot")
    words.conflicts.confirm(hidden.key, "U0ADMIN", NOW)

    seen = home(hands, "U0ADMIN")
    assert "*Meanings that differ*: 1" in seen
    assert "*Terms that nobody has defined*: 2" in seen
    assert "Meanings that differ" not in home(hands, "U0BEN")  # no admin
    seen += str(review(hands)["blocks"])
    hands.close("U0ADMIN")
    seen += str(review(hands, "candidates")["blocks"])
    seen += shown(looked_up(hands, "pot")) + shown(looked_up(hands, "qmb"))
    for user in ("U0ANNA", "U0ADMIN"):
        seen += str(conflicts(core, {"user": user}, lambda *_: None))
    assert BUDGET not in seen
    assert "quiet money" not in seen
    assert "'Pot'" not in seen
    assert hands.direct("U0ANNA") == []
    assert "'Pot'" in str(conflicts(core, {"user": "U0BEN"}, lambda *_: None))
