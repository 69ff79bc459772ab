"""An invented article in two versions, with its history, for the tests of this folder."""

from __future__ import annotations

from datetime import UTC, datetime

from firsthand.model import OptOut, Reading, Retrieval
from firsthand.publish.article_view import ArticleView, KeptVersion, Taken
from firsthand.publish.history_view import History, ShownVersion
from firsthand.relate.edits import classify
from tests.kept import make_reading

HEAD = "Fire at Halven quay injures 12"
LINES = (
    HEAD,
    "A fire on the quay of Halven injured 12 people on Monday evening, police said, and the harbor of the town was "
    "closed for several hours while the brigade brought engines from Dunmar and Sile to put it out.",
    "“Nobody was on the boats,” said Edda Lorne.",
    "The quay was built in 1961.",
)
NOTICE = "Correction: An earlier version of this article gave another number."
FIRST = datetime(2026, 3, 14, 6, tzinfo=UTC)
SECOND = datetime(2026, 3, 14, 8, 30, tzinfo=UTC)


def make_versions(hostile: str = "") -> tuple[Reading, Reading]:
    """The same article before and after; `hostile` words stand in the headline and the body of the later one."""
    old = make_reading("\n".join(LINES), headline=HEAD, roles={0: "headline"}, url="https://courier.example/fire")
    head = HEAD.replace("12", "14") + hostile
    lines = (head, LINES[1].replace("12", "14"), LINES[2], LINES[3], f"It burned{hostile} for hours.", NOTICE)
    new = make_reading("\n".join(lines), headline=head, roles={0: "headline", 5: "disclosure"})
    return old, new


def make_history(hostile: str = "") -> History:
    """Both versions, and two visits without a change."""
    old, new = make_versions(hostile)
    return History(
        (
            ShownVersion(1, FIRST, "https://courier.example/fire", old),
            ShownVersion(2, SECOND, f"https://courier.example/fire{hostile}", new, classify(old, new)),
        ),
        2,
        datetime(2026, 3, 15, 9, tzinfo=UTC),
    )


def make_view(hostile: str = "") -> ArticleView:
    """The later version as `firsthand show` shows it."""
    old, new = make_versions(hostile)
    address = "https://courier.example/fire"
    opt_out = OptOut("meta robots", f"noai{hostile}", address)
    return ArticleView(
        reading=new,
        number=2,
        versions=(
            KeptVersion(1, FIRST, old.article.capture, None),
            KeptVersion(2, SECOND, new.article.capture, "corrected"),
        ),
        source=address,
        received_at=SECOND,
        retrieval=Retrieval(address, f"{address}?new", 200, SECOND.isoformat(), (), (opt_out,)),
        story=("s-halven", f"Fire{hostile}"),
        taken=(Taken(f"Vellmark Press Agency{hostile}", "reprint", 0.9, "Three paragraphs stand in both."),),
    )
