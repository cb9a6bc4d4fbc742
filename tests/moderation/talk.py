# ruff: noqa: E501 - a line is a language
"""What honest people write in groups and what spam says, in words of their own: nothing of it is learnt from.

Each row is a language; a message is an opening, a matter and an end of it, so that there are many of every length.
"""

from __future__ import annotations

from itertools import product

_HONEST = {
    "be": ("Спадарыня Вера, |Ну што, |@halina_m |Чытала ўчора: |", "мурашнік каля ганка зноў ажыў|у 1928 тут стаяла мельніца|дык хто прынясе падручнік хіміі|бульба, морква, цыбуля|гарадскі савет паклаў справу пад сукно|мне і 300 рублёў хапае", "||, цікава як|. Даведаемся ў чацвер, калі вернецца стараста| 😍😍|\nhttps://haradok.example/2026/navina"),
    "ru": ("Вера, |Ну что, |@galina_m |Читала вчера: |", "муравейник у крыльца снова ожил|в 1928 здесь стояла мельница|так кто принесёт учебник химии|картошка, морковь, лук|горсовет положил дело под сукно|мне и 30 тысяч хватает", "||, любопытно как|. Узнаем в четверг, когда вернётся староста| 😍😍|\nhttps://gorodok.example/2026/novost"),
    "uk": ("Пані Віро, |Ну що, |@halyna_m |Читала вчора: |", "мурашник біля ґанку знову ожив|у 1928 тут стояв млин|то хто принесе підручник хімії|картопля, морква, цибуля|міськрада поклала справу під сукно|мені й 15 тисяч вистачає", "||, цікаво як|. Дізнаємося в четвер, коли повернеться староста| 😍😍|\nhttps://mistechko.example/2026/novyna"),
    "pl": ("Pani Wero, |No i co, |@halina_m |Czytałam wczoraj: |", "mrowisko przy ganku znów ożyło|w 1928 stał tu młyn|to kto przyniesie podręcznik chemii|ziemniaki, marchew, cebula|rada schowała sprawę do szuflady|mnie i 3000 wystarcza", "||, ciekawe jak|. Dowiemy się w czwartek, gdy wróci sołtys| 😍😍|\nhttps://miasteczko.example/2026/wiesc"),
    "lt": ("Ponia Vera, |Na ką, |@halina_m |Vakar skaičiau: |", "skruzdėlynas prie gonko vėl atgijo|1928 čia stovėjo malūnas|tai kas atneš chemijos vadovėlį|bulvės, morkos, svogūnai|taryba bylą padėjo į stalčių|man ir 900 užtenka", "||, įdomu kaip|. Sužinosime ketvirtadienį, kai grįš seniūnas| 😍😍|\nhttps://miestelis.example/2026/zinia"),
    "lv": ("Veras kundze, |Nu ko, |@halina_m |Vakar lasīju: |", "skudru pūznis pie lieveņa atkal dzīvs|1928 te stāvēja dzirnavas|tad kurš atnesīs ķīmijas grāmatu|kartupeļi, burkāni, sīpoli|dome lietu nolika plauktā|man pietiek ar 900", "||, interesanti kā|. Uzzināsim ceturtdien, kad atgriezīsies vecākais| 😍😍|\nhttps://pilsetina.example/2026/zina"),
    "en": ("Vera, |So then, |@halina_m |I read yesterday: |", "the ant hill by the porch is alive again|in 1928 a mill stood here|who brings the chemistry book|potatoes, carrots, onions|the council shelved the matter|900 is plenty for me", "||, I wonder how|. We shall know on Thursday when the mayor is back| 😍😍|\nhttps://townlet.example/2026/report"),
    "de": ("Frau Vera, |Na dann, |@halina_m |Gestern gelesen: |", "der Ameisenhaufen am Zaun lebt wieder|1928 stand hier eine Mühle|wer bringt das Chemiebuch mit|Kartoffeln, Möhren, Zwiebeln|der Rat hat die Sache vertagt|mir reichen 900", "||, mal sehen wie|. Wir erfahren es am Donnerstag, wenn der Vorsteher zurück ist| 😍😍|\nhttps://staedtchen.example/2026/bericht"),
}  # fmt: skip
_SPAM = {
    "be": ("Даход 70 долараў кожны дзень, хопіць смартфона", "Вольныя гадзіны? Плачу за простыя заданні анлайн|Казіно дорыць бонус і фрыспіны новым гульцам|Крыптасігналы без страт, уваход вольны", "Пішы плюс у лс|Далучайся ў канал t.me/+prybytak5"),
    "ru": ("Доход 70 долларов каждый день, хватит смартфона", "Есть свободные часы? Плачу за простые задания онлайн|Казино дарит бонус и фриспины новым игрокам|Криптосигналы без потерь, вход свободный", "Пиши плюс в лс|Вступай в канал t.me/+pribyl5"),
    "uk": ("Дохід 70 доларів щодня, вистачить смартфона", "Є вільні години? Плачу за прості завдання онлайн|Казино дарує бонус і фріспіни новим гравцям|Криптосигнали без втрат, вхід вільний", "Пиши плюс в особисті|Приєднуйся до каналу t.me/+prybutok5"),
    "pl": ("Dochód 70 dolarów codziennie, wystarczy smartfon", "Masz wolne godziny? Płacę za proste zadania online|Kasyno daje bonus i darmowe spiny nowym graczom|Sygnały krypto bez strat, wejście wolne", "Napisz plus na priv|Dołącz do kanału t.me/+zysk5"),
    "lt": ("Pajamos 70 dolerių kasdien, užtenka telefono", "Turi laisvų valandų? Moku už paprastas užduotis internetu|Kazino dovanoja premiją ir nemokamus sukimus naujiems|Kripto signalai be nuostolių, prisijunk", "Rašyk pliusą asmeniškai|Prisijunk prie kanalo t.me/+pelnas5"),
    "lv": ("Ienākumi 70 dolāru katru dienu, pietiek ar telefonu", "Ir brīvas stundas? Maksāju par vienkāršiem uzdevumiem internetā|Kazino dāvina bonusu un bezmaksas griezienus|Kripto signāli bez zaudējumiem, pievienojies", "Raksti plusu privāti|Nāc kanālā t.me/+pelna5"),
    "en": ("Income of 70 dollars every day, a phone is enough", "Any free hours? I pay for simple online tasks|The casino gives a bonus and free spins to new players|Crypto signals without loss, free to join", "Send a plus in private|Join the channel t.me/+profit5"),
    "de": ("Einkommen 70 Dollar jeden Tag, ein Handy reicht", "Freie Stunden? Ich zahle für einfache Aufgaben online|Das Casino schenkt Bonus und Freispiele für neue Spieler|Krypto Signale ohne Verlust, kostenlos beitreten", "Schreib plus per PN|Komm in den Kanal t.me/+gewinn5"),
}  # fmt: skip
LANGUAGES = tuple(_HONEST)


def honest(language: str) -> list[str]:
    """Return 150 honest messages, a quarter of them under 30 characters."""
    openings, matters, ends = (part.split("|") for part in _HONEST[language])
    return list(dict.fromkeys("".join(parts) for parts in product(openings, matters, ends)))


def spam(language: str) -> list[str]:
    """Return 12 messages of spam, of two and of three sentences."""
    first, matters, ends = (part.split("|") for part in _SPAM[language])
    return [". ".join(parts) for parts in (*product(first, matters, ends), *product(matters, ends))]
