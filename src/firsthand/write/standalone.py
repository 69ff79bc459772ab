"""Whether words can stand without the sentences around them: what points outside them, what is cut off."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Begins with a word that says its subject elsewhere.
_UNANCHORED = re.compile(
    r"[“\"‘']?(?:this|that|these|those|its|their|there|here|such|our|my|your|who|what|why|how|which|both|neither|another|"
    r"others?|\w+ others|the (?:first|second|latter|former|same|pair|two|three|trio|duo|other|others)|"
    r"he|she|it|they|we|i|you|his|her)\b",
    re.IGNORECASE,
)
_SAYS_THAT = re.compile(r"\b(?:says?|said) that (?:will|would|is|was|may|could|should|has|had|means?)\b")
#: Has a personal pronoun among its first words, and does not say behind a comma whom it means.
_EARLY = re.compile(
    r"(?!(?i:when|while|after|as|if|although|though|because|before|since|once|until|unless)\b[^,]{0,80}, "
    r"(?:the |an? |\d|[A-Z]))(?i:(?:\S+ ){0,3}(?:he|she|it|they|we|i|you|his|her)\b)"
)
#: Begins by going on from the sentence before.
_GOING_ON = re.compile(
    r"(?:then|too|plus|thus|hence|therefore|again|besides|likewise|similarly|rather|otherwise|nor|or|so|also|as such|"
    r"in (?:addition|turn|response|other words|contrast|comparison|short|any case)|by (?:then|contrast|comparison)|"
    r"(?:since|until|from|before) (?:then|there)|as a result|for (?:example|instance)|not only|in the (?:same|other)|"
    r"to (?:that|this) end|on the (?:other|same)|at the (?:time|same time)|\w+ of (?:them|these|those|"
    r"whom|which)|elsewhere|earlier|later|afterwards?|meanwhile|instead|beyond|"
    r"well|oh|please|do|don[’']t|let|perhaps)\b[^.]",
    re.IGNORECASE,
)
#: A demonstrative that is the object of a preposition or opens a clause, among the first words: "On that occasion".
_POINTING = re.compile(
    r"(?:\S+ ){0,3}(?:on|in|at|by|after|before|since|from|for|to|with|of|during|under|despite|like|about|behind|"
    r"while|when|although|though|because|if) (?:this|that|these|those)\b"
    r"(?! (?:week|month|year|morning|afternoon|evening|summer|autumn|fall|winter|spring|season)\b)",
    re.IGNORECASE,
)
_OPENS_CAPTION = re.compile(
    r"(?:pictured|photo(?:graph)?s?|video|image|watch|above|left|right|file|scroll|read|click|see|related)\b"
    r"(?: \w+)?[,:]|pictured (?:is|are)\b|\(|the scene (?:after|of|at|in|near|outside|where)\b"
    r"|(?:video|footage|photo) (?:accompanying|courtesy)",
    re.IGNORECASE,
)
#: The furniture of pages that ran into a sentence.
_FURNITURE = re.compile(
    r"\b(?:play video|media caption|image (?:caption|copyright|source)|getty images|\(getty|read more|sign up|"
    r"share this|advertisement|photo(?:graph)?:|/ ?(?:reuters|afp|getty|ap)\b)|^(\w+ \w+) \1\b|\d:\d\d\.?$"
    r"|\||^(?-i:(?:[A-Z’']{2,} ){2,}[A-Z][a-z])",
    re.IGNORECASE,
)
#: A pronoun as the subject behind an opening phrase that is no clause: "In 2016, they", "Seen from above, it".
_BEHIND_PHRASE = re.compile(
    r"(?!(?:when|while|after|as|if|although|though|because|before|since|once|until|unless)\b)[^,]{0,80}, "
    r"(?:he|she|it|they|we)\b",
    re.IGNORECASE,
)
#: Ends in the air, or at the stop of an abbreviation that was taken for the end.
_ENDS_OPEN = re.compile(
    r"(?:[:;,…]|\.\.\.|\b(?:below|above|here)\.|[-–—]\s*(?:video|photos?|pictures?|live|gallery|in pictures)\.?"
    r"|\b(?-i:Sun|Mon|Tues?|Wed|Thu(?:rs)?|Fri|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|No|Mr|Mrs|Dr|St|Gen)\.)$",
    re.IGNORECASE,
)
#: Where a line of another kind runs into the sentence: a word in lower case, then a new sentence without a stop before.
_RUN_ON = re.compile(r"[a-z]{3} (?:These|This|It|He|She|They|There|We|But|And|However|In|On|At|When) [a-z]+ ")
_DIRECT = re.compile(r"“[^”]*”|\"[^\"]*\"")
_OF_THE_WRITER = re.compile(r"\b(?:I|we|our|ours|us|my|me|I['’]\w+|we['’]\w+|let['’]s)\b")
_PERSON_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|hers|himself|herself)\b", re.IGNORECASE)
_THING_PRONOUN = re.compile(r"\b(?:they|them|their|its|themselves|itself)\b", re.IGNORECASE)
#: A common noun for a person, behind its article or possessor.
_SOMEBODY = re.compile(
    r"\b(?:an?|the|one|every|each|no|another|\w+[’']s?|\d+-year-old) (?:[\w’'-]+ ){0,4}?(?:\w*(?:man|woman|person|boy|"
    r"girl|father|mother|son|daughter|brother|sister|husband|wife|child|teen|king|queen|chief|mayor|coach|judge|victim|"
    r"suspect|official|pilot|guard|star)|\w{3,}(?:er|or|ist|ant|ian|eer))\b",
    re.IGNORECASE,
)
#: A clause that goes on to an object without naming anybody but its subject: "offered him", "found it on the hinges".
_OBJECT = re.compile(r"(?:[\w’'-]+ ){1,9}?(?P<verb>[\w’'-]+) (?P<it>it|him|them)\b", re.IGNORECASE)
_NEW_CLAUSE = re.compile(
    r"\b(?:that|who|which|whom|whose|when|while|where|after|before|as|because|if|and|but|or|to|\w+ing|says?|said|told)\b"
    r"|\b(?:by|of|with|for|on|in|at|from|into|over|under|about|against|near|than|like|behind|around|tells?) $",
    re.IGNORECASE,
)
_NOUN = re.compile(r"\b(?:the|an?|some|many|several|[A-Z][\w’'-]+|\d[\d,.]*|\w{3,}s)\b")
#: Words that only the day of publication gives a meaning, and words to the reader: these cost, and do not forbid.
_OF_ITS_DAY = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|ago|now|currently|(?:last|next|this) (?:night|week|weekend|month|year|"
    r"morning|afternoon|evening|summer|winter|season))\b",
    re.IGNORECASE,
)
_TO_THE_READER = re.compile(r"\b(?:you|your|yours|yourself|seen here|(?:can be|is|are) seen)\b|[!]", re.IGNORECASE)

_BACK = re.compile(
    r"(?:and|but|because|yet|however|well|yes|yeah|no|this|that|these|those|it|he|she|they|him|her|them|his|their|its|"
    r"(?:i|we|you|\w+) (?:\w+ )?(?:it|them|that|this))\b",
    re.IGNORECASE,
)
#: Words that lean on what was said before, lightly.
_LEANING = re.compile(r"\b(?:also|added|adding|adds|again|another|other|further)\b", re.IGNORECASE)
_THIS = re.compile(r"\b(?:this|these|those|such)\b", re.IGNORECASE)

#: Words of a sentence above which it is hard to follow by ear.
BREATH = 38
#: Words at the start among which a pronoun without a noun before it means something of the sentence before.
FIRST = 3


def leans(text: str, spoken: bool, people: Sequence[str]) -> str | None:
    """What keeps a sentence from standing alone, in a few words; None where nothing does.

    `spoken` says that it opens with somebody's words and names the speaker; `people` are the persons it names, as it
    names them.
    """
    own = _DIRECT.sub(lambda m: "“" + " " * (len(m[0]) - 2) + "”", text)
    going_on = (_UNANCHORED, _GOING_ON, _POINTING)
    if not spoken and (any(p.match(text) for p in going_on) or _EARLY.match(own) or _SAYS_THAT.search(own)):
        return "it goes on from the sentence before it"
    if _OPENS_CAPTION.match(text):
        return "it is the line under a picture"
    if text.endswith("?") or _ENDS_OPEN.search(text.rstrip()):
        return "it asks, or is cut off"
    if not balanced(text):
        return "a quotation or a bracket is open in it"
    if _RUN_ON.search(own) or _FURNITURE.search(own):
        return "two lines run together in it"
    if _OF_THE_WRITER.search(own):
        return "the writer speaks of himself"
    return _dangling(own, people)


def _dangling(own: str, people: Sequence[str]) -> str | None:
    """A pronoun, outside quotation marks, before whom it can mean."""
    pronoun = _PERSON_PRONOUN.search(own)
    if pronoun:
        named = [m.start() for p in people for m in [re.search(rf"\b{re.escape(p)}\b", own)] if m]
        named += [m.start() for m in [_SOMEBODY.search(own), re.search(r"\[[^\]]+\]", own)] if m]
        first = min(named, default=len(own))
        fronted = own.find(",", pronoun.end())
        if first > pronoun.start() and not (0 < fronted < first <= fronted + 30):
            return f"nobody is named whom “{pronoun[0]}” can mean"
    given = _OBJECT.match(own)
    if given and not _NEW_CLAUSE.search(own[_opener(own) : given.start("it")]):
        return f"nothing is named that “{given['it']}” can mean"
    behind = _BEHIND_PHRASE.match(own)
    if behind and not own.startswith("“"):
        return "a pronoun follows a phrase that does not say whom it means"
    thing = _THING_PRONOUN.search(own)
    before = own[:1].lower() + own[1 : thing.start()] if thing else ""
    if thing and not _NOUN.search(before) and len(before.split()) <= FIRST:
        return f"nothing is named that “{thing[0]}” can mean"
    return None


def points_back(words: str) -> bool:
    """Whether somebody's words, printed alone, begin by pointing at what was said before them."""
    return bool(_GOING_ON.match(words) or _POINTING.match(words) or _BACK.match(words))


def _opener(own: str) -> int:
    """Where the clause begins behind a preposition that opens it: "In November 2024 inspectors found it"."""
    opened = re.match(r"(?:In|On|At|By|From|Since|After|Before|During|As) ", own)
    return opened.end() if opened else 0


def flaws(text: str) -> float:
    """What makes a sentence read less well in an account though it stands: 0 for one that reads well."""
    own = _DIRECT.sub(" ", text)
    words = len(text.split())
    return (
        1.0 * len(_OF_ITS_DAY.findall(own))
        + 1.5 * bool(_TO_THE_READER.search(own))
        + 0.7 * ("[" in own)
        + 0.1 * max(0, words - BREATH)
        + 0.5 * (words < 9)
        + 0.3 * bool(_LEANING.search(own))
        + 0.6 * bool(_THIS.search(own))
        + 1.0 * (text[:1] in "“\"‘'")
    )


def balanced(text: str) -> bool:
    """Whether every quotation mark and bracket that opens is closed."""
    opening = len(re.findall(r"(?<![\w’'])'(?=[A-Z“\w])", text))
    closing = len(re.findall(r"(?<=[\w.,!?])'(?!\w)", text))
    ending = len(re.findall(r"(?<=[.,!?])'(?!\w)", text))
    return (
        text.count("“") == text.count("”")
        and text.count('"') % 2 == 0
        and text.count("(") == text.count(")")
        and text.count("[") == text.count("]")
        and text.count("‘") <= text.count("’")
        and (opening <= closing or bool(re.search(r"'\d\ds?\b", text)))
        and (not ending or opening > 0)
    )
