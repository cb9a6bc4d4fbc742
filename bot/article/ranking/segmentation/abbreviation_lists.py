"""Words that are written with a full stop, by language and kind, and small words that sentences begin with."""

from __future__ import annotations

from enum import Enum


class AbbreviationKind(Enum):
    """What may come after the full stop of a word."""

    LEADING = "leading"
    """Never ends a sentence: titles, kinds of places before their names, "for example"."""
    NUMBERED = "numbered"
    """Goes on before a number: pages, paragraphs, hours."""
    EITHER = "either"
    """May end a sentence, and does before a small word that sentences begin with: companies, months, amounts."""


LEADING = {
    "en": """
        mr mrs ms messrs dr prof rev revd hon gen col lt cpl sgt capt cmdr comdr adm maj pvt gov sen rep reps
        pres amb supt det insp mt vs e.g eg i.e cf viz fr msgr bros atty attys asst assoc brig ens surg dep
        treas secy cong cllr ald incl esp cit
    """,
    "de": """
        hr hrn fr dr prof dipl ing mag hl st z.b d.h bzw vgl ggf evtl ca inkl exkl zzgl abzgl sog bspw i.d.r
        insb hrsg gen frl z.t u.u fam fa gem bes betr rd zw u.a ehem stellv ev kath evang techn städt dt wiss
        amerik franz ital russ poln österr internat zust versch div einschl ausschl lt abg bgm pfr hptm oblt
        asst
    """,
    "pl": """
        dr prof hab inż mgr lek ks bp abp kard gen płk ppłk mjr kpt por ppor sierż st mł asp nadkom kom podkom
        sp hr św bł im ul al pl os woj pow gm np m.in min tzn tzw tj wg zob red wyd nt ws dot ok ca ew dyr
        wicedyr nacz bryg dz jez rz arch reż muz sł tow ob adw rtm chor rozp
    """,
    "lt": """
        dr prof doc akad inž gyd plk mjr kpt ltn gen vyr jaun vysk kun kard šv gat pr al pl aikšt raj sav
        apskr mstl pvz t.y plg žr tel vad įm vard ark dir pavad red plkv arch dail rež komp
    """,
    "lv": """
        dr prof inž ģen plk sv piem t.i t.s sal red bīsk arh nod plkv doc skat dir kpt nov pag raj iel bulv
        māc prāv akad mag rež komp
    """,
    "ru": """
        гр проф акад доц инж ген полк подполк кап лейт серж св митр архиеп еп им ул пл просп пр-т пер бул б-р
        наб пос дер аг обл р-н мкр корп ст-ца напр т.е т.н т.наз т.к см ср англ нем фр лат греч о-в оз д-р зам
        зав пом гос прот дир ред корр кор плк сер подп арх худ реж муз тов деп канд хут
    """,
    "be": """
        гр праф акад дац інж ген палк падпалк св мітр імя ім вул пл прасп пр-т зав бул аг вёс пас обл вобл р-н
        мкр напр г.зн т.зв т.е гл параўн воз д-р нам заг англ ням лац прат дыр рэд кар сяр пар кап лейт серж
        арх маст рэж муз тав дэп канд хут
    """,
    "uk": """
        гр проф акад доц інж ген полк св мит ім вул пл просп пр-т пров бул бульв смт сел обл р-н напр т.зв т.б
        див пор оз д-р зам зав англ нім лат прот дир ред кор сер кап лейт серж підполк архієп шк арх худ реж
        муз тов деп канд хут
    """,
    "cs": """
        dr mudr judr phdr rndr ing mgr bc prof doc gen plk mjr kpt por sv ul nám tř např tzv tj mj resp popř
        příp srov čet dp im arch akad okr nábř sídl npor ppor pplk kap rež
    """,
    "es": """
        sr sra srta sres dr dra prof dña lic ing arq gral cnel cap sto sta mons pte avda av pl p.ej ej cf vs
        fr excmo excma ilmo ilma ldo lda lcdo almte gob hnos tte sgto cmdte urb
    """,
    "fr": "m mm mme mmes mlle dr pr me st ste bd av pl c.-à-d p.ex cf vs mgr gén col cap prof lt cdt cne boul",
    "it": """
        sig sigg sig.ra sig.na dott dott.ssa prof prof.ssa ing avv arch geom on sen gen col cap mons p.es es
        cfr pres rag cav comm magg serg brig ten spett egr card dr.ssa
    """,
}
NUMBERED = {
    "en": """
        no nos p pp vol vols ch chap art arts sec secs fig figs para paras cl tel ext apt approx ca circa rm
        hwy rte eq nr v pt est subsec subsecs tab
    """,
    "de": "nr nrn art abs s kap bd abb tab tel ziff rn rz str",
    "pl": """
        nr nry art ust pkt str s poz tab rys ryc godz tel lok m kl rozdz dz par lit il wys dł pow stycz kwiec
        czerw sierp paźdz listop grudz przybl
    """,
    "lt": "nr str psl d p kab a pav lent val",
    "lv": "nr lpp p pl plkst tālr att kab",
    "ru": "ст стр гл п пп ч рис табл тел кв д ок абз кл каб № оф вып прибл",
    "be": "ст арт стар гл п пп ч мал табл тэл кв д ок кл каб вып прыбл студз кастр",
    "uk": "ст ч п пп рис табл тел кв буд ок кл каб вип прибл верес листоп",
    "cs": "č čl odst s str obr tab tel kl cca přibl",
    "es": "n núm nº art arts pág págs p pp cap fig tel vol aprox",
    "fr": "n nº no art p pp chap fig tél vol env",
    "it": "n nº art artt p pp pag cap fig tel vol ca",
}
EITHER = {
    "en": """
        inc corp co ltd llc plc jr sr esq ph.d ave blvd rd st sq dept univ assn min max hr hrs oz lb lbs ft mi
        mph bn mn al eds sec deg hwy expy pkwy
    """,
    "de": "usw etc jh jhd mio mrd tsd std sek min allg bes lfd gegr geb gest verh max co med",
    "pl": "tys mln mld mlrd zł gr min sek r w pt br bm ub ur zm proc pkt dol szt egz os godz str tyg mies co",
    "lt": "tūkst mln mlrd eur ct proc val min sek kt pan mėn sav vnt egz sk gim co ko",
    "lv": "tūkst milj mljrd miljrd eur proc min sek gab mēn g gs",
    "ru": "тыс млн млрд трлн руб коп долл чел шт экз гг вв мин сек проц ед род ум изд р ко",
    "be": "тыс млн млрд трлн руб кап дал чал шт экз гг стст мін сек гадз адз працэнт нар пам",
    "uk": "тис млн млрд трлн грн крб коп дол чол шт прим рр сек год хв од нар пом",
    "cs": "tis mil mld hod min sek stol nar zemř spol",
    "es": "ud uds vd vds máx mín cía ltda mill co",
    "fr": "cie éd min sec max",
    "it": "min sec mln mld max co",
}
CAPITALISED = {
    "en": """
        jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ala ariz ark calif
        colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt
        wash wis wyo
    """,
    "de": "jan feb mär apr jun jul aug sep sept okt nov dez mo di mi do sa so",
}
"""Months, days and states of America, with a large letter alone, so that "he sat." ends."""
SMALL_WORDS = {
    "en": "nobody nothing everybody everyone today yesterday now perhaps maybe",
    "de": "niemand jeder heute gestern damals später danach trotzdem",
    "pl": """
        nikt nic nigdy dziś dzisiaj wczoraj potem wtedy później teraz kiedyś jednak może on ona ono oni one ten ta tak
        tam reszta trzeba choć następnie większość niektóre niektórzy często dzięki zwykle zazwyczaj czasami należy
        najpierw oczywiście pomimo zamiast inni podobnie według zawsze
    """,
    "lt": """
        niekas nieko šiandien vakar paskui vėliau tada todėl tačiau galbūt ji jis jie jos jo mes jūs tai tas visi visa
        visos kiti pavyzdžiui tuomet dabar paprastai dažnai pirmiausia kiekvienas kiekviena reikia
    """,
    "ru": """
        никто ничего никогда сегодня вчера потом тогда позже однако может поэтому остальные например затем далее теперь
        даже обычно иногда сначала кроме часто сейчас другие наконец ведь согласно
    """,
    "be": """
        ніхто нічога ніколі сёння ўчора потым тады пазней аднак можа таму напрыклад паводле акрамя затым цяпер нават
        звычайна каля трэба нельга спачатку больш падчас
    """,
    "uk": """
        ніхто нічого ніколи сьогодні вчора потім тоді пізніше однак може тому наприклад втім далі отже тепер зазвичай
        можливо іноді навіть усі спочатку окрім часто зараз загалом інші особливо натомість звісно нарешті адже
    """,
    "cs": """
        a ale ani až bez bude byl byla bylo co do i jak je jeho její jejich jen jsem jsou k kde kdo když která které
        který na nad nebo od ona oni ono po pod podle poté pro proto před přes při s se si ta tak také tam tato tento
        teprve ti to tu tyto u už v ve však vše z za ze že dnes včera nikdo ten tím potom zbytek jde ostatní
    """,
    "lv": """
        ar arī bet bez bija būs ir ja jau jo kad kas kāpēc kur lai ne nē no pa par pēc pie pirms pret šī šis tā tad
        tagad tas te tie tikai to tur un uz vai viņa viņi viņš visi šodien vakar mēs es jūs tomēr taču gan šie tādēļ
    """,
}
"""More small words that sentences begin with, beside the stop lists; Czech and Latvian have none."""
EVERYWHERE = {
    AbbreviationKind.LEADING: "mr mrs dr prof ing st fr vs e.g i.e cf проф акад ул им",
    AbbreviationKind.NUMBERED: "nr no p pp vol fig art tel ca ст стр",
    AbbreviationKind.EITHER: "inc corp co ltd jr sr max min mio mln тыс млн млрд",
}
"""For languages that have no lists."""
