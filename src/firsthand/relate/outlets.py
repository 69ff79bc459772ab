"""Publishers that other publishers quote: their names in running text, their hosts, and words that attribute a report to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from firsthand.model import Publisher

#: Short name: other names in text, then hosts. General knowledge; a name that is also a common word ("Time",
#: "Independent") stands with its article or not at all.
_KNOWN = """
AFP: Agence France-Presse, Agence France Presse; afp.com
AP: Associated Press; apnews.com, ap.org
Reuters: Thomson Reuters; reuters.com
PA: Press Association, PA Media, PA news agency; pressassociation.com, pa.media
UPI: United Press International; upi.com
dpa: Deutsche Presse-Agentur; dpa.com
EFE: Agencia EFE; efe.com
ANSA: ; ansa.it
Xinhua: ; xinhuanet.com, news.cn
TASS: Itar-Tass, ITAR-TASS; tass.com, tass.ru
RIA Novosti: RIA; ria.ru
Interfax: ; interfax.ru, interfax.com
BelTA: Belta, BELTA; belta.by
Ukrinform: ; ukrinform.net
Yonhap: Yonhap News Agency; yna.co.kr
Kyodo: Kyodo News; kyodonews.net
KCNA: Korean Central News Agency; kcna.kp
PTI: Press Trust of India; ptinews.com
ANI: Asian News International; aninews.in
IRNA: ; irna.ir
Anadolu: Anadolu Agency; aa.com.tr
MENA: Middle East News Agency; mena.org.eg
SANA: ; sana.sy
WAFA: ; wafa.ps
SPA: Saudi Press Agency; spa.gov.sa
NAN: News Agency of Nigeria; nannews.ng
AAP: Australian Associated Press; aap.com.au
Bloomberg: Bloomberg News; bloomberg.com
New York Times: NYT, NY Times, nytimes; nytimes.com
Washington Post: WaPo; washingtonpost.com
Wall Street Journal: WSJ; wsj.com
USA Today: USA TODAY; usatoday.com
Los Angeles Times: LA Times, L.A. Times; latimes.com
Chicago Tribune: ; chicagotribune.com
Boston Globe: ; bostonglobe.com
San Francisco Chronicle: ; sfchronicle.com
Miami Herald: ; miamiherald.com
New York Post: NY Post; nypost.com
Daily News: ; nydailynews.com
CNN: ; cnn.com
NBC News: NBC; nbcnews.com
ABC News: ; abcnews.go.com, abc.net.au
CBS News: CBS; cbsnews.com
Fox News: ; foxnews.com
MSNBC: ; msnbc.com
NPR: National Public Radio; npr.org
PBS: ; pbs.org
CNBC: ; cnbc.com
Politico: POLITICO; politico.com, politico.eu
Axios: ; axios.com
The Hill: ; thehill.com
The Atlantic: ; theatlantic.com
New Yorker: ; newyorker.com
Newsweek: ; newsweek.com
Vox: ; vox.com
Vice News: VICE; vice.com
BuzzFeed: BuzzFeed News, Buzzfeed; buzzfeed.com, buzzfeednews.com
HuffPost: Huffington Post; huffpost.com, huffingtonpost.com
Business Insider: ; businessinsider.com, businessinsider.de
Forbes: ; forbes.com
Fortune magazine: ; fortune.com
Rolling Stone: ; rollingstone.com
Variety: ; variety.com
Hollywood Reporter: THR; hollywoodreporter.com
Deadline: Deadline Hollywood; deadline.com
Entertainment Weekly: ; ew.com
Us Weekly: ; usmagazine.com
TMZ: ; tmz.com
ESPN: ; espn.com
The Verge: ; theverge.com
TechCrunch: ; techcrunch.com
Engadget: ; engadget.com
CNET: ; cnet.com
Ars Technica: ; arstechnica.com
Wired: WIRED; wired.com
Gizmodo: ; gizmodo.com
9to5Mac: ; 9to5mac.com
9to5Google: ; 9to5google.com
BBC: BBC News; bbc.com, bbc.co.uk
Guardian: the Observer; theguardian.com, guardian.co.uk
The Times of London: Sunday Times; thetimes.co.uk, thetimes.com
Daily Telegraph: Telegraph, Sunday Telegraph; telegraph.co.uk
The Independent: ; independent.co.uk
Daily Mail: MailOnline, Mail on Sunday; dailymail.co.uk
Daily Mirror: The Mirror; mirror.co.uk
The Sun: ; thesun.co.uk
Daily Express: ; express.co.uk
Evening Standard: ; standard.co.uk
Financial Times: FT; ft.com
Sky News: ; news.sky.com
Channel 4 News: ; channel4.com
ITV News: ITV; itv.com
The Economist: ; economist.com
Irish Times: ; irishtimes.com
RTÉ: RTE; rte.ie
Der Spiegel: Spiegel; spiegel.de
Bild: ; bild.de
Die Zeit: ; zeit.de
Die Welt: ; welt.de
Süddeutsche Zeitung: Sueddeutsche Zeitung; sueddeutsche.de
Frankfurter Allgemeine Zeitung: FAZ; faz.net
Deutsche Welle: DW; dw.com
Le Monde: ; lemonde.fr
Le Figaro: ; lefigaro.fr
Libération: ; liberation.fr
France 24: ; france24.com
El País: El Pais; elpais.com
El Mundo: ; elmundo.es
Corriere della Sera: ; corriere.it
La Repubblica: ; repubblica.it
Politiken: ; politiken.dk
Aftonbladet: ; aftonbladet.se
Gazeta Wyborcza: ; wyborcza.pl
Kommersant: ; kommersant.ru
Novaya Gazeta: ; novayagazeta.eu
Meduza: ; meduza.io
RT: Russia Today; rt.com
Sputnik: Sputnik News; sputniknews.com, sputnikglobe.com
Kyiv Independent: ; kyivindependent.com
Ukrainska Pravda: Ukrayinska Pravda; pravda.com.ua
Al Jazeera: Al-Jazeera; aljazeera.com, aljazeera.net
Al Arabiya: ; alarabiya.net
Al-Ahram: Ahram Online; ahram.org.eg
Haaretz: ; haaretz.com
Jerusalem Post: ; jpost.com
Times of Israel: ; timesofisrael.com
Hurriyet: Hürriyet; hurriyet.com.tr
Dawn newspaper: ; dawn.com
Times of India: ; timesofindia.indiatimes.com
Hindustan Times: ; hindustantimes.com
Indian Express: ; indianexpress.com
The Hindu: ; thehindu.com
NDTV: ; ndtv.com
China Daily: ; chinadaily.com.cn
Global Times: ; globaltimes.cn
People's Daily: ; people.cn
CGTN: ; cgtn.com
South China Morning Post: SCMP; scmp.com
Chosun Ilbo: ; chosun.com
Korea Herald: ; koreaherald.com
Asahi Shimbun: ; asahi.com
Nikkei: ; nikkei.com
NHK: ; nhk.or.jp
Straits Times: ; straitstimes.com
Channel NewsAsia: CNA; channelnewsasia.com
Sydney Morning Herald: ; smh.com.au
The Australian newspaper: ; theaustralian.com.au
Globe and Mail: ; theglobeandmail.com
Toronto Star: ; thestar.com
CBC News: CBC; cbc.ca
CTV News: CTV; ctvnews.ca
Folha de S.Paulo: Folha; folha.uol.com.br
Premium Times: ; premiumtimesng.com
Daily Nation: ; nation.africa
Mail & Guardian: ; mg.co.za
Radio Free Europe: RFE/RL; rferl.org
Voice of America: VOA; voanews.com
"""

#: Agencies: their text reaches readers through others, so an article may rest on one that is not at hand.
AGENCIES = frozenset(
    "AFP AP Reuters PA UPI dpa EFE ANSA Xinhua TASS Interfax BelTA Ukrinform Yonhap Kyodo KCNA PTI ANI IRNA Anadolu MENA SANA WAFA SPA "
    "NAN AAP Bloomberg".split()
) | {"RIA Novosti"}

_TOLD = r"(?:told|tells|telling|informed|interview (?:with|in|to|published in)|speaking (?:to|with)|spoke (?:to|with)|talk(?:ed|ing) to|said (?:to|in)|wrote in|according to|statements? (?:sent )?to|confirmed (?:to|by)|obtained by|reviewed by|seen by|reported (?:by|in)|report (?:by|in|from)|published (?:by|in)|revealed (?:by|in|to)|noted by|provided|per|via|cited by|quoted by|quoted in|citing|source:|from)"
_KIND = r"(?:the |a |an |british |american |russian |german |french |israeli |local |state |state-run |news |newspaper |magazine |daily |tabloid |agency |website |site |broadcaster |network |channel |outlet |radio |television |tv |online |publication |paper ){0,5}"
_SAID = r"(?:'s|’s)? (?:columnist |newspaper |news agency |agency |magazine |website |article |report |story |interview |investigation |op-ed ){0,3}(?:first |also |has |had |further |then |previously |later |exclusively ){0,2}(?:reported|reports|said|says|claimed|claims|published|publishes|revealed|reveals|wrote|writes|noted|notes|quoted|quotes|cited|cites|learned|investigation|interview|reporting|report|described|detailed|explained|broke the)\b"
_BEFORE = re.compile(rf"\b{_TOLD} {_KIND}$", re.IGNORECASE)
_AFTER = re.compile(_SAID)


@dataclass(frozen=True, slots=True)
class Attribution:
    """A place where an article names a publisher."""

    outlet: str
    start: int
    end: int
    reports: bool  #: whether something is attributed to what that publisher brought, not just its name mentioned


@lru_cache(maxsize=1)
def _names() -> MappingProxyType[str, str]:
    """Short name by every name in text."""
    found = {}
    for line in _KNOWN.strip().splitlines():
        short, rest = line.split(": ", 1)
        for name in [short, *filter(None, map(str.strip, rest.split(";")[0].split(",")))]:
            found[name] = short
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def _hosts() -> MappingProxyType[str, str]:
    """Short name by host."""
    found = {}
    for line in _KNOWN.strip().splitlines():
        short, rest = line.split(": ", 1)
        for host in map(str.strip, rest.split(";")[1].split(",")):
            found[host] = short
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = sorted(_names(), key=lambda n: (-len(n), n))
    return re.compile(r"(?<![\w/@])(?:" + "|".join(re.escape(n) for n in names) + r")(?![\w/])")


def outlet_of(publisher: Publisher | None) -> str | None:
    """The short name of a publisher: from the list by host or name, else as it is printed; None where it is not known."""
    if publisher is None:
        return None
    host = publisher.id.lower().removeprefix("www.")
    parts = host.split(".")
    for i in range(len(parts) - 1):
        if short := _hosts().get(".".join(parts[i:])):
            return short
    name = publisher.name.removeprefix("The ")
    return _names().get(publisher.name) or _names().get(name) or (publisher.name if "." not in publisher.name else None)


def find_attributions(text: str, start: int, end: int, printed: Iterable[str] = ()) -> list[Attribution]:
    """Where the range of a text names publishers: those of the list, and `printed` names of others."""
    places = [(m.start(), m.end(), _names()[m[0]]) for m in _pattern().finditer(text, start, end)]
    known = {p[:2] for p in places}
    for name in sorted(set(printed) - set(_names())):
        places += [
            (m.start(), m.end(), name)
            for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text[:end])
            if m.start() >= start and m.span() not in known
        ]
    found = []
    for at, until, outlet in sorted(places):
        before, after = text[max(start, at - 90) : at], text[until : min(end, until + 90)]
        reports = bool(_BEFORE.search(before) or _AFTER.match(after))
        found.append(Attribution(outlet, at, until, reports))
    return found
