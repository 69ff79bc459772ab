"""How names are written in other alphabets, countries and languages: the tables behind `spelling`."""

from __future__ import annotations

import re

_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяєіїґёўјљњћђџ",
        "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch . y . e yu ya ye i yi g yo w j lj nj c dj "
        "dz".split(),
        strict=True,
    )
)
_GREEK = dict(
    zip("αβγδεζηθικλμνξοπρστυφχψως", "a v g d e z i th i k l m n x o p r s t y f ch ps o s".split(), strict=True)
)
CYRILLIC_LETTERS = str.maketrans({k: v.replace(".", "") for k, v in _CYRILLIC.items()})
LETTERS = str.maketrans(
    _GREEK | {"ł": "l", "ø": "o", "ı": "i", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
#: Greek letters that are one sound together, after ISO 843 and the habits of the press; without accents.
DIGRAPHS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ου", "ou"),
        (r"([αε])υ(?=[θκξπσςτφχψ]|\b)", r"\1f"),
        (r"([αε])υ", r"\1v"),
        (r"\bμπ", "b"),
        (r"μπ", "mp"),
        (r"\bντ", "d"),
        (r"γγ", "ng"),
        (r"γχ", "nch"),
        (r"\bγκ", "g"),
        (r"γκ", "gk"),
    )
)
#: Spellings of one sound, in the order in which they are made one. After the usual romanizations of Russian, Ukrainian,
#: Greek and Arabic (BGN/PCGN, ISO 9, the habits of English, French and German newspapers).
SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(?:s[hc]?ch|shch|stsch|sch)", "sh"),
        (r"tch|tsch|cz", "ch"),
        (r"dzh|dj", "j"),
        (r"zh", "j"),
        (r"ph", "f"),
        (r"dh", "d"),
        (r"kh|gh", "h"),
        (r"th", "t"),
        (r"ck|q|kk", "k"),
        (r"ks|cs", "x"),
        (r"c(?=[aourlnmt])|c$", "k"),
        (r"off\b|ow\b|of\b", "ov"),
        (r"eff\b|ew\b", "ev"),
        (r"w", "v"),
        (r"oo|ou", "u"),
        (r"ee", "i"),
        (r"^[yij]e|(?<=[^aeiou])[yij]e", "e"),
        (r"[yij](?=[aou])", "y"),
        (r"[yij]+(?![aou])", "i"),
        (r"h(?=[^aeiou]|$)", ""),
        (r"(.)\1+", r"\1"),
    )
)
#: Given names that one person goes by; a name may stand in several rows.
_SHORT_FORMS = tuple(
    frozenset(row.split())
    for row in (
        "alexander aleksandr alexandr oleksandr alexandre alejandro alessandro alyaksandr aliaksandr alexandros alex "
        "sasha",
        "alexei alexey aleksei alexis oleksiy",
        "andrew andy drew",
        "andrei andrey andriy andrii",
        "anthony tony antony",
        "benjamin ben benny binyamin bibi",
        "charles charlie chuck",
        "christopher chris",
        "daniel dan danny",
        "david dave",
        "dmitry dmitri dmitriy dmytro dimitri",
        "donald don",
        "edward ed eddie ted",
        "elizabeth liz beth betsy lizzie",
        "eugene evgeny yevgeny evgeni yevgeni gene yevhen",
        "francis frank",
        "george georgios giorgos yiorgos yorgos georgy georgi",
        "gregory greg grigory",
        "igor ihor",
        "ioannis yannis giannis yiannis",
        "james jim jimmy jamie",
        "jeffrey jeff",
        "john johnny jack",
        "jonathan jon",
        "joseph joe",
        "katherine catherine kathryn kate kathy cathy katie",
        "kenneth kenny",
        "kirill kyrill kyrylo cyril",
        "konstantin kostyantyn constantine konstantinos kostas",
        "lawrence larry",
        "margaret maggie peggy",
        "matthew matt",
        "michael mike mick",
        "mikhail mykhailo michail",
        "mohammed muhammad mohamed mohammad muhammed mohamad mohd mehmet",
        "nicholas nick nicolas",
        "nikolai nikolay mykola nicolai nikolaos nikos",
        "oleg oleh",
        "patrick pat",
        "pavel pavlo pavlos",
        "peter pete",
        "pyotr petr petro",
        "philip phil phillip",
        "rebecca becky",
        "richard rick dick rich",
        "robert bob rob bobby robbie",
        "ronald ron",
        "samuel sam",
        "samantha sam",
        "sergei sergey serhiy serhii sergii serge",
        "stephen steven steve",
        "susan sue",
        "theodore ted theo",
        "thomas tom tommy",
        "timothy tim",
        "victor viktor",
        "vladimir volodymyr wladimir",
        "william bill will billy",
        "yelena elena olena",
        "yulia julia yuliya",
        "yuri yury yuriy iurii",
        "zachary zach zack",
    )
)
SAME_GIVEN: dict[str, frozenset[str]] = {}
for _row in _SHORT_FORMS:
    for _name in _row:
        SAME_GIVEN[_name] = SAME_GIVEN.get(_name, frozenset()) | _row
#: Words and phrases that say what kind of body or person, and not which.
LEGAL = frozenset(
    "inc incorporated corp corporation co company ltd limited llc llp plc ag aktiengesellschaft gmbh sa nv bv spa srl "
    "ab asa oy group holding holdings jsc ojsc oao ooo pjsc pao ao zao na lp".split()
)
LEGAL_PHRASES = re.compile(
    r"\b(?:(?:open |public )?joint stock company|limited liability company|public limited company)\b"
)
HONORIFICS = frozenset(
    "mr mrs ms miss dr sir dame lord lady sheikh shaikh haji hajji qari mullah jr sr ii iii iv".split()
)
SMALL = frozenset("the of for and on in to a de del la le al el bin ibn bint ben abu von van der den".split())
#: Words that the press writes in several ways, or with figures.
ABBREVIATED = {
    **dict(zip("one two three four five six seven eight nine ten".split(), map(str, range(1, 11)), strict=True)),
    **{"intl": "international", "natl": "national", "assn": "association", "dept": "department", "govt": "government"},
    **{"univ": "university", "centre": "center", "programme": "program"},
}
#: States in so many words, as they stand in the names of their bodies.
STATES = {"united states": "us", "united nations": "un", "united kingdom": "uk", "european union": "eu"}
#: Adjectives of countries that no rule makes of the country's name.
DEMONYMS = {
    "french": "france", "spanish": "spain", "polish": "poland", "danish": "denmark", "dutch": "netherlands",
    "irish": "ireland", "welsh": "wales", "scottish": "scotland", "swiss": "switzerland", "finnish": "finland",
    "greek": "greece", "thai": "thailand", "norwegian": "norway", "portuguese": "portugal", "cypriot": "cyprus",
    "turkish": "turkey", "british": "britain", "swedish": "sweden", "belgian": "belgium", "afghan": "afghanistan",
    "nigerian": "nigeria",
}  # fmt: skip
#: What is added to a country's name, or to it without its last vowels, to make the adjective.
_ENDINGS = ("n", "an", "ian", "ese", "ish", "i", "ic", "y")


def is_demonym(one: str, other: str) -> bool:
    """Whether one romanized word is the adjective of the country that the other names: "chinese" and "china"."""
    for adjective, country in ((one, other), (other, one)):
        if adjective in DEMONYMS:
            return DEMONYMS[adjective] == country
        stems = {country, country.rstrip("aeiouy")} if len(country) > 3 else set()
        if adjective != country and any(adjective == stem + e for stem in stems if len(stem) > 2 for e in _ENDINGS):
            return True
    return False
