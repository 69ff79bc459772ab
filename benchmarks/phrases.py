"""The invented words that invented articles are made of. Braces name facts of the happening.

Of words in brackets one is chosen for each telling: [said|added].
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of happening: how it is headed, led and told."""

    titles: tuple[str, ...]
    leads: tuple[str, ...]
    details: tuple[str, ...]


COUNTRIES = "Vellmark Ostrania Keldovia Sarnland Tormeria Lusavia Brennia Quorland".split()
HEADS = (
    "Ald Bren Cor Dunn Esk Fal Grim Holm Ivel Kest Lorn Marl Nor Orl Pell Quen Rav Sel Tarn Ulv Ven Wex Yar Zell"
).split()
TAILS = "ford haven mouth stadt wick mere holt gate port field dale burg ness".split()
FIRST = (
    "Anneke Bastian Corin Delia Emeric Fenna Goran Hedda Ilse Joren Katrin Lasse Mirela Nadir Odile Pavo Runa Soren "
    "Talia Ulrik Vesna Willem Yara Zoran"
).split()
LAST = (
    "Abrask Bellord Corvain Drevik Eskeld Farnow Gradel Hollan Istrev Jarnov Kellerin Lomar Mavrin Norvik Ostrel "
    "Pardek Quillon Restov Saldan Torvell Umbrey Valtrin Wesker Yorland Zabrin"
).split()
FIRMS = "Rail Energy Chemicals Shipping Mining Foods Insurance".split()
OFFICES = ("Ministry of Public Works", "Ministry of the Interior", "National Safety Board", "Office of the Prosecutor")
POSTS = "Governor Mayor Minister Prosecutor Commissioner".split()
AGENCIES = ("Meridian News Agency", "Northern Press Wire")
OUTLETS = (
    "The Aldhaven Courier",
    "Vellmark Today",
    "Kest Observer",
    "The Harbor Post",
    "Ostrania Mirror",
    "Daily Lantern",
    "The Tarn Gazette",
    "Channel Six News",
    "Sarnland Herald",
    "The Evening Ledger",
    "Quorland Review",
    "The Riverside Independent",
    "Capital Dispatch",
    "Brennia Telegraph",
)

KINDS = (
    Kind(
        titles=(
            "Explosion at {firm} plant in {place} kills {dead}",
            "At least {dead} dead after blast at {place} factory",
            "{place} blast: {dead} killed, {hurt} injured",
        ),
        leads=(
            "An explosion at a plant of {firm} in {place} killed at least {dead} people and injured {hurt} on {day}, "
            "officials in {country} said.",
            "At least {dead} workers died and {hurt} were hurt when a storage tank exploded at a factory in {place} on "
            "{day}, according to the {office}.",
        ),
        details=(
            "The blast, which was heard in {other}, [shattered|blew out|broke] windows up to a mile away and sent a "
            "column of black "
            "smoke over the town.",
            "Firefighters [brought the blaze under control|had put out the last flames|contained the fire] shortly "
            "after {hour}, but the search for people trapped in "
            "the building went on through the night.",
            "About {homes} homes were [evacuated|cleared] because of fears that a second tank could ignite.",
            "[Most|Two thirds|Nearly all] of the injured were taken to the hospital in {other}, where {chief}, its "
            "director, said that nine of "
            "them were in [critical|serious but stable] condition.",
            "The plant, which opened in 1987 and employs some 600 people, makes solvents for paint and had been fined "
            "twice by inspectors.",
        ),
    ),
    Kind(
        titles=(
            "Floods force {homes} families from their homes near {place}",
            "River bursts its banks in {place}; {dead} dead",
            "{country} declares emergency as {place} is flooded",
        ),
        leads=(
            "Heavy rain drove the river over its banks in {place} on {day}, killing {dead} people and forcing the "
            "evacuation of {homes} homes, the {office} said.",
            "The government of {country} declared a state of emergency after floods swept through {place} early on "
            "{day} and left at least {dead} people dead.",
        ),
        details=(
            "The water rose by almost nine feet within {days} hours, and the bridge to {other} was carried away.",
            "Soldiers in [boats|helicopters|trucks] brought {hurt} people from the roofs of their houses, among them a"
            " woman who had given "
            "birth during the night.",
            "Schools will stay closed until Friday, and trains between {place} and {other} have been suspended.",
            "Forecasters expect another four inches of rain by the weekend, although the worst appears to be over.",
            "Damage was put at {money} by {firm}, which covers most of the houses along the river.",
        ),
    ),
    Kind(
        titles=(
            "{country} parliament passes bill on {firm}",
            "Lawmakers back {money} rescue of {firm}",
            "Rescue of {firm} divides {country}",
        ),
        leads=(
            "Lawmakers in {country} voted on {day} to lend {money} to {firm}, whose collapse would have cost {homes} "
            "jobs in and around {place}.",
            "After {days} days of debate the parliament of {country} approved a {money} rescue of {firm}, the largest "
            "employer of {place}.",
        ),
        details=(
            "The bill passed by {hurt} votes to {dead}, with several members of the governing coalition abstaining.",
            "Under the agreement, the company must sell its port in {other} and may not pay a dividend before 2031.",
            "The shares of the company rose by {share} within an hour of the vote, before trading was halted at "
            "{hour}.",
            "{chief}, who has led the company since 2019, is [expected|widely thought|said by colleagues] to step down"
            " in March.",
            "The union, which represents two thirds of the workers, had [threatened|prepared|voted for] a strike if "
            "the bill was rejected.",
        ),
    ),
    Kind(
        titles=(
            "Former minister charged over {money} contract in {place}",
            "{place} trial: prosecutors seek {days} years",
            "Court in {place} hears of payments to {chief}",
        ),
        leads=(
            "Prosecutors in {place} on {day} charged {chief}, a former minister, with taking bribes for a {money} "
            "contract that was awarded to {firm}.",
            "{chief}, once among the most powerful politicians of {country}, appeared in court in {place} on {day}, "
            "accused of having steered a {money} contract to {firm}.",
        ),
        details=(
            "The indictment, which runs to {hurt} pages, lists {dead} payments made between 2018 and 2022 through a "
            "bank "
            "in {other}.",
            "The accused [denied all the charges|pleaded not guilty|called the charges invented] and was released on "
            "bail shortly after {hour}.",
            "Police searched {dead} offices last month and seized [computers, letters and a painting|some forty boxes "
            "of files|telephones and two cars].",
            "If convicted, the former minister faces up to {days} years in prison.",
            "The company was not charged, but its contract has been suspended until the end of the trial.",
        ),
    ),
    Kind(
        titles=(
            "Train derails near {place}, {hurt} injured",
            "{dead} killed as express leaves the track outside {place}",
            "Inquiry opened into {place} rail crash",
        ),
        leads=(
            "An express train carrying more than {homes} passengers left the track outside {place} on {day}, killing "
            "{dead} people and injuring {hurt}, the railway said.",
            "{dead} people were killed and {hurt} injured on {day} when a train of {firm} derailed on a bend between "
            "{place} and {other}.",
        ),
        details=(
            "[Four|Two|Five] of its eight cars overturned, and one came to rest against the wall of a warehouse.",
            "The driver, a man of [38|46|54|59] with more than [ten|twenty] years of service, survived and was being "
            "questioned.",
            "Data from the recorder suggest that the train was traveling at [84|96|110] miles an hour where [60|50] "
            "are allowed.",
            "The line will remain closed for at least {days} days, and buses will run between {place} and {other}.",
            "It was the worst accident on the railways of {country} since 2004, when two trains collided in fog.",
        ),
    ),
)

REACTIONS = (
    "“We have never seen anything like this in {place},” {official} [told reporters|said at a news conference|told the"
    " state broadcaster]. “Everyone who can help is "
    "helping.”",
    "{official} said that {country} would pay for the funerals and that the {office} would publish its findings within "
    "{days} weeks.",
    "“What happened here was not fate,” said {critic}, who leads the opposition. “It was the result of a decision that "
    "was taken in an office.”",
    "{critic_surname} accused the government of having ignored a report that reached the {office} in November.",
    "The {office} denied that it had been warned, and called the accusation “baseless.”",
    "“I was [in the kitchen|asleep|on my way home|on the stairs] when I heard it,” said {witness}, 47, who lives two "
    "streets away. “At first I thought that "
    "it "
    "was thunder.”",
    "According to {witness}, it took the emergency services [almost an hour|more than forty minutes|half the night] to"
    " arrive.",
    "A spokesman for {firm} said the company was cooperating with the authorities, but [declined to comment "
    "further|gave no further details|would not take questions].",
    "{expert}, an engineer at the University of {other}, said the {office} should have acted [years ago|in the "
    "spring|after the first warning].",
    "“There are perhaps {dead} places in {country} where the same could happen tomorrow,” {expert_surname} said, "
    "adding that "
    "no one had counted them.",
    "In a statement, {firm} said that it “deeply regrets the suffering of those affected” and had opened a fund of "
    "{money}.",
    "{surname} rejected calls to resign on {day}, saying that he had “work to finish.”",
    "Asked whether anyone would be dismissed, {surname} replied: “First the facts. Then the consequences.”",
    "The opposition nevertheless [demanded|called for|will seek] a special session of parliament before the end of the"
    " week.",
    "Neighbors, some of whom had lost everything, gathered in the town hall, where volunteers [handed out "
    "blankets|served soup and bread|had set up beds].",
    "The president of {country} is expected [to visit|in] {place} on [Thursday|Friday|Saturday], two people familiar "
    "with the plans said.",
    "“He told us in the spring that the money was there,” said {chief}. “It was not.”",
    "Investigators believe that the cause will not be known [for several months|before the summer|until the wreckage "
    "has been examined], the {office} said.",
)
BACKGROUND = (
    "{place}, a town of [19,000|48,000|72,000|110,000] people on the [northern|western|southern] coast of {country}, "
    "[lives mainly from|owes its growth to|depends on] its port and from {firm}.",
    "The company reported sales of {money} in 2025, down {share} from the year before.",
    "In [June 2023|the autumn of 2019|March 2021] a [similar|comparable|smaller] incident in {other} led to the "
    "resignation of two officials, neither of whom was ever "
    "charged.",
    "A [survey published last week|poll taken in December|study of the university] found that {share} of the people in"
    " {country} no longer trust the {office}.",
    "The {office} was set up in [1974|1988|1996|2003] and employs fewer than 200 inspectors, half as many as it had "
    "ten years ago.",
    "Parliament has discussed [stricter rules|a reform] [twice|three times|every other year] since 2015, but has not "
    "passed any of them.",
    "[Insurers|Economists|Officials] put the cost at between {money} and twice that sum, depending on how long the "
    "repairs will take.",
    "Rents in the town have risen by {share} since 2020, and many families had only just moved into the new district.",
    "{critic} and {surname} have been rivals since the election of 2022, which {surname} won by fewer than 900 votes.",
    "The road to {other}, which was widened in [1998|2005|2011|2014], is the only other way out of the valley.",
    "Similar plans were dropped in 2017 after protests in which {hurt} people were arrested.",
    "The next regular inspection had been planned for [the week after Easter|early summer|the end of April].",
    "By {hour} on the following day, most of those who had been taken to safety were able to return.",
    "The region had applied for {money} from a national fund last autumn, but its application was [turned down|still "
    "being examined|returned as incomplete].",
    "[Doctors|Nurses|Aid workers] in {other} said that the number of patients had fallen since the morning.",
)
