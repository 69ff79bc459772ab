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
