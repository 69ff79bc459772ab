"""Words that give a name away: what it is, where it begins, what stands with it. General knowledge of English news."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Last or first words of the names of bodies.
BODY_WORDS = _words(
    "AB AG Academy Administration Agency Airlines Airways Alliance Army Assembly Associates Association Authority "
    "Ballet Bank Board Brigade Broadcaster Bros Brothers Bulletin Bureau Cabinet Capital Center Centre Chamber "
    "Chronicle Church Clinic Club Co Coal Coalition College Commission Committee Communications Company Confederation "
    "Congress Consortium Cooperative Corp Corporation Corps Cos Council Court Daily Department Dept Directorate "
    "Division Electric Energy Enterprises Entertainment Examiner Exchange Federation Foods Force Forces Forum "
    "Foundation Front Fund Gazette GmbH Government Group Guard Guards Headquarters Herald Holdings Hospital Inc "
    "Industries Inquirer Institute Institution Insurance International Journal LLC LLP Laboratories Laboratory Labs "
    "League Leagues Legion Library Limited Lodge Ltd Magazine Media Militia Ministry Motors Movement Museum NV Navy "
    "Network Networks News Newspaper Observatory Observer Office Oil Opera Orchestra Organisation Organization PLC "
    "Parliament Partners Partnership Party Patrol Pharmaceuticals Pictures Police Post Press Productions Prosecutor "
    "Radio Records Regiment Review SA Savings School Secretariat Securities Senate Service Services Society SpA Squad "
    "Standard Steel Store Stores Studios System Systems TV Team Technologies Telecom Telegraph Television Theater "
    "Theatre Times Tribunal Tribune Trust Union Unit Universities University Watch Weekly plc"
)

#: First words that join what follows through "of", "for", "on": "Ministry of Defence".
BODY_HEADS = _words(
    "Academy Association Bank Board Bureau Campaign Center Centre Chamber Church Coalition Commission Committee "
    "Confederation Congress Council Court Daughters Defenders Democrats Department Doctors Faculty Federation "
    "Foundation Friends Fund Government House Institute League Ministry Movement Museum Office Organisation "
    "Organization Parliament Party Physicians Reporters School Scientists Society Sons Transport Union University"
)

#: Last words of names of places.
PLACE_WORDS = _words(
    "Abbey Airport Archipelago Ave Avenue Base Basin Bay Beach Boulevard Bridge Canal Canyon Cape Casino Cathedral "
    "City Coast County Creek Dam Desert District Drive Factory Falls Forest Garden Gardens Glacier Gulf Harbor "
    "Harbour Heights Highway Hill Hills Hotel Inn Island Islands Isle Lake Land Lane Lighthouse Mall Mine Monastery "
    "Mountain Mountains Oblast Ocean Palace Parish Park Pass Peninsula Plant Plaza Port Prefecture Prison Province "
    "Quarry Ranch Reef Region Republic Reservoir Resort River Road Sea Shelf Sound Square St Stadium Station Strait "
    "Street Territory Tower Towers Town Township Tunnel Valley Village Volcano Way"
)

#: First words of names of places: "Lake Vell", "Port of Vell".
PLACE_HEADS = _words(
    "Bay Camp Cape City Gulf Island Isle Kingdom Lake Mount Mt Port Province Republic Sea State Strait Straits"
)

#: Last words of names of happenings, works, laws and products.
OTHER_WORDS = _words(
    "Accord Accords Act Agreement Amendment Award Awards Bill Bowl Championship Championships Convention Cup Day Deal "
    "Declaration Derby Festival Games Holocaust Marathon Olympics Open Pact Plan Prix Prize Protocol Revolution "
    "Series Summit Tour Treaty Trophy War Week"
)

#: Words that make a title before a name, alone or after others: "Defence Minister", "Secretary-General".
TITLES = _words(
    "Academic Actor Actress Adm Adm. Admiral Agent Ambassador Analyst Archbishop Asst. Astronaut Attorney Atty. "
    "Author Ayatollah Baron Baroness Bishop Boss Brig Brigadier Brother CEO CFO COO Cadet Capt Capt. Captain Cardinal "
    "Chair Chairman Chairperson Chairwoman Chancellor Chief Cmdr Cmdr. Coach Col Col. Colonel Commander Commissioner "
    "Comrade Con Congressman Congresswoman Const Constable Corporal Councillor Councilman Councilmember Councilwoman "
    "Cpl Cpl. Czar Dame Del. Dep. Deputy Det. Detective Dictator Director Doctor Dr Dr. Duchess Duke Earl Economist "
    "Editor Elder Emir Emperor Envoy Ex-President Father Gen Gen. General Gov Gov. Governor Historian Hon Honorable "
    "Honourable Imam Insp Insp. Inspector Journalist Judge Justice King Lady Lawmaker Leader Lieutenant Lord Lt Lt. "
    "MEP MP Magistrate Maj Maj. Major Manager Marshal Maulana Mayor Minister Miss Monsignor Mr Mr. Mrs Mrs. Ms Ms. "
    "Mullah Officer Pastor Patriarch Pope Premier President Prince Princess Private Prof Prof. Professor Prosecutor "
    "Pvt. Queen Rabbi Rep Rep. Reporter Representative Reps Reps. Rev Rev. Reverend Secretary Secretary-General Sen "
    "Sen. Senator Sens Sens. Sergeant Sgt Sgt. Sheik Sheikh Sheriff Singer Sir Sister Solicitor Speaker Spokesman "
    "Spokesperson Spokeswoman Sultan Superintendent Supt Supt. Taoiseach Treasurer Trooper Tsar"
)

#: Words that stand before a title, or after its "of", and belong to it.
TITLE_PARTS = _words(
    "Acting Affairs Agriculture Air Army Art Assembly Assistant Associate Asst Attorney Brigadier Cabinet Campaign Ch "
    "Chancellor Chief City Commerce Communications County Court Creative Crown Culture Defence Defense Dep Deputy Det "
    "Detective Development Director District Economy Education Emeritus Energy Environment Ex Exchequer Executive "
    "External Federal Finance Financial Fire First Foreign Former General Grand Head Health Her High His Holy Home "
    "Homeland Hon Honourable House Housing Human Immigration Incoming Industry Information Intelligence Interim "
    "Interior Internal Junior Justice Labor Labour Lance Lead Lieutenant Local Major Majority Managing Marketing "
    "Master Minority Most National Naval Navy Operating Opposition Outgoing Party Permanent Petty Planning Police "
    "Press Prime Privy Public Rear Regional Right Rights Science Second Secretary Security Senate Senior Shadow "
    "Solicitor Special Sports Squadron Staff State Supreme Technical Technology Third Tourism Trade Transport "
    "Transportation Treasury Under Universe Very Vice Vice-Chancellor Water Wing Works Your"
)

#: Titles that say nothing of what a person does.
COURTESY = _words("Mr Mr. Mrs Mrs. Ms Ms. Miss Sir Lady Lord Dame")

#: Common nouns that say what a person is or does, before a name or after it between commas.
ROLES = _words(
    "academic activist actor actress adviser advisor aide ally ambassador analyst anchor archbishop artist astronaut "
    "astronomer athlete attorney author ayatollah banker barrister biologist bishop blogger boss boxer boyfriend "
    "brother businessman businesswoman candidate captain cardinal ceo chair chairman chairperson chairwoman "
    "chancellor chef chief cleric co-founder coach columnist comedian commander commentator commissioner composer "
    "congressman congresswoman constable coordinator coroner correspondent councillor counsel counterpart cousin "
    "creator criminologist critic curator daughter dean defendant defender deputy designer detective developer "
    "dictator diplomat director doctor driver economist editor emir engineer envoy epidemiologist executive expert "
    "father fiancee fighter filmmaker financier firefighter forward founder friend general geologist girlfriend "
    "goalkeeper governor guitarist head historian host husband imam inspector investigator investor journalist judge "
    "justice king lawmaker lawyer leader lecturer legislator lieutenant magistrate magnate manager mayor mediator "
    "midfielder militant minister mogul mother mp musician negotiator neighbor neighbour nephew niece novelist nurse "
    "officer official oligarch ombudsman organizer owner painter partner pastor patriarch photographer "
    "physician physicist pilot player poet politician pope premier president priest prince princess principal "
    "producer professor prosecutor psychiatrist psychologist publisher quarterback queen rabbi rapper rebel reporter "
    "representative researcher resident ruler scholar scientist screenwriter secretary secretary-general "
    "senator sergeant sheriff singer sister skipper soldier solicitor son songwriter speaker specialist spokesman "
    "spokesperson spokeswoman star striker student superintendent survivor suspect teacher teammate technician tenor "
    "treasurer tsar tycoon undersecretary veteran vice-president victim warlord wife winner witness worker writer"
)

#: Capitalized words that are no part of a name: weekdays, months, pronouns, the furniture of pages. Folded.
NOT_NAMES = _words(
    "a ad advertisement am an and apr april are as at aug august autumn bc be been breaking bst but by caption cet "
    "christmas click comment copyright dec december easter edt est exclusive feb february file for fri friday from "
    "gmt god he her hide him how i if image in invalid is it its jan january jr jul july jun june mar march may me "
    "mon monday my newsletter no not nov november oct october of ok on or our pdt photo photos pm pst read sat "
    "saturday sep sept september share she show so source sources spring sr subscribe summer sun sunday that the "
    "their them these they this those thu thur thurs thursday to tue tues tuesday update updated us utc video was "
    "watch we wed wednesday were what when where which who why winter with yes yet you your"
)

#: Words that are no names alone, though they may begin or end one. Folded.
ALONE = _words(
    "brand building central day east email eve game god great internet las los more new north page saint san south "
    "state story top web west year"
)

#: Acronyms of things and offices, and small words in capitals, that are no names.
PLAIN_ACRONYMS = _words(
    "ACL AI AIDS ALL AM AND ARE AT ATM BST BUT BY CCTV CD CEO CET CFO COO CPR CT DIY DLL DNA DUI DVD DWI EDT EST ET "
    "FAQ FOR FYI GDP GMT GPS HD HIV HOW HTML ICU ID IN IQ IS IT IVF LGBT LGBTQ M.D. MD MEP MEPs MP MPs MVP NOT OF OK "
    "ON PC PDF PDT PM PR PST PT Ph.D. PhD RBI RNA RSVP SUV THE TO TV UFO URL USB UTC VIP VP VR WAS WHY"
)

#: Common nouns after the name of a place: "Vell province".
LANDS = _words(
    "airport bay beach border city coast county desert district forest island islands lake mountains neighborhood "
    "neighbourhood oblast peninsula port prefecture province region river state suburb territory town township valley "
    "village"
)

#: Common nouns after the name of a body: "the Vell newspaper".
BODY_NOUNS = _words(
    "agency airline bank brand broadcaster carmaker club company daily employees executives faction fighters firm "
    "forces group guerrillas insurgents magazine maker mercenaries militants militia network newspaper operative "
    "operatives outlet party rebels retailer shares spokesman spokesperson spokeswoman startup stock subsidiary team "
    "troops union website"
)

#: Legal forms at the end of the names of companies, without points.
FORMS = _words("AB AG Bros Co Corp Corporation Cos GmbH Inc LLC LLP Limited Ltd NV PLC Plc SA SpA plc")

#: Particles inside names of persons and places.
PARTICLES = _words(
    "abu al ap bin bint da de del della den der des di do dos du e el ibn la las le los st ten ter ul van von y zu"
)

#: People that bodies are named after with a possessive, beside those of ROLES: "Workers' Party", "People's Daily".
FOLK = _words(
    "children doctors farmers fishermen ladies lawyers men merchants nurses people state teachers veterans women "
    "workers"
)

#: Relatives, who share a surname with somebody else.
KIN = _words(
    "aunt brother cousin dad daughter father granddaughter grandfather grandmother grandson husband mom mother mum "
    "nephew niece parents sibling sister son stepfather stepmother twin uncle widow widower wife"
)

#: Common nouns right before the name of a body: "the newspaper Vell".
NAMED_BODIES = _words(
    "agency airline band bank brand broadcaster channel charity club company conglomerate daily firm giant group label "
    "magazine militia monopoly network newspaper nonprofit outlet party platform producer rebels retailer startup "
    "station team union website"
)

#: Common nouns right before the name of a craft, work, storm or product: "the tanker Vell".
NAMED_THINGS = _words(
    "aircraft album app asteroid boat book browser carrier comedy comet cyclone documentary drama drug ferry film "
    "freighter frigate game hurricane missile movie musical novel play rocket satellite series ship show single song "
    "spacecraft submarine tanker thriller tugboat typhoon vessel warship yacht"
)

#: Common nouns after the name of a product or work: "the Vell browser".
THING_NOUNS = _words(
    "album app browser console franchise handset hashtag malware missile movie musical probe ransomware sitcom "
    "smartphone spacecraft soundtrack trilogy vaccine virus worm"
)

#: Common nouns after the name of a town: "a Vell hospital".
LOCAL_NOUNS = _words(
    "apartment church court courtroom hospital jail mall nightclub police precinct resident residents schoolgirls"
)

#: States of the United States as news abbreviates them after a town.
STATES = _words(
    "Ala. Ariz. Ark. Calif. Colo. Conn. Del. Fla. Ga. Ill. Ind. Kan. Ky. La. Md. Mass. Mich. Minn. Miss. Mo. Mont. "
    "N.C. N.D. N.H. N.J. N.M. N.Y. Neb. Nev. Okla. Ore. Pa. R.I. S.C. S.D. Tenn. Tex. Va. Vt. W.Va. Wash. Wis. Wyo. "
    "D.C."
)

#: Relations to verbs that people alone have: (dependency label, lemma).
LIVES = frozenset(
    [("nsubj", verb) for verb in "cry die laugh marry retire sing smile tweet weep".split()]
    + [("nsubjpass", verb) for verb in "arrest bear behead convict handcuff hospitalize imprison jail marry".split()]
)

#: Marks after which a name or a noun beside it is complete.
CLOSES = frozenset(",.;:)—–")

#: The ends of possessives.
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})

#: First words of the names of ships.
SHIP_PREFIXES = _words("HMAS HMCS HMS HMNZS INS MT MV RFA RMS RRS RV SS USCGC USNS USS")
