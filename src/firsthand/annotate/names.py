"""What is known of names before the article is read: a gazetteer, and the words that give a name's kind away."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

#: What each section of gazetteer.txt makes of a name.
_PLACES = ("country", "capital", "state", "region", "city")
_BODIES = ("seat", "body")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Last or first words of the names of bodies.
BODY_WORDS = _words(
    "Academy Administration Agency Airlines Airways Alliance Army Assembly Associates Association Authority Bank Board Brigade "
    "Broadcaster Brothers Bureau Cabinet Center Centre Chamber Church Clinic Club Coalition Co College Commission "
    "Committee Company Confederation Congress Consortium Cooperative Corp Corporation Corps Council Court Department Dept "
    "Directorate Division Enterprises Exchange Federation Force Forces Forum Foundation Front Fund Gazette Government Group Guard "
    "Guards Headquarters Herald Holdings Hospital Inc Industries Institute Institution International Journal Labs "
    "Laboratory Laboratories League Legion LLC LLP Ltd Limited Magazine Media Militia Ministry Motors Movement Museum "
    "Navy Network Networks News Newspaper Observatory Office Orchestra Organisation Organization Parliament Partners Partnership "
    "Party Patrol PLC plc Police Post Press Prosecutor Radio Regiment School Secretariat Senate Service Services "
    "Society Squad Studios Systems Team Technologies Telegraph Television Times Tribunal Tribune TV Union Unit "
    "Universities University Watch"
)
#: First words that join what follows through "of", "for", "on": "Ministry of Defence".
BODY_HEADS = _words(
    "Academy Association Bank Board Bureau Center Centre Chamber Church Coalition Commission Committee Confederation "
    "Congress Council Court Department Federation Foundation Fund Government House Institute Ministry Movement Museum Office "
    "Organisation Organization Parliament School Society Union University Bank Doctors Friends Campaign Democrats "
    "Scientists Physicians Reporters Party League Faculty Defenders Daughters Sons"
)
#: Last words of names of places.
PLACE_WORDS = _words(
    "Airport Archipelago Avenue Ave Base Basin Bay Beach Boulevard Bridge Canal Canyon Cape City Coast County Creek Desert "
    "District Drive Falls Forest Garden Gardens Gulf Harbor Harbour Heights Highway Hill Hills Island Islands Isle Lake "
    "Lane Mall Mountain Mountains Ocean Oblast Palace Park Parish Peninsula Plaza Port Prefecture Prison Province Ranch "
    "Reef Region Republic River Road Sea Square Stadium Station Strait Street St Territory Township Tower Towers Town "
    "Valley Village Volcano"
)
PLACE_HEADS = _words("Bay Cape City Gulf Isle Island Lake Mount Mt Port Province Republic Sea State Strait Straits Kingdom Camp")
#: Last words of names of happenings, works, laws and products.
OTHER_WORDS = _words(
    "Accord Accords Act Agreement Amendment Award Awards Bill Bowl Championship Championships Convention Cup Day Deal "
    "Declaration Derby Festival Games Holocaust Marathon Olympics Open Pact Plan Prix Prize Protocol Revolution Series "
    "Summit Tour Treaty Trophy War Week"
)
#: Words that make a title, alone or after others: "Defence Minister", "Secretary-General". In the order of office, church,
#: forces, police, courts, business, manners.
TITLES = _words(
    "President Premier Minister Chancellor Secretary Secretary-General Secretary Governor Mayor Senator Sen Sens Rep Reps "
    "Representative Congressman Congresswoman Councillor Councilman Councilwoman Councilmember Commissioner Ambassador Envoy Speaker "
    "Chairman Chairwoman Chair Chairperson Spokesman Spokeswoman Spokesperson Deputy Lawmaker MP MEP Gov "
    "King Queen Prince Princess Emperor Duke Duchess Earl Baron Baroness Lord Lady Dame Sir Sheikh Sheik Emir Sultan "
    "Pope Cardinal Archbishop Bishop Rabbi Imam Ayatollah Patriarch Father Pastor Reverend Rev Sister Brother "
    "General Gen Lieutenant Lt Colonel Col Major Maj Captain Capt Commander Cmdr Admiral Adm Sergeant Sgt Corporal "
    "Cpl Private Brigadier Brig Marshal Officer Detective Inspector Superintendent Constable Sheriff Chief Agent Trooper Cadet "
    "Judge Justice Attorney Prosecutor Solicitor Magistrate "
    "CEO CFO COO Director Manager Coach Boss Professor Prof Doctor Dr Dr. "
    "Mr Mr. Mrs Mrs. Ms Ms. Miss Gen. Lt. Col. Maj. Capt. Sgt. Cpl. Rep. Sen. Gov. Prof. Rev. Adm. Det. Supt. Insp. Pvt. Cmdr. "
    "Leader Dictator Analyst Economist Academic Historian Author Actor Actress Singer Journalist Editor Reporter Astronaut "
    "Elder Comrade Monsignor Mullah Maulana Hon Honourable Honorable Taoiseach Tsar Czar Ex-President Treasurer"
)
#: Words that stand before a title and belong to it.
TITLE_PARTS = _words(
    "Prime Vice Deputy Assistant Acting Former Foreign Defence Defense Interior Finance Home Justice Health Education Energy Trade "
    "Transport Transportation Environment Agriculture Labour Labor Economy Culture Sports Information Security National "
    "General Chief Senior Junior Lead First Second Third Executive Managing Attorney Solicitor Press Opposition Supreme "
    "High Special Permanent Police Fire State Crown Grand Major Lieutenant Under Shadow Cabinet Housing Immigration "
    "Communications Development Treasury Homeland Assembly House Senate Majority Minority Commerce Internal Affairs External "
    "Privy District County City Court Chancellor Director Secretary Intelligence Ex Staff Army Air Naval Navy Vice-Chancellor Head "
    "Detective Brigadier Rear Squadron Wing Lance Master Petty Right Most Very Hon Honourable Your His Her Holy Her Supreme "
    "Associate Emeritus Interim Outgoing Incoming Regional Local Federal Public Human Rights Science Technology Industry "
    "Tourism Planning Water Works Party Campaign Communications Art Creative Technical Financial Operating Marketing"
)
#: Common nouns that say what a person is or does, before a name or after it between commas.
ROLES = _words(
    "academic activist actor actress adviser advisor aide ally ambassador analyst anchor archbishop artist astronaut astronomer athlete "
    "attorney author ayatollah banker barrister biologist bishop blogger boss boxer boyfriend brother businessman businesswoman candidate "
    "captain cardinal ceo chair chairman chairperson chairwoman chancellor chef chief cleric co-founder coach columnist "
    "comedian commander commentator commissioner composer congressman congresswoman constable coordinator coroner correspondent "
    "councillor counsel counterpart cousin creator criminologist critic curator daughter dean defender defendant deputy designer detective "
    "developer dictator diplomat director doctor driver economist editor emir engineer envoy epidemiologist executive expert "
    "father fiancee fighter filmmaker financier firefighter forward founder friend general geologist girlfriend goalkeeper governor guitarist "
    "head historian host husband imam inspector investigator investor journalist judge justice king lawmaker lawyer leader lecturer legislator "
    "lieutenant magistrate magnate manager mayor mediator midfielder militant minister mogul mother mp musician negotiator neighbor "
    "neighbour nephew niece novelist nurse officer official oligarch ombudsman opponent organizer owner painter partner pastor patriarch "
    "photographer physician physicist pilot player poet politician pope premier president priest prince princess principal "
    "producer professor prosecutor psychiatrist psychologist publisher quarterback queen rabbi rapper rebel reporter representative "
    "resident researcher rival ruler scholar scientist screenwriter secretary secretary-general senator sergeant sheriff "
    "singer sister skipper soldier solicitor son songwriter speaker specialist spokesman spokesperson spokeswoman star "
    "striker student superintendent suspect survivor teacher teammate tenor tsar technician treasurer tycoon undersecretary veteran vice-president victim "
    "warlord wife winner witness worker writer"
)
#: Capitalized words that are no names by themselves.
_NOT_NAMES = _words(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec spring summer autumn winter christmas easter "
    "i me my he him she her it its we us our you your they them their this that these those who what which when where why how "
    "the a an and or but if in on at by for from of to with as is are was were be been not no yes so yet "
    "am pm gmt utc est edt pst pdt bst cet ad bc "
    "breaking exclusive update updated read watch photo photos video image file source sources share advertisement comment "
    "mr mrs ms miss dr st jr sr ok god web internet"
)
#: Acronyms of things and offices that are no names.
_PLAIN_ACRONYMS = _words(
    "TV PC USB ID HD CEO CFO COO GPS DNA RNA HIV AIDS CCTV SUV UFO DVD CD IT PR VIP MVP GDP FAQ AM PM GMT UTC EST EDT PST PDT "
    "BST CET MP MPs MEP MEPs LGBT LGBTQ OK RSVP FYI ET CT PT NEW THE AND FOR ALL NOT BUT WHO WHY HOW IS ARE WAS TO OF IN ON AT BY"
)
#: Particles inside names of persons and places; lower case.
PARTICLES = _words("de del della der den des di da do dos du la le las los van von zu bin ibn bint al el ul ap y e st ter ten abu")


def fold(name: str) -> str:
    """A name as it is compared: lower case, no accents, no typographic marks, no leading article."""
    plain = name if name.isascii() else "".join(
        c for c in unicodedata.normalize("NFKD", name.translate(_TYPOGRAPHY)) if not unicodedata.combining(c)
    )
    words = plain.casefold().replace(".", "").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "–": "-", "‑": "-", "ʻ": "'", "ł": "l", "ø": "o", "ı": "i", "đ": "d"})


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Folded names by what they are."""

    places: dict[str, str]  #: name to section: country, capital, state, region or city
    bodies: frozenset[str]
    groups: frozenset[str]  #: nationalities, faiths, parties' members; singular and plural
    given: frozenset[str]  #: given names of persons

    def kind(self, folded: str) -> str | None:
        """The kind of a folded name where the gazetteer has it: place, organization or other."""
        if folded in self.groups:
            return "other"
        if folded in self.bodies:
            return "organization"
        return "place" if folded in self.places else None


@cache
def gazetteer() -> Gazetteer:
    """The one that comes with the program, read once a process: a constant kept in a file."""
    sections: dict[str, list[str]] = {}
    title = ""
    for line in files(__package__).joinpath("gazetteer.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            title = line.strip("[]")
            sections[title] = []
        elif line and not line.startswith("#"):
            sections[title].append(line)
    names = {t: [fold(n) for n in " ".join(lines).split(";") if n.strip()] for t, lines in sections.items()}
    groups = {n for n in names["group"]}
    return Gazetteer(
        places={n: t for t in reversed(_PLACES) for n in names[t]},
        bodies=frozenset(n for t in _BODIES for n in names[t]),
        groups=frozenset(groups | {n + "s" for n in groups}),
        given=frozenset(names["given"]),
    )


def is_plain_word(word: str) -> bool:
    """Whether a capitalized word is no name by itself: a weekday, a month, a pronoun, page furniture."""
    if len(word) > 1 and word.isupper():
        return word in _PLAIN_ACRONYMS
    return word in _PLAIN_ACRONYMS or word.casefold().rstrip(".") in _NOT_NAMES
