"""Every page of the site, with what makes it worth looking at: a version, a notice, an objection, an alert."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.request import urlopen

from firsthand.desk.adding import add
from firsthand.desk.audit import COMMAND_LINE, Actor
from firsthand.desk.conditions import make_condition
from firsthand.desk.objections import object_to
from firsthand.desk.receiving import Form, receive
from firsthand.desk.reviewing import decide_notice
from firsthand.desk.subscriptions import Wish, subscribe
from firsthand.desk.tending import tend
from tests.web.site import Site, articles_file

FERRY = "https://courier.sorn.example/2026/03/ferry"
REMOVED = "https://post.halm.example/private"
CLI = Actor(COMMAND_LINE)
EDITOR, ADMIN = "mara", "root"


@dataclass(frozen=True)
class Page:
    """A page: where it is, who looks at it, and words that stand in its HTML."""

    words: str
    path: str  #: with {names} of `Places`
    who: str = ""
    status: int = 200


PAGES = {
    "front": Page("The ferry between Halm and Ostrel", "/"),
    "front narrowed": Page("The ferry between Halm and Ostrel", "/?publisher=radio-ostrel&day=2026-03-22"),
    "front without a story": Page("No story", "/?actor=nobody-of-this-name"),
    "story": Page("Karrow", "/stories/{large}"),
    "small story": Page("Nobody was hurt", "/stories/{small}"),
    "story, all passages": Page("Karrow", "/stories/{large}/all/passages"),
    "story history": Page("The count is of another day.", "/stories/{large}/history"),
    "story in question": Page("What is wrong here?", "/stories/{large}/wrong"),
    "article": Page("harbor office", "/articles/ferry-courier"),
    "long article": Page("Karrow", "/articles/{long}"),
    "article with a passage": Page("harbor office", "/articles/{passage}"),
    "article beside another": Page("Linea Halm", "/articles/ferry-courier/beside/ferry-herald"),
    "article versions": Page("43 passengers", "/articles/ferry-courier/versions"),
    "person": Page("Lise Orben", "/actors/person/lise-orben"),
    "organization": Page("Ministry of Energy", "/actors/organization/ministry-of-energy"),
    "place": Page("Ostrel", "/actors/place/ostrel"),
    "publishers": Page("Brannick Herald", "/publishers"),
    "publisher": Page("Sorn Valley Courier", "/publishers/sorn-valley-courier"),
    "search": Page("Search", "/search"),
    "search with hits": Page("Sorn Valley Courier", "/search?q=passengers"),
    "search without": Page("No article matches.", "/search?q=zeppelins"),
    "search in error": Page("quotation mark", "/search?q=%22ferry", status=400),
    "takedown form": Page("Why", "/takedown?url=https%3A%2F%2Fradio.ostrel.example%2Fnachrichten%2Ffaehre"),
    "receipt": Page("It names a private address.", "{receipt}"),
    "login": Page("Password", "/login?next=/desk"),
    "settings": Page("Sessions", "/settings", EDITOR),
    "accounts": Page("mara", "/settings/accounts", ADMIN),
    "audit": Page("Who did what", "/settings/audit", ADMIN),
    "desk": Page("The count is of another day.", "/desk", EDITOR),
    "desk, takedowns": Page("T-", "/desk/takedowns", EDITOR),
    "desk, one takedown": Page("It names the wrong person.", "/desk/takedowns/{pending}", EDITOR),
    "merge": Page("Merge with another story", "/stories/{large}/merge", EDITOR),
    "split": Page("Split the story", "/stories/{large}/split", EDITOR),
    "alerts": Page("a new disagreement", "/alerts", EDITOR),
    "digest": Page("Every week", "/digest"),
    "not found": Page("No article here", "/articles/none-such", status=404),
    "taken down": Page("taken down", "/articles/halm-private", status=410),
}  # fmt: skip


@dataclass(frozen=True)
class Places:
    """What paths are filled in with."""

    large: str
    small: str
    long: str
    passage: str
    receipt: str
    pending: str

    def path(self, page: Page) -> str:
        """The path of a page."""
        return page.path.format(**asdict(self))


def furnish(site: Site, folder: Path) -> Places:
    """Give every page something to show."""
    desk, now = site.desk, site.house.now()
    for name, role in ((EDITOR, "editor"), (ADMIN, "admin")):
        site.account(name, role)  # type: ignore[arg-type]
    text = (
        "Ferry stops between Halm and Ostrel\n\nThe ferry between Halm and Ostrel stopped on Saturday after its engine "
        "failed, and 43 passengers waited three hours for a tug, the harbor office said.\n\n“Nobody was hurt, and "
        "nobody was told anything,” said Lise Orben, who was on board.\n\nThe ferry company Linea Halm denied that the "
        "engine had failed before.\n\nCorrection: An earlier version of this article gave the number of passengers as "
        "42. It was 43."
    )
    private = "A private matter in Halm\n\nThe address of a baker in Halm was read out on Friday, neighbors said."
    day = {"published": "2026-03-21T18:40:00+01:00"}
    corrected = {"id": "ferry-courier", "url": FERRY, "publisher": "Sorn Valley Courier", **day, "text": text}
    removed = {"id": "halm-private", "url": REMOVED, "publisher": "Halm Post", **day, "text": private}
    add(desk, [articles_file(folder, [corrected, removed])])
    tend(desk)
    large, small = next(iter(site.stories())), "s-ferry-courier"
    texts = {"name": "Ossian Vrell", "email": "o@vrell.example"}
    stated = frozenset({"good_faith"})
    done, pending = (
        receive(desk, Form((url,), why, "dsa", texts, stated), site.address, now)[0]
        for url, why in ((REMOVED, "It names a private address."), (FERRY, "It names the wrong person."))
    )
    decide_notice(desk, done, "removed", "It is a private address, and of no concern to others.", CLI, now)
    tend(desk)
    object_to(desk, large, "disagreements", None, "The count is of another day.", "Ossian Vrell", None, now)
    wanted = make_condition("disagreement")
    subscribe(desk, Wish("alert", wanted, "mail", "mara@vellmark.example", "Dam", EDITOR), now)
    site.house.changed()
    key = site.house.sign("takedown", done)
    return Places(large, small, *_places(site, large), f"/takedown/{done}?key={key}", pending)


def _places(site: Site, large: str) -> tuple[str, str]:
    """An article of the large story, and a passage of the small one, by what the pages link to."""
    long = re.search(r'href="/articles/([0-9a-f]{16})[?"]', html(site, f"/stories/{large}"))
    passage = re.search(r'href="/articles/(ferry-courier\?[^"]+)"', html(site, "/stories/s-ferry-courier"))
    assert long
    assert passage
    return long[1], passage[1].replace("&amp;", "&")


def html(site: Site, path: str) -> str:
    """What stands at a path, for nobody."""
    with urlopen(site.address + path) as answer:
        return str(answer.read().decode())
