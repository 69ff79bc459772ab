"""The words that attribute: who takes which complement. Written by hand, after the classes of English verbs in VerbNet
(Levin 1993, Kipper-Schuler 2005: say, tell, conjecture, want, judgment, characterize)."""

from __future__ import annotations

from dataclasses import dataclass, field


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Verbs that carry words, quoted or not, before or after them: "…," she said.
SPEECH = _words(
    """
    say tell add write note report announce suggest argue explain continue declare acknowledge claim recall conclude
    respond reply state insist warn reveal predict agree admit assert joke complain remark observe stress emphasize
    reiterate lament concede allege contend maintain tweet retweet post shout yell chant exclaim quip boast muse
    opine testify vow pledge promise swear threaten confirm deny indicate hint imply caution counter retort charge
    affirm assure remind inform notify advise urge mention recount relate repeat signal disclose divulge speculate
    reason theorize posit propose recommend request demand ask wonder question inquire intone mutter murmur whisper
    scream cry bark snap sneer fume gush beam interject begin finish read summarize underscore protest plead preach
    proclaim profess pronounce rant rave rail scoff sigh laugh chuckle sing sob stammer thunder vent volunteer
    bellow blurt brag cite email message blog text sign comment convey clarify answer order instruct pray rule
    decree certify attest avow bemoan confess confide decry elaborate enthuse grumble howl insinuate jest moan
    mumble narrate object offer ponder quote reaffirm reassert rebut rejoin reckon relay riposte roar scold scrawl
    stipulate tease teach toast trumpet utter vouch warble wail whine point snipe grouse gripe intimate crow
    underline sum admonish specify exhort type concur marvel bristle emphasise summarise theorise
    """
)
#: Verbs of going on, which speak beside quoted words and take no clause.
ASPECTS = _words("begin continue finish conclude start go")
#: Verbs of belief and knowledge, which take a clause.
THOUGHT = _words(
    """
    think believe know hope fear feel expect suspect worry doubt assume figure guess imagine understand realize
    recognize remember forget learn hear conclude decide determine estimate calculate find discover consider judge
    reckon anticipate foresee presume dream surmise gather regret realise recognise
    """
)
#: Verbs of documents, polls and findings, which take a clause.
SHOWING = _words("show find suggest indicate reveal demonstrate prove document illustrate project forecast detail")
#: Verbs of intention, which take an infinitive.
INTENT = _words(
    """
    want hope plan decline refuse seek promise pledge vow threaten agree decide intend aim prefer offer choose
    expect swear wish desire propose volunteer demand claim ask like
    """
)
#: Verbs by which somebody is to do something: urged them to leave.
DIRECTIVE = _words(
    """
    urge ask tell order advise warn instruct press beg implore command direct want expect challenge push request
    encourage persuade convince exhort dare prod entreat plead
    """
)
#: Verbs of judgment, whose object is what is judged.
JUDGMENT = _words(
    """
    criticize criticise praise attack blast slam condemn denounce defend endorse support oppose back reject dismiss
    question mock cite mention describe accuse blame propose announce discuss deny favor favour thank applaud tout
    welcome decry assail ridicule deride hail laud salute deplore bemoan lament rebuke chide lambast lambaste trash
    bash rip pan belittle disparage acknowledge predict suggest recommend demand request emphasize highlight
    underscore address explain outline urge promise pledge admit reveal recount recall congratulate commend credit
    fault admire love hate like dislike appreciate invoke reference stress denigrate insult taunt want claim allege
    show indicate demonstrate illustrate document detail understand realize recognize report note echo repeat
    reiterate respect trust distrust despise loathe resent detest decline refuse encourage
    """
)
#: Verbs that give something a name or a nature: called it a disgrace.
NAMING = _words(
    """
    call describe label dub brand term portray characterize characterise depict cast deem declare paint liken
    compare rank list rate identify
    """
)
#: Prepositions that stand between a verb and what is spoken of.
TALKING: dict[str, frozenset[str]] = {
    "call": _words("for on"),
    "refer": _words("to"),
    "talk": _words("about of"),
    "speak": _words("about of against"),
    "point": _words("to"),
    "complain": _words("about of"),
    "worry": _words("about"),
    "warn": _words("of about against"),
    "ask": _words("about for"),
    "think": _words("about of"),
    "argue": _words("for against"),
    "object": _words("to"),
    "comment": _words("on"),
    "agree": _words("with on"),
    "disagree": _words("with on"),
    "believe": _words("in"),
    "decide": _words("against on"),
    "rule": _words("against for"),
    "brag": _words("about"),
    "boast": _words("about of"),
    "joke": _words("about"),
    "allude": _words("to"),
    "write": _words("about of"),
    "rail": _words("against"),
    "hint": _words("at"),
    "testify": _words("about"),
    "insist": _words("on"),
    "push": _words("for"),
    "say": _words("of"),
    "learn": _words("of about"),
    "lie": _words("about"),
    "apologize": _words("for"),
    "apologise": _words("for"),
    "dream": _words("of"),
    "advocate": _words("for"),
    "plead": _words("for"),
    "wonder": _words("about"),
    "tweet": _words("about"),
}
#: Verbs of seeming attribute without saying to whom: appeared to.
SEEMING = _words("seem appear")
#: Verbs whose passive attributes without saying to whom: is expected to, was described as.
PASSIVE = _words(
    """
    expect consider see believe say think report describe call view regard allege project quote ask tell know label
    dub
    """
)
#: Adjectives of belief, with a form of "be" before and a clause behind: is confident that.
ADJECTIVES = _words(
    """
    sure confident certain convinced afraid aware hopeful optimistic skeptical doubtful worried concerned glad proud
    adamant clear unsure grateful surprised disappointed
    """
)
#: Adjectives of will, with an infinitive behind: is ready to go.
WILLING = _words("willing unwilling ready determined eager reluctant keen prepared")
#: Adjectives of judgment, with a preposition behind: is critical of the plan.
FEELING = _words(
    """
    critical worried concerned skeptical doubtful proud afraid wary dismissive supportive confident certain sure
    optimistic angry fearful
    """
)
#: All adjectives that attribute.
ADJECTIVAL = ADJECTIVES | WILLING | FEELING
#: Nouns of saying and believing, with somebody's name or "his" before and a clause with "that" behind.
NOUNS = _words(
    """
    announcement claim statement assertion view belief allegation accusation warning remark comment promise pledge
    vow suggestion argument contention admission insistence prediction conviction fear hope opinion declaration
    complaint acknowledgment acknowledgement conclusion assessment finding confession charge denial concern
    confidence
    """
)
#: Verbs that voice such a noun: expressed the view that.
VOICING = _words("express make voice issue repeat reiterate have give offer state raise share deny reject")
#: Cues of a text that relays what somebody said elsewhere: "…," she said, according to the Courier.
RELAYING = _words("according accord report")
#: What bears words that nobody speaks: banners that read "…".
BEARERS = _words("sign banner placard poster shirt t-shirt hat cap flag sticker billboard plaque graffiti tattoo")
#: Labels before a colon that name no speaker: Watch: "…".
LABELS = _words(
    """
    watch video exclusive opinion analysis review live photos pictures breaking update editorial comment explainer
    interview podcast quiz listen read letter letters correction note editor
    """
)
#: Nouns that a headline names as its source: Poll: …
NAMED_SOURCES = _words("poll report study survey newspaper police official officials source sources")
#: What a statement stands in: issued a statement saying.
ATTRIBUTING_NOUNS = _words(
    """
    statement release letter email e-mail message memo note tweet post ad advertisement report story article column
    speech interview video editorial op-ed essay book text document testimony remark comment warning piece
    """
)
#: Verbs that take a clause and attribute nothing.
NO_SPEECH = _words("make ensure mean require happen be have guarantee get let cause help keep see bet wish do")
#: Nouns that stand for an organization named before: the institute said.
BODIES = _words(
    """
    company group institute agency ministry organization organisation party paper newspaper network firm university
    council court committee commission department bank union foundation association charity airline magazine channel
    outlet broadcaster club team operator organizer organiser center centre authority bureau
    """
)
#: Nouns for a person that may stand for one named before: the scientist said.
PEOPLE = _words(
    """
    scientist director singer expert author professor researcher analyst official lawyer attorney judge player coach
    artist writer filmmaker musician activist astronomer physicist doctor physician engineer economist historian
    politician candidate senator lawmaker minister president governor mayor ambassador diplomat general officer
    commander chief leader executive founder billionaire entrepreneur journalist reporter correspondent student
    teacher victim survivor witness passenger star rapper comedian producer manager captain pilot veteran
    """
)
#: Nouns for what a speaker wrote: the statement added.
DOCUMENTS = _words("statement letter email post tweet message memo note release interview testimony")
#: To whom words are said, where no name tells.
ADDRESSEES = _words(
    """
    reporter journalist crowd supporter audience voter lawmaker parliament court judge agency newspaper conference
    network magazine interviewer host listener viewer colleague delegate senator committee rally gathering
    """
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a verb may attribute."""

    speech: bool = False  #: quoted words, and clauses before, around or after the verb
    clause: bool = False  #: a clause after the verb
    infinitive: bool = False  #: an infinitive: vowed to stay
    directive: bool = False  #: somebody and an infinitive: urged them to stay
    object: bool = False  #: a noun phrase: criticized the plan
    naming: bool = False  #: a noun phrase and what it is called: called the plan a disgrace
    seeming: bool = False  #: a subject and what it seems to be
    passive: bool = False  #: attributes in the passive
    prepositions: frozenset[str] = field(default_factory=frozenset)


def _frames() -> dict[str, Frame]:
    lemmas = SPEECH | THOUGHT | SHOWING | INTENT | DIRECTIVE | JUDGMENT | NAMING | SEEMING | PASSIVE | TALKING.keys()
    return {
        lemma: Frame(
            speech=lemma in SPEECH,
            clause=lemma in SPEECH or lemma in THOUGHT or lemma in SHOWING,
            infinitive=lemma in INTENT,
            directive=lemma in DIRECTIVE,
            object=lemma in JUDGMENT,
            naming=lemma in NAMING,
            seeming=lemma in SEEMING,
            passive=lemma in PASSIVE,
            prepositions=TALKING.get(lemma, frozenset()),
        )
        for lemma in lemmas
    }


#: Every verb that attributes, by its lemma.
FRAMES = _frames()
