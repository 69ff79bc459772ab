from __future__ import annotations

import random

import pytest

from firsthand.model import Annotations, Article, Derivation, Reading
from firsthand.relate import find_origins, relate
from tests.factory import make_article

LEAD = "A freight train left the rails near Saltmere station early on Friday after a signal failed in heavy fog."
SECOND = "Nine wagons of grain fell onto the quay, and two dock workers were taken to hospital with broken bones."
THIRD = "The line to the coast will stay shut until Monday while cranes lift the wagons, the railway board announced."
FOURTH = "Saltmere handles a third of the grain that Vellmark sells abroad, most of it bound for the southern islands."
REPORT = "\n".join((LEAD, SECOND, THIRD, FOURTH))

OWN = (
    "Grain lay knee-deep on the waterfront of Saltmere yesterday, and gulls had the best of it.\n"
    "Witnesses spoke of a bang like thunder before the wagons toppled. Two men were hurt, one of them badly.\n"
    "Freight will be sent round by Orrin for the weekend, at some cost to the millers."
)
SPOKEN = '"We had warned the board for years that the signal was rotten and nobody would pay," said Brita Aldane.'


def derived(*articles: Article) -> tuple[Derivation, ...]:
    return relate([Reading(a, Annotations(a.id)) for a in articles])


def origins(*articles: Article) -> list[tuple[str, ...]]:
    rows = [Reading(a, Annotations(a.id)) for a in articles]
    return [o.articles for o in find_origins(rows, relate(rows))]


def test_a_reprint_rests_on_the_earlier_text_with_the_same_words_as_evidence() -> None:
    first = make_article(REPORT, "a", publisher="Vellmark Courier", published="2026-03-13")
    copy = make_article(f"Saltmere\n{REPORT}", "b", publisher="Orrin Post", published="2026-03-14")
    (found,) = derived(copy, first)
    assert (found.source, found.target, found.kind) == ("a", "b", "reprint")
    assert "published first" in found.reason
    assert found.share > 0.9
    (one, two) = found.evidence[0]
    assert first.quote(one) == copy.quote(two)
    assert origins(first, copy) == [("a", "b")]


def test_a_cut_and_reordered_reprint_is_still_one_origin() -> None:
    first = make_article(REPORT, "a", publisher="Vellmark Courier", published="2026-03-13")
    cut = make_article(f"{THIRD}\n{LEAD}\n{OWN}", "b", publisher="Orrin Post")
    assert origins(first, cut) == [("a", "b")]


def test_two_copies_of_one_file_are_one_origin_of_unknown_direction() -> None:
    copies = [make_article(REPORT, id, publisher=None, published=None) for id in "ab"]
    (found,) = derived(*copies)
    assert "not known" in found.reason
    assert origins(*copies) == [("a", "b")]


def test_reports_of_their_own_stand_alone() -> None:
    assert not derived(make_article(REPORT, "a"), make_article(OWN, "b", publisher="Orrin Post"))
    assert origins(make_article(REPORT, "a"), make_article(OWN, "b", publisher="Orrin Post")) == [("a",), ("b",)]


def test_a_statement_that_both_carry_joins_nothing() -> None:
    a = make_article(f"{REPORT}\n{SPOKEN}", "a")
    b = make_article(f"{OWN}\n{SPOKEN}", "b", publisher="Orrin Post")
    (found,) = derived(a, b)
    assert found.kind == "quotes"
    assert origins(a, b) == [("a",), ("b",)]


def test_a_paragraph_taken_over_is_a_part_and_joins_nothing() -> None:
    a = make_article(REPORT, "a")
    b = make_article(f"{OWN}\n{OWN.replace('Saltmere', 'town').upper()}\n{FOURTH} {THIRD}", "b", publisher="Orrin Post")
    (found,) = derived(a, b)
    assert found.kind == "partial"
    assert origins(a, b) == [("a",), ("b",)]


def test_standing_background_of_one_publisher_links_nothing() -> None:
    a = make_article(f"{OWN}\n{FOURTH}", "a")
    b = make_article(f"{LEAD}\n{SECOND}\n{FOURTH}", "b")
    assert not derived(a, b)


def test_two_reports_of_one_newsroom_that_share_a_paragraph_are_one_origin() -> None:
    early = make_article(f"{OWN}\n{FOURTH} {THIRD}\nMore follows.", "a", published="2026-03-13")
    full = make_article(f"{LEAD}\n{SECOND}\n{FOURTH} {THIRD}\n{SPOKEN}", "b")
    (found,) = derived(early, full)
    assert (found.source, found.target, found.kind) == ("a", "b", "rewrite")
    assert "update" in found.reason
    assert origins(early, full) == [("a", "b")]


def test_two_carriers_of_an_agency_text_rest_on_the_agency_though_one_credits_nobody() -> None:
    a = make_article(REPORT, "a", publisher="Vellmark Courier", credits=("AFP",))
    b = make_article(REPORT, "b", publisher="Orrin Post")
    found = derived(a, b)
    assert [(d.source, d.target, d.kind) for d in found] == [
        ("agency:AFP", "a", "reprint"),
        ("agency:AFP", "b", "reprint"),
    ]
    assert [b.quote(left) for left, _ in found[0].evidence] == [a.quote(right) for _, right in found[0].evidence]
    rows = [Reading(x, Annotations(x.id)) for x in (a, b)]
    (origin,) = find_origins(rows, found)
    assert origin.articles == ("a", "b")
    assert origin.credited == "AFP"
    assert "AFP" in origin.basis


def test_two_texts_of_one_agency_stay_two() -> None:
    a = make_article(REPORT, "a", publisher="Vellmark Courier", credits=("AFP",))
    b = make_article(OWN, "b", publisher="Orrin Post", credits=("AFP",))
    assert {d.kind for d in derived(a, b)} == {"credit"}
    assert origins(a, b) == [("a",), ("b",)]


def test_an_agency_at_hand_is_the_source_whatever_the_dates() -> None:
    agency = make_article(REPORT, "z", publisher="Reuters", published="2026-03-15")
    carrier = make_article(REPORT, "a", publisher="Orrin Post", published="2026-03-14", credits=("Reuters",))
    (found,) = derived(agency, carrier)
    assert (found.source, found.target) == ("z", "a")
    assert "Reuters" in found.reason


def test_an_agency_that_no_list_holds_is_the_source_of_those_who_carry_it() -> None:
    agency = make_article(f"{REPORT}\n{SPOKEN}", "z", publisher="Vell News Agency", published=None)
    carrier = make_article(f"{REPORT}\nMore follows tomorrow, as ever.", "a", publisher="Orrin Post", published=None)
    credited = make_article(f"{LEAD}\n{SECOND}", "b", publisher="Quennel Echo", credits=("Vell",))
    assert {(d.source, d.target) for d in derived(agency, carrier, credited)} == {("z", "a"), ("z", "b")}


def test_an_offices_own_publication_is_the_source_whatever_the_dates() -> None:
    release = make_article(REPORT, "z", publisher="ports.gov.vm", published="2026-03-15")
    carrier = make_article(REPORT, "a", publisher="Orrin Post", published="2026-03-14")
    (found,) = derived(release, carrier)
    assert (found.source, found.target) == ("z", "a")
    assert "own publication" in found.reason


def test_an_article_that_tells_what_another_publisher_brought_rests_on_it() -> None:
    first = make_article(f"{REPORT}\n{SPOKEN}", "a", publisher="Vellmark Courier")
    retold = (
        "A signal man had been complaining for years before Friday's derailment, the Vellmark Courier reported.\n"
        "Brita Aldane told the Vellmark Courier she had written four letters. The port lost a week of trade.\n"
        "Nothing was done about any of them, and the grain is now feeding gulls."
    )
    later = make_article(retold, "b", publisher="Orrin Post")
    (found,) = derived(first, later)
    assert (found.source, found.target, found.kind) == ("a", "b", "rewrite")
    assert origins(first, later) == [("a", "b")]


def test_a_retelling_without_credit_is_known_by_the_order_of_its_details() -> None:
    details = (
        "Kestrel, harbor, signal, foghorn, derrick, granary, Friday, wagons, quayside, stevedore, hospital, cranes, "
        "Monday, railway, millers, exports, islands, ferry, premier, inquiry, engineers, budget, Tuesday, parliament"
    ).split(", ")
    common = "the board had promised to look into the matter again"
    one = make_article(common + ". " + " so ".join(details), "a", published="2026-03-13")
    two = make_article(common + "! " + " as to ".join(details), "b", publisher="Orrin Post")
    shuffled = details[:]
    random.Random(2).shuffle(shuffled)
    other = make_article(common + "! " + " as to ".join(shuffled), "b", publisher="Orrin Post")
    assert [d.kind for d in derived(one, two)] == ["rewrite"]
    assert "order" in derived(one, two)[0].reason
    assert "rewrite" not in [d.kind for d in derived(one, other)]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_input_changes_nothing(seed: int) -> None:
    rows = [
        Reading(make_article(REPORT, "a", credits=("AFP",)), Annotations("a")),
        Reading(make_article(f"{LEAD}\n{SECOND}", "b", publisher="Orrin Post"), Annotations("b")),
        Reading(make_article(f"{OWN}\n{SPOKEN}", "c", publisher="Quennel Echo"), Annotations("c")),
        Reading(make_article(f"{THIRD}\n{SPOKEN}", "d", publisher=None), Annotations("d")),
    ]
    shuffled = rows[:]
    random.Random(seed).shuffle(shuffled)
    assert relate(shuffled) == relate(rows)
    assert find_origins(shuffled, relate(rows)) == find_origins(rows, relate(rows))
    articles = [a for o in find_origins(rows, relate(rows)) for a in o.articles]
    assert sorted(articles) == ["a", "b", "c", "d"]
    assert all(o.basis for o in find_origins(rows, relate(rows)))


def test_an_empty_article_stands_alone() -> None:
    assert origins(make_article("", "a"), make_article("", "b"), make_article(REPORT, "c")) == [("a",), ("b",), ("c",)]


def sheep(seed: int, lines: int) -> str:
    """So many lines that no other text has."""
    rng = random.Random(seed)
    words = ["".join(rng.choices("abcdefghij", k=7)) for _ in range(12 * lines)]
    return "\n".join(" ".join(words[k : k + 12]) + "." for k in range(0, len(words), 12))


def test_a_long_article_that_names_a_paper_once_keeps_an_origin_of_its_own() -> None:
    first = make_article(REPORT, "a", publisher="Vellmark Courier")
    short = make_article(f"The Vellmark Courier reported that gulls feed there.\n{sheep(1, 9)}", "b", publisher="Orrin")
    long = make_article(f"The Vellmark Courier reported a quarrel over it.\n{sheep(2, 80)}", "c", publisher="Echo")
    assert origins(first, short, long) == [("a", "b"), ("c",)]


def test_who_names_late_whom_others_retell_has_it_from_there_too() -> None:
    carrier = make_article(REPORT, "a", publisher="Vellmark Courier")
    one = make_article(f"The Vellmark Courier reported that gulls feed there.\n{sheep(1, 9)}", "b", publisher="Orrin")
    two = make_article(f"The Vellmark Courier reported a quarrel over it.\n{sheep(2, 9)}", "c", publisher="Sund Echo")
    late = make_article(f"{sheep(3, 9)}\nThe Vellmark Courier reported heavy losses.", "d", publisher="Quennel Echo")
    assert origins(carrier, one, late) == [("a", "b"), ("d",)]
    assert origins(carrier, one, two, late) == [("a", "b", "c", "d")]


def test_an_article_that_retells_a_companys_own_pages_rests_on_them() -> None:
    text = f"{sheep(1, 8)}\n{LEAD} {SECOND}"
    told = make_article(text, "a", publisher="Orrin Post")
    pages = f"{REPORT}\n{sheep(2, 9)}"
    assert origins(told, make_article(pages, "z", publisher="newsroom.vellrail.example")) == [("a", "z")]
    assert origins(told, make_article(pages, "z", publisher="Sund Echo")) == [("a",), ("z",)]


def test_of_one_newsrooms_two_reports_of_unknown_hour_the_shorter_is_the_earlier() -> None:
    early = make_article(f"{LEAD} {SECOND}\nMore follows.", "z", published="2026-03-14")
    full = make_article(f"{LEAD} {SECOND}\n{THIRD}\n{FOURTH}\n{SPOKEN}", "a", published="2026-03-14T18:20:00Z")
    (found,) = derived(early, full)
    assert (found.source, found.target, found.directed) == ("z", "a", False)
    assert "report grows" in found.reason
