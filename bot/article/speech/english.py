"""How English reports speech."""

from __future__ import annotations

from bot.article.speech.given_names import MEN, WOMEN
from bot.article.speech.lexicon import Lexicon, any_of

_PEOPLE = """
activist actor actress adviser analyst architect artist attorney aunt author baker biologist bishop boss boy
brother builder butcher captain caretaker carpenter chair chairman chairwoman chairperson chemist chief child
clerk coach colleague columnist commander commentator commissioner commuter composer conductor consultant contractor
cook councillor councilman councilwoman cousin critic customer cyclist dancer daughter dean dentist deputy designer
developer diplomat director doctor driver economist editor employee engineer envoy executive expert farmer father
filmmaker fisherman founder friend gardener general geologist girl governor grandfather grandmother guard guide head
historian host husband inspector journalist judge king lady landlord lawyer leader lecturer lawmaker librarian mp man
manager mayor mechanic midwife minister monk mother musician negotiator neighbour neighbor novelist nurse observer
officer official operator opponent organiser organizer owner painter parent participant passenger pastor patient
philosopher photographer physicist pianist pilot player playwright poet policeman policewoman politician prefect
president priest producer professor programmer prosecutor psychologist publisher pupil queen reader reporter
representative researcher resident respondent reviewer sailor salesman scholar scientist secretary senator sergeant
shopkeeper singer sister sociologist soldier son speaker specialist spokesman spokesperson spokeswoman student
superintendent supervisor supporter surgeon survivor teacher tenant tourist trader trainer translator treasurer uncle
undersecretary veteran vicar victim villager violinist visitor volunteer voter waiter waitress wife witness woman worker
writer youth ceo interviewee informant
"""
_BODIES = """
academy administration agency alliance army assembly association authority bank board brigade bureau cabinet centre center
chamber charity church club coalition college commission committee company congress consortium corporation council court
department directorate embassy federation firm force foundation fund government group guild hospital inspectorate
institute institution kremlin laboratory league ministry mission movement museum network observatory office organisation
organization panel parliament party police press secretariat senate service society syndicate team trust tribunal
union university
"""

ENGLISH = Lexicon(
    signs={
        "V": "says said thinks thought believes believed claims claimed insists insisted "
        "hopes hoped fears feared admits admitted suspects suspected reckons reckoned "
        "swears swore guesses",
        "v": "accepts acknowledges acknowledged adds added agrees agreed alleges "
        "alleged announces announced answers answered argues argued asks asked asserts "
        "asserted boasts boasted cautions cautioned comments commented complains "
        "complained concedes conceded concludes concluded confesses confessed confirms "
        "confirmed contends contended counters countered declares declared denies denied "
        "discloses disclosed estimates estimated explains explained feels felt "
        "forecasts hints hinted laments lamented maintains maintained mentions mentioned "
        "notes noted objects objected observes observed points_out pointed_out "
        "predicts predicted proclaims proclaimed promises promised pledges pledged "
        "proposes proposed recalls recalled recommends recommended remarks remarked "
        "repeats repeated replies replied reports reported responds responded retorts "
        "retorted reveals revealed states stated suggests suggested testifies testified "
        "threatens threatened vows vowed warns warned wonders wondered writes wrote "
        "used_to_say likes_to_say liked_to_say loves_to_say loved_to_say speculates speculated conjectures posits posited",
        "m": "say think believe insist admit suspect reckon swear accept acknowledge add agree allege announce argue "
        "ask assert complain concede conclude confess confirm contend declare deny disclose explain maintain "
        "mention observe point_out predict proclaim propose recommend respond reveal suggest testify threaten "
        "warn write speculate posit",
        "U": "underline underlines underlined underscore underscores underscored stress stresses stressed emphasise "
        "emphasises emphasised emphasize emphasizes emphasized reiterate reiterates reiterated expects doubts",
        "s": "sees",
        "K": "tell tells told assure assures assured inform informs informed remind reminds reminded",
        "M": "laugh laughs laughed smile smiles smiled shrug shrugs shrugged sigh sighs sighed nod nods nodded grin grins "
        "grinned whisper whispers whispered mutter mutters muttered murmur murmurs murmured shout shouts shouted cry "
        "cries cried call calls called yell yells yelled continue continues continued begin begins began goes_on went_on "
        "interrupt interrupts interrupted chuckle chuckles chuckled sob sobs sobbed snap snaps snapped gasp gasps gasped "
        "joke jokes joked quip quips quipped muse muses mused remember remembers remembered reflect reflects reflected "
        "demand demands demanded offer offers offered protest protests protested scoff scoffs scoffed growl growled "
        "sniff sniffed",
        "J": "criticise criticises criticised criticize criticizes criticized condemn condemns condemned reject rejects "
        "rejected dismiss dismisses dismissed defend defends defended praise praises praised attack attacks attacked "
        "oppose opposes opposed welcome welcomes welcomed accuse accuses accused blame blames blamed",
        "G": "saying claiming adding arguing insisting noting warning stating explaining suggesting writing declaring "
        "stressing predicting complaining admitting conceding",
        "L": "put_it puts_it put_this puts_this",
        "F": "view opinion words account estimation eyes judgement judgment reading telling",
        "E": " ".join(
            f"in_{owner}_{noun}"
            for owner in ("his", "her")
            for noun in "view opinion words estimation eyes judgement judgment reading telling account".split()
        ),
        "A": "according_to in_the_words_of in_the_view_of in_the_opinion_of in_the_eyes_of",
        "S": "as",
        "T": "that whether",
        "h": "what why how where",
        "W": "when if because since unless until before after who whom whose which once than",
        "C": "although though while whereas even_though despite",
        "b": "but yet however nevertheless so still",
        "c": "and or nor both & but_also",
        "B": "is was are were be been being am isn't wasn't aren't weren't",
        "H": "has had have having hasn't hadn't haven't",
        "O": "may might could would should must can will shall cannot can't won't couldn't wouldn't shouldn't",
        "D": "do does did",
        "X": "not never n't no_longer hardly barely don't doesn't didn't nobody nothing neither",
        "d": "the a an this these those his her their its my our your one each every some any no another other such all",
        "p": "in of for on at by with to from about into over under against between through during without within among "
        "near behind like across toward towards above below beside besides outside inside upon via per around along",
        "P": "he she",
        "Z": "it",
        "Y": "they",
        "I": "i we you",
        "a": "also now then once later again still already often always sometimes today yesterday there here even just "
        "only ever soon long rather quite perhaps maybe too twice however instead meanwhile",
        "R": f"{_PEOPLE} {_BODIES}",
    },
    endings=((r"\w{3,}ly", "a"), (r"\w{3,}(?:ologist|ographer|ician)", "R")),
    women=WOMEN
    | frozenset(
        "she her mrs ms miss mother grandmother woman girl wife widow daughter sister aunt actress chairwoman "
        "spokeswoman councilwoman policewoman waitress queen princess lady dame".split()
    ),
    men=MEN
    | frozenset(
        "he his him mr sir father grandfather man boy husband widower son brother uncle chairman spokesman councilman "
        "policeman fisherman salesman king prince lord".split()
    ),
    titles=frozenset(
        "mr mrs ms miss mx dr prof sir dame lord lady rev reverend st col gen lt sgt capt gov sen rep hon father sister "
        "brother pope prince princess rabbi imam sheikh chancellor justice ambassador congressman congresswoman "
        "prime vice foreign interior finance health education defence defense justice economy environment transport opposition "
        "old young poor dear former acting lead senior junior deputy chief managing co-founder".split()
    ),
    bodies=any_of(
        f"{_BODIES} ltd inc plc gmbh corp co llc security affairs times herald tribune gazette post journal news energy "
        "airlines railways railway unesco unicef nato united national international"
    ),
    joints=frozenset("de da del della di du dos van von der den ten ter la le al el bin ibn ben af av zu".split()),
    no_names=frozenset(
        "january february march april may june july august september october november december monday tuesday wednesday "
        "thursday friday saturday sunday christmas easter internet god table figure chapter section appendix".split()
    ),
    adjectives=r"\w+(?:ian|ish|ese|ean|ican|ans|ians|ers|ese)|german|french|dutch|greek|czech|germans|greeks|europeans",
    abstract=r"\w{3,}(?:tions?|ences?|ances?|ity|ities|ness|ments?|ships?|isms?)|needs?|reasons?|risks?|dangers?|chances?|"
    r"signs?|links?|ways?|threats?|problems?|hope|room|point|future|no|little|as",
    definite="the",
)
