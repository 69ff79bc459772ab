"""What a reader expects of the actors of a story. People, places and bodies are invented."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.align.actors import identify
from firsthand.align.spelling import same_name
from firsthand.model import Actor, Annotations, Mention, MentionKind, Reading
from tests.factory import make_article

Row = tuple[str, MentionKind, str]


def reading(id: str, *rows: Row) -> Reading:
    """An article whose text is the given words in a row, each a mention with kind and entity."""
    text = " . ".join(words for words, _, _ in rows)
    article = make_article(text, id=id)
    mentions, offset = [], 0
    for words, kind, entity in rows:
        mentions.append(Mention(article.span(offset, offset + len(words)), kind, entity))
        offset += len(words) + 3
    return Reading(article, Annotations(id, mentions=tuple(mentions)))


def named(actors: tuple[Actor, ...], name: str) -> Actor:
    (found,) = [a for a in actors if a.name == name]
    return found


def where(actor: Actor) -> set[str]:
    return {s.article for s in actor.mentions}


def person(words: str, entity: str = "") -> Row:
    return words, "person", entity or words


def body(words: str, entity: str = "") -> Row:
    return words, "organization", entity or words


def test_spellings_of_one_person_are_one_actor_under_the_most_common_full_name() -> None:
    actors = identify(
        [
            reading("a", person("Aleksandr Vornov")),
            reading("b", person("Alexander Vornov"), person("Vornov", "Alexander Vornov")),
            reading("c", person("Alexander Vornoff")),
            reading("d", person("Александр Ворнов")),
            reading("e", person("Vornov")),
        ]
    )
    assert len(actors) == 1
    assert actors[0].name == "Alexander Vornov"
    assert where(actors[0]) == {"a", "b", "c", "d", "e"}
    assert "Vornov" in actors[0].aliases and "Alexander Vornov" not in actors[0].aliases


def test_a_greek_name_is_the_same_in_latin_letters() -> None:
    assert same_name("Γιάννης Βελλάς", "Giannis Vellas").same


def test_two_people_of_one_surname_stay_two_and_the_surname_alone_is_neither() -> None:
    actors = identify(
        [
            reading("a", person("Anna Brask"), person("Anna Brask")),
            reading("b", person("Oscar Brask"), person("Oscar Brask")),
            reading("c", person("Brask")),
        ]
    )
    assert {a.name for a in actors} == {"Anna Brask", "Oscar Brask", "Brask"}


def test_a_surname_inside_an_article_stays_with_whom_the_article_means() -> None:
    actors = identify(
        [
            reading("a", person("Anna Brask"), person("Brask", "Anna Brask")),
            reading("b", person("Oscar Brask"), person("Brask", "Oscar Brask")),
        ]
    )
    assert {a.name: len(a.mentions) for a in actors} == {"Anna Brask": 2, "Oscar Brask": 2}


def test_near_given_names_never_merge() -> None:
    for one, other in (
        ("Mario Brask", "Maria Brask"),
        ("Christian Lund", "Christina Lund"),
        ("Daniel Holt", "Danielle Holt"),
        ("Jan Holt", "Jon Holt"),
        ("George W. Olden", "George H. Olden"),
        ("Kim Sol-un", "Kim Sol-ik"),
    ):
        verdict = same_name(one, other)
        assert not verdict.same, (one, other)
        assert verdict.reason


def test_short_forms_initials_and_middle_names_are_the_same_person() -> None:
    for one, other in (
        ("Bill Olden", "William Olden"),
        ("A. Brask", "Anna Brask"),
        ("Anna Maria Brask", "Anna Brask"),
        ("Sergei Vorny", "Sergey Vornij"),
        ("Muhammad al-Holti", "Mohammed Al Holti"),
        ("Holt, Karen", "Karen Holt"),
        ("Karen Holt", "Karen Hollt"),
    ):
        assert same_name(one, other).same, (one, other)


def test_acronym_and_expansion_are_one_body_across_articles() -> None:
    actors = identify(
        [
            reading("a", body("IHS"), body("IHS")),
            reading("b", body("Institute for Harbor Studies")),
        ]
    )
    assert [(a.name, where(a)) for a in actors] == [("Institute for Harbor Studies", {"a", "b"})]


def test_an_acronym_with_two_expansions_joins_neither() -> None:
    actors = identify(
        [reading("a", body("VPA"), body("Vell Ports Authority")), reading("b", body("Vell Police Academy"))]
    )
    assert len(actors) == 3


def test_the_group_is_shown_by_its_full_name_but_for_forms_of_law() -> None:
    actors = identify(
        [
            reading("a", body("Marrow"), body("Marrow"), body("Lorne")),
            reading("b", body("Marrow Group"), body("Lorne Inc")),
        ]
    )
    assert {a.name for a in actors} == {"Marrow Group", "Lorne"}


def test_bodies_with_other_words_or_numbers_stay_apart() -> None:
    assert not same_name("Vell Air", "Vela Air", "organization").same
    assert not same_name("Harbor Fund 3", "Harbor Fund 5", "organization").same
    assert same_name("Ministry of Defence", "Defense Ministry", "organization").same


def test_a_label_is_repaired_by_the_story() -> None:
    actors = identify(
        [
            reading("a", person("Anna Brask"), person("Brask", "Anna Brask"), person("Brask", "Anna Brask")),
            reading("b", body("Brask")),
        ]
    )
    assert [(a.name, a.kind) for a in actors] == [("Anna Brask", "person")]


def test_one_long_article_does_not_outvote_the_others() -> None:
    place: Row = ("Lorne", "place", "Lorne")
    wrong = reading("a", *[place] * 7)
    actors = identify([wrong, *(reading(id, body("Lorne"), body("Lorne")) for id in "bcd")])
    assert [(a.name, a.kind) for a in actors] == [("Lorne", "organization")]


def test_a_person_never_merges_with_a_country_or_body() -> None:
    actors = identify(
        [
            reading("a", person("Karen Holland"), ("Holland", "place", "Holland"), ("Holland", "place", "Holland")),
            reading("b", body("Lund"), body("Lund"), person("Oda Lund")),
        ]
    )
    assert {(a.name, a.kind) for a in actors} == {
        ("Karen Holland", "person"),
        ("Holland", "place"),
        ("Lund", "organization"),
        ("Oda Lund", "person"),
    }


def test_ids_are_made_of_names_and_are_unique() -> None:
    actors = identify([reading("a", person("Anna Brask"), ("anna brask!", "other", "Anna  Brask!!"), body("Лорн"))])
    assert {"actor-anna-brask", "actor-lorn"} <= {a.id for a in actors}
    assert len({a.id for a in actors}) == len(actors)


ROWS = st.lists(
    st.builds(
        lambda entity, kind: (entity.split()[-1], kind, entity),
        st.sampled_from(["Anna Brask", "Ana Brask", "Oscar Brask", "Brask", "Marrow", "Marrow Group", "MG", "US"]),
        st.sampled_from(["person", "organization", "place", "other"]),
    ),
    max_size=6,
)


@settings(deadline=None, max_examples=60)
@given(st.lists(ROWS, max_size=5), st.randoms(use_true_random=False))
def test_order_of_articles_does_not_matter_and_no_mention_is_lost(stories: list[list[Row]], random: object) -> None:
    readings = [reading(f"a{i}", *rows) for i, rows in enumerate(stories) if rows]
    shuffled = list(readings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    actors = identify(readings)
    assert identify(shuffled) == actors
    given_spans = sorted(m.span for r in readings for m in r.annotations.mentions)
    assert sorted(s for a in actors for s in a.mentions) == given_spans
    assert [len(a.mentions) for a in actors] == sorted((len(a.mentions) for a in actors), reverse=True)
    for actor in actors:
        assert list(actor.aliases) == sorted(actor.aliases)
        assert list(actor.mentions) == sorted(actor.mentions, key=lambda s: (s.article, s.start))


def called(id: str, words: str, role: str, published: str) -> Reading:
    article = make_article(f"{role} {words} spoke.", id=id, published=published)
    start = len(role) + 1
    mention = Mention(article.span(start, start + len(words)), "person", words, role)
    return Reading(article, Annotations(id, mentions=(mention,)))


def test_roles_say_who_called_somebody_what_and_when() -> None:
    (actor,) = identify(
        [
            called("a", "Anna Brask", "Defence Minister", "2026-03-14T08:00:00+00:00"),
            called("b", "Anna Brask", "defense minister", "2026-03-16"),
            called("c", "Anna Brask", "former minister", "2026-05-01"),
        ]
    )
    assert [(r.role, r.since, r.until) for r in actor.roles] == [
        ("Defence Minister", "2026-03-14", "2026-03-16"),
        ("former minister", "2026-05-01", "2026-05-01"),
    ]
    assert [[p.article for p in r.places] for r in actor.roles] == [["a", "b"], ["c"]]


def test_a_town_s_team_and_a_maker_s_thing_go_by_their_last_words() -> None:
    town: Row = ("Orlen", "place", "Orlen")
    thing: Row = ("Lamp 3", "other", "Lamp 3")
    actors = identify(
        [
            reading("a", town, body("Orlen Rovers"), body("Marrow"), ("Marrow Lamp 3", "other", "Marrow Lamp 3")),
            reading("b", body("Rovers"), thing),
        ]
    )
    assert where(named(actors, "Orlen Rovers")) == {"a", "b"}
    assert len([a for a in actors if a.kind == "other"]) == 1


def test_an_office_that_every_town_has_stays_apart() -> None:
    town: Row = ("Orlen", "place", "Orlen")
    actors = identify([reading("a", town, body("Orlen Harbor Police")), reading("b", body("Harbor Police"))])
    assert {a.name for a in actors} == {"Orlen", "Orlen Harbor Police", "Harbor Police"}


def test_the_last_words_of_two_teams_are_neither() -> None:
    towns: list[Row] = [("Orlen", "place", "Orlen"), ("Halven", "place", "Halven")]
    actors = identify([reading("a", *towns, body("Orlen Rovers"), body("Halven Rovers")), reading("b", body("Rovers"))])
    assert {a.name for a in actors if a.kind == "organization"} == {"Orlen Rovers", "Halven Rovers", "Rovers"}


def test_further_surnames_are_the_same_person_where_only_one_has_them() -> None:
    actors = identify([reading("a", person("Anna Brask")), reading("b", person("Anna Brask Lund"))])
    assert len(actors) == 1
    actors = identify(
        [reading("a", person("Anna Brask")), reading("b", person("Anna Brask Lund"), person("Anna Brask Holt"))]
    )
    assert len(actors) == 3


def test_another_number_is_another_thing() -> None:
    actors = identify(
        [reading("a", ("Marrow-5", "other", "Marrow-5")), reading("b", ("Marrow-3", "other", "Marrow-5"))]
    )
    assert {a.name for a in actors} == {"Marrow-5", "Marrow-3"}


def test_a_maker_s_thing_is_no_person() -> None:
    marrow = body("Marrow")
    actors = identify([reading("a", marrow, marrow, marrow, person("Marrow Lantern")), reading("b", marrow)])
    assert named(actors, "Marrow Lantern").kind == "other"
