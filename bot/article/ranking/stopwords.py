"""The words that carry no subject, by language: articles, prepositions, pronouns, auxiliaries, question words."""

from __future__ import annotations

_WORDS = {
    "en": """
        a about above after again against all also am among an and any are aren't as at be because been before being
        below between both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during
        each either for from further had hadn't has hasn't have haven't having he he'd he'll he's her here hers herself
        him himself his how however i i'd i'll i'm i've if in into is isn't it it's its itself let's me more most much
        my myself no nor not of off on once one only or other our ours ourselves out over own same she she's should
        shouldn't so some such than that that's the their theirs them themselves then there there's these they they're
        this those through to too under until up upon us very was wasn't we we're were weren't what what's when where
        which while who who's whom whose why will with within without would wouldn't yes yet you your yours yourself
        many
    """,
    "ru": """
        а без бы был была были было быть в вам вас ведь весь во вот все всего всех всем вы где да даже для до его ее ей
        ею если есть еще же за зачем здесь и из изо или им ими иногда их к как какая какие каким какими каких какова
        каково какого какое какой каком какому какую ко когда кого кому которая которого которое которой котором
        которому которую которые который которым которыми которых кроме кто куда ли либо между меня мне много мной может
        можно мой моя мы на над надо нам нас наш не него нее ней нельзя нет неё ни ним них но ну о об од однако он она
        они оно от откуда очень перед по под после потом потому почему при про раз с сам сама сами само сколько со себе
        себя собой свои свой свою своя своих своего так также такая такие такое такой там тебя тем то того тоже той
        только том тому тот тогда ту тут ты тебе у уж уже хотя чего чей чем через что чтобы чьи чья чье чём чему эта эти
        этим этих это этого этой этом этому этот эту я ещё её всё моё твой является являются являлся являлась стал стала
        стало стали
    """,
    "de": """
        aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus bei
        beim bin bis bist bzw da dabei dadurch dafür damit dann daran das dass dasselbe davon dazu dein deine dem den
        denn der deren des dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen
        einer eines einige einigen er es etwa etwas euch euer für gegen gewesen hab habe haben hat hatte hatten hier hin
        hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in indem ins ist jede jedem jeden jeder jedes jene
        jener jenes jetzt kann kein keine keinem keinen keiner können könnte man manche mehr mein meine mich mir mit
        muss musste nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner seines seit selbst
        sich sie sind so solche solchen solcher soll sollte sondern sonst über um und uns unser unter viel viele vielen
        vom von vor wann war waren warum was weil welche welchem welchen welcher welches wem wen wenn wer werde werden
        weshalb wessen wie wieder wieso wieviel wieviele will wir wird wo wobei wodurch wofür woher wohin womit woran
        worauf woraus worden worin worüber wovon wozu wurde wurden würde würden während zu zum zur zwar zwischen
    """,
    "es": """
        a adónde al algo algunas alguno algunos algún alguna ante antes aquel aquella aquellas aquellos aquí así aún
        aunque cada como con contra cual cuales cualquier cuando cuanto cuál cuáles cuán cuándo cuánta cuántas cuánto
        cuántos cuya cuyo cómo de del desde donde dos durante dónde e el ella ellas ello ellos en entre era eran es esa
        esas ese eso esos esta estaba estaban estado estas este esto estos está están fue fueron ha haber había habían
        han hasta hay hizo la las le les lo los más me mi mientras mis muy ni no nos nosotros nuestra nuestro o os otra
        otras otro otros para pero poco por porque porqué pues que quien quienes quién quiénes qué se sea según ser si
        sido siendo sin sobre son su sus sí también tan tanto te tener tenía tiene tienen toda todas todo todos tras tu
        tus un una unas uno unos usted y ya yo él
    """,
    "uk": """
        а або але би без був була були було бути в вам вас ви від він вона вони воно все всі всіх вся всього де деякі
        для до дуже є з за замість звідки зі і із їй їм їх його йому її й коли кого кому котра котрий кожен крім куди
        ледве лише між мене мені ми може можна мій моя на навіщо потім на над нам нас наш не него неї нею ні ніж них ним
        о об один однак ось п'ять перед під після по при про проте самі саме свій своя свої своє своїх своїм себе
        скільки та так також такий така такі таке там твій те ти тим тих тільки то тоді того той тому треба тут у хто
        хоча це цей ця ці цього цієї цьому цим цих через чи чий чия чим чому що щоб щодо я як яка яке який яким яких
        якими якого якої якому яку якою які якщо
    """,
    "be": """
        а або аб абы адзін адкуль але альбо без бо быў была былі было быць б бы вам вас вы вельмі ва ў у ваш дзе для да
        дык дзеля ды ён яна яны яно ёсць ж жа з за зноў і ім імі із іх й каб калі каго каму кожны которы куды ледзь лепш
        лічы між мяне мне мой мая мы можа можна на над нам нас наш не няма ні нібы ніж но о па паміж пад перад пасля пра
        праз пры сам сама самі свой свая свае сваіх сваім сваю сябе сабе столькі скуль так таксама такі такая такое
        такія там твой тая тое той тым тых таго таму толькі тут ты тады хто хаця хоць чаго чаму чый чыя чые чым ці што
        што-небудзь шмат я як якая які якіх якім якімі якога якое якой якому якую якія навошта потым дзеля гэта гэтага
        гэтай гэтаму гэты гэтых гэтым гэтая гэтыя яго яму ёй яе колькі яшчэ ужо ўжо усе ўсе усё ўсё усіх ўсіх
    """,
    "pl": """
        a aby albo ale ani aż bardzo bez bo być był była było były by bym byli będzie będą był cały chociaż ci cię co
        coś czego czemu czy czyj czyja czyje czym dla dlaczego dlatego do dokąd gdy gdyż gdzie go i ich ile ilu im inne
        inny innych ja ją jak jaka jaką jaki jakich jakie jakiego jakiej jakim jako je jeden jednak jego jej jemu jest
        jestem jeszcze jeśli jeżeli już każdy kiedy kim kogo komu ktoś kto która którą które którego której który
        których którym którzy ku lub ma mają mam mi między mimo mną mnie może można mój my na nad nam nas nasz nawet nią
        nich nie niego niej niemu nigdy nim nimi niż no o obok od około on ona one oni ono oraz po pod podczas ponad
        ponieważ poza potem przed przede przez przy również są się siebie skąd sobie swoją swoje swojej swój swoich ta
        tak taka taki takich takie także tam te tego tej tę ten też to tobą tobie tu tutaj twój ty tych tylko tym u w we
        wasz wie więc wiele wszyscy wszystkich wszystko wy z za zaś ze został została zostało zostały że
    """,
    "lt": """
        aš ar arba be bei bet beje būti buvo būtų daug dar dėl dabar didžiai galėtų gali iki ir iš į ja jai jais jam
        jame jei jeigu jį jie jiems jis jo jog joje jos ją jų juo juos juose jums jus jūs juk kada kadangi kai kaip kam
        kame kas kažkas keli kelis kieno kiek kita kitas kiti kitų kitus ką kodėl koks kokia kokie kokio kokios kokiu
        kokių kokį kokią kol kuo kur kuri kurią kurie kurio kurios kuris kuriuo kuriuos kurių kurį lyg link man mane
        mano mes mūsų mus nei nes nėra ne nebent nors nuo o pas pagal pat pati patys pats po prie prieš per savo save
        sau su šalia ši šie šio šios šis šį šią šiuo šių ta tada tai taip taigi tam tame tarp tas tave tavo ten tie tiek
        tik to tol toks tokia tokie tokio tokių tos tu tuo tuos tų tą už vis visas visi visų vien viena vienas yra
    """,
    "fr": """
        a à afin ai ainsi alors après au aucun aucune auquel aussi autre autres aux avait avaient avant avec avoir c car
        ce ceci cela celle celles celui ces cet cette ceux chaque chez ci combien comme comment d dans de depuis des
        deux donc dont du durant elle elles en encore entre es est et étaient était étant été être eu eux fait fut
        furent hors il ils j je jusqu jusque l la laquelle le lequel les lesquelles lesquels leur leurs lors lorsque lui
        m ma mais me même mêmes mes moi moins mon n ne ni non nos notre nous on ont or ou où par parce pas pendant peu
        plus pour pourquoi puis qu quand que quel quelle quelles quels qui quoi s sa sans se selon sera ses si sien soit
        son sont sous sur t ta tandis te tes toi ton tous tout toute toutes très tu un une vers voici vos votre vous y
    """,
    "it": """
        a abbia ad agli ai al alla alle allo altra altre altri altro anche ancora avere aveva avevano c che chi ci ciò
        co cioè col come con contro cosa così cui d da dagli dai dal dalla dalle dallo degli dei del della delle dello
        dentro di dopo dove e ed era erano è essere fa fino fra fu furono gli ha hai hanno ho i il in io l la le lei li
        lo loro lui ma me mentre mi mia mie miei mio molto ne negli nei nel nella nelle nello no noi non nostra nostro o
        ogni oltre per perché perciò più poi poiché prima proprio può qual quale quali quando quanta quante quanti
        quanto quella quelle quelli quello questa queste questi questo qui s sarà se sei senza si sia sono sotto sta
        stata state stati stato su sua sue sui sugli sul sulla sulle suo suoi tra tu tutta tutte tutti tutto un una uno
        v verso vi
    """,
    "pt": """
        a ainda algum alguma ao aos aonde após as até através cada com como contra da das de dela dele deles depois
        desde do dos durante e é ela elas ele eles em enquanto entre era eram essa essas esse esses esta estas este
        estes está estão eu foi foram há isso isto já lhe mais mas me mesmo meu minha muito na nas nem no nos nossa
        nosso não o onde os ou outra outras outro outros para pela pelas pelo pelos por porque porquê porém pouco qual
        quais qualquer quando quanta quantas quanto quantos que quem quê se sem sendo ser seu seus sido sob sobre sua
        suas são só também tem ter tinha todo todos um uma umas uns você à às
    """,
    "nl": """
        aan al alle als andere ben bij daar dan dat de deze die dit door dus een elke en er geen had hadden heb hebben
        heeft het hij hoe hoeveel hun ik in is je kan kon maar meer men met mijn na naar niet nog nu of om onder ons ook
        op over te tegen toch toen tot tussen u uit uw van veel voor waar waarom waarin wanneer want waren was wat we
        wel welk welke werd werden wie wiens wij wordt worden ze zelf zich zij zijn zo zonder zou
    """,
    "lv": """
        ap ar arī ārpus aiz bet bez bija bijis būs būt caur cik dēļ domās es esam esat esmu gan gar iekš ik ir ja jau jo
        joprojām jūs ka kā kad kam kamēr kas kāda kādas kādi kādu kāds kāpēc katra katrs kaut ko kopš kur kura kuras
        kuri kuru kurš lai līdz man mani manis mēs ne nav nē nekā no nu otrpus pa par pār pat pāri pēc pie pirms pret
        priekš savu savas savs sev starp šā šai šajā šeit šī šie šim šis šo šos tā tad tādēļ tādu tai tajā tam tāpēc
        tāpat tas tā tās te tev tie tika tikai to tomēr tos tu tur tā uz un vai vairāk var vēl vēlāk viena viens viņa
        viņas viņi viņu viņš virs visi visu zem kurā
    """,
    "cs": """
        a aby aj ale ani až bez bude budou by byl byla byli bylo být co což čí či další do ho i já jak jaká jaké jakou
        jaký je jeho jej její jejich jen jenž jestli ještě ji jiné již jsem jsme jsou jste k kam každý kde kdo kdy když
        ke který která které kterou kteří kolik komu koho ku ma má mají mezi mi mít mě mnou můj může my na nad nám námi
        nás náš ne nebo nebyl nebyla než nic nimi o od ode on ona oni ono ony pak po pod podle pokud pouze právě pro
        proč proto protože před přes při s se si sice skoro sobě svůj svá své svou ta tak také takže tam tato te ten
        tedy tento této tím to tom tomu tohoto tuto tu ty tyto u už v vám vás ve více však všechno vy z za zda zde ze že
    """,
}

STOP_WORDS: dict[str, frozenset[str]] = {language: frozenset(words.split()) for language, words in _WORDS.items()}
"""Written in lower case with an upright apostrophe. A language without a list has no stop words."""
