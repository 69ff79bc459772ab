"""What a reader expects of the names in one article. People, places and bodies are invented."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.annotate.mentions import find_mentions
from firsthand.inference.tagger import Tagged, Tagger, Token
from firsthand.model import TELLING_ROLES, Article, Mention
from tests.factory import make_article


def mentions(tagger: Tagger, text: str, roles: dict[int, str] | None = None) -> list[tuple[str, str, str]]:
    """Words, kind and entity of each mention."""
    article = make_article(text, roles=roles)  # type: ignore[arg-type]
    return [(article.quote(m.span), m.kind, m.entity) for m in found(tagger, article)]


def found(tagger: Tagger, article: Article) -> tuple[Mention, ...]:
    telling = [(b.span.start, b.span.end) for b in article.blocks if b.role in TELLING_ROLES]
    return find_mentions(article, tagger(article.text, telling))


def relabelled(tagged: Tagged, word: str, label: str) -> Tagged:
    """The same text, with another label on a word: what a small model gets wrong."""
    tokens = [t._replace(label=label, begins=bool(label)) if t.text == word else t for t in tagged.tokens]
    return Tagged(tagged.text, tokens, tagged.sentences)


def by_text(rows: list[tuple[str, str, str]], text: str) -> set[tuple[str, str]]:
    return {(kind, entity) for words, kind, entity in rows if words == text}


BRASK = (
    "Defence Minister Anna Brask resigned on Monday. Brask said she was tired. "
    "Critics praised Brask’s decision, and Brask thanked them."
)


def test_a_surname_alone_stands_for_the_full_name(tagger: Tagger) -> None:
    rows = mentions(tagger, BRASK)
    assert {entity for _, _, entity in rows} == {"Anna Brask"}
    assert len(rows) == 4


def test_a_wrong_label_is_outvoted_by_the_full_name(tagger: Tagger) -> None:
    article = make_article(BRASK)
    tagged = tagger(BRASK, [(0, len(BRASK))])
    for label in ("ORG", "GPE", ""):
        names = find_mentions(article, _only_surname_relabelled(tagged, label))
        assert {(m.kind, m.entity) for m in names} == {("person", "Anna Brask")}, label
        assert len(names) == 4, label


def _only_surname_relabelled(tagged: Tagged, label: str) -> Tagged:
    def change(i: int, token: Token) -> Token:
        alone = token.text == "Brask" and tagged.tokens[i - 1].text != "Anna"
        return token._replace(label=label, begins=bool(label)) if alone else token

    return Tagged(tagged.text, [change(i, t) for i, t in enumerate(tagged.tokens)], tagged.sentences)


def test_title_and_possessive_stay_outside_the_span_and_the_title_is_kept(tagger: Tagger) -> None:
    article = make_article(BRASK)
    names = found(tagger, article)
    assert [article.quote(m.span) for m in names] == ["Anna Brask", "Brask", "Brask", "Brask"]
    assert names[0].role == "Defence Minister"


def test_roles_in_small_letters_and_after_a_comma(tagger: Tagger) -> None:
    article = make_article(
        "The decision pleased spokesman Peter Lund. It did not please Karen Holt, chief of the harbor board, who left."
    )
    roles = {article.quote(m.span): m.role for m in found(tagger, article)}
    assert roles["Peter Lund"] == "spokesman"
    assert roles["Karen Holt"] == "chief of the harbor board"


def test_an_acronym_stands_for_its_expansion(tagger: Tagger) -> None:
    rows = mentions(
        tagger,
        "The Institute for Harbor Studies (IHS) published a report. The IHS said on Tuesday that ports are full.",
    )
    assert by_text(rows, "IHS") == {("organization", "Institute for Harbor Studies")}


def test_the_short_name_of_a_body_stands_for_the_long_one(tagger: Tagger) -> None:
    rows = mentions(
        tagger, "The Marrow Group denied it. Officials said the Marrow Group had paid. Marrow declined to comment."
    )
    assert {(kind, entity) for _, kind, entity in rows} == {("organization", "Marrow Group")}


def test_countries_and_nationalities_keep_their_kinds_whatever_the_label(tagger: Tagger) -> None:
    text = "Norway and the Norwegian government said so. Troops left Norway."
    tagged = relabelled(relabelled(tagger(text, [(0, len(text))]), "Norway", "PERSON"), "Norwegian", "ORG")
    kinds = {make_article(text).quote(m.span): m.kind for m in find_mentions(make_article(text), tagged)}
    assert kinds == {"Norway": "place", "Norwegian": "other"}


def test_words_that_say_what_a_body_is_beat_the_label(tagger: Tagger) -> None:
    text = "Vellport University and the Ministry of Fisheries met at Vellport Airport."
    tagged = relabelled(tagger(text, [(0, len(text))]), "Vellport", "PERSON")
    kinds = {make_article(text).quote(m.span): m.kind for m in find_mentions(make_article(text), tagged)}
    assert kinds["Vellport University"] == "organization"
    assert kinds["Ministry of Fisheries"] == "organization"
    assert kinds["Vellport Airport"] == "place"


def test_a_slip_of_the_pen_joins_the_frequent_spelling(tagger: Tagger) -> None:
    rows = mentions(
        tagger,
        "President Victor Sandrakov spoke. Sandrakov promised peace. Sandrakov left at noon. "
        "Later Sandarkov returned to the palace.",
    )
    assert by_text(rows, "Sandarkov") == {("person", "Victor Sandrakov")}


def test_names_that_differ_by_more_than_a_slip_stay_two(tagger: Tagger) -> None:
    rows = mentions(
        tagger, "Minister Oscar Lindholm spoke. Minister Harald Lundgren spoke. Lindholm left. Lundgren stayed."
    )
    assert by_text(rows, "Lindholm") == {("person", "Oscar Lindholm")}
    assert by_text(rows, "Lundgren") == {("person", "Harald Lundgren")}


def test_a_relative_named_in_passing_does_not_take_over_the_surname(tagger: Tagger) -> None:
    rows = mentions(
        tagger,
        "Holloway won the race. Holloway was first from the start. Holloway thanked the crowd. Holloway cried. "
        "Her father, Robert Holloway, watched at home.",
    )
    assert by_text(rows, "Holloway") == {("person", "Holloway")}


def test_the_headline_may_give_the_full_name(tagger: Tagger) -> None:
    article = make_article("Critics praised Brask. Brask thanked them.", headline="Minister Anna Brask resigns")
    assert {m.entity for m in found(tagger, article)} == {"Anna Brask"}


def test_dates_money_pronouns_and_bare_nouns_are_no_names(tagger: Tagger) -> None:
    rows = mentions(
        tagger, "On Monday, 3 May, he paid $40 million to the first bidder. The Minister agreed. It was Friday."
    )
    assert rows == []


def test_a_headline_in_title_case_yields_only_names_that_are_known(tagger: Tagger) -> None:
    rows = mentions(
        tagger,
        "Brask Quits After Long Night Of Talks\n" + BRASK,
        roles={0: "headline"},
    )
    headline = [(text, entity) for text, _, entity in rows[:-4]]
    assert headline == [("Brask", "Anna Brask")]


def test_the_words_around_make_a_place(tagger: Tagger) -> None:
    text = "Rain fell on the capital, Brandt. In the town of Lorne, 33 people fled. Police closed Harrow province."
    tagged = tagger(text, [(0, len(text))])
    for word in ("Brandt", "Lorne", "Harrow"):
        tagged = relabelled(tagged, word, "PERSON")
    names = find_mentions(make_article(text), tagged)
    assert {(m.entity, m.kind) for m in names} == {("Brandt", "place"), ("Lorne", "place"), ("Harrow", "place")}


def test_hyphens_and_particles_stay_inside_names(tagger: Tagger) -> None:
    rows = mentions(tagger, "He flew to Vell-on-Sea on Monday. Police in Vell-on-Sea met Karl van der Holt.")
    assert by_text(rows, "Vell-on-Sea") == {("place", "Vell-on-Sea")}
    assert by_text(rows, "Karl van der Holt") == {("person", "Karl van der Holt")}


def test_spans_are_in_order_and_apart(tagger: Tagger) -> None:
    article = make_article(BRASK + "\nThe Marrow Group and Norway disagreed with U.S. President Maria Olden in Oslo.")
    spans = [m.span for m in found(tagger, article)]
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_a_county_is_no_part_of_its_sheriff(tagger: Tagger) -> None:
    rows = mentions(tagger, "Vell County Sheriff Anna Brask told reporters. The Vell County Sheriff's Office agreed.")
    assert by_text(rows, "Vell County") == {("place", "Vell County")}
    assert by_text(rows, "Anna Brask") == {("person", "Anna Brask")}
    assert by_text(rows, "Vell County Sheriff's Office") == {("organization", "Vell County Sheriff's Office")}


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet="Ab.’'-& \n\"of(", max_size=60), st.sampled_from(["PERSON", "ORG", "GPE", "DATE", ""]))
def test_no_text_is_too_odd(text: str, label: str) -> None:
    words: list[Token] = []
    offset = 0
    for word in text.split(" "):
        for part in word.split("\n"):
            if part:
                words.append(Token(offset, offset + len(part), part, part, "PROPN", "NNP", "dep", 0, label, True, 0))
            offset += len(part) + 1
    tagged = Tagged(text, words, [(0, len(words))] if words else [])
    for mention in find_mentions(make_article(text), tagged):
        assert text[mention.span.start : mention.span.end].strip()
