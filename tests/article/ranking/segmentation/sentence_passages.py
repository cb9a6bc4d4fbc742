"""Passages in twelve languages and where their sentences end; made up for this."""

from __future__ import annotations

PASSAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    # English
    ("en", ("The bakery closed on Feb. 3 and opened again in spring.", "Nobody knew why.")),
    ("en", ("Borel Mills Inc. President Ada Stone resigned.", "In her letter she gave no reason.")),
    ("en", ("We asked Dr. Will Pell and Mrs. So Lin.", "Both said no.", "They had seen the plan.")),
    ("en", ("Harbour towns, i.e. The Narrows and Pell, pay more.",)),
    ("en", ("It left at 6 a.m. Saturday.", "The next one left at 9 p.m.", "It was full.")),
    ("en", ("See fig. 4 and p. 12 of vol. 2.", "The rest is lost.")),
    ("en", ("He said no. 7 was his.",)),
    ("en", ("“Who takes it? Nobody wants it,” said the miller.", "She laughed.")),
    ("en", ("“We are done.”", "The hall went quiet.")),
    ("en", ("The miller (Mr. J. T. Ross Jr. of Pell) sold it.", "It was old!", "Was it his?")),
    ("en", ("It cost $3.5 mn. in the U.K. alone.", "The E.U. paid.", "The rest is debt.")),
    # German
    ("de", ("Die Mühle steht in der Bergstr. 12 und gehört Frau Dr. Hell.", "Sie ist alt.")),
    ("de", ("Das kostet ca. 5 Mio. Euro, bzw. mehr.", "Der Rat schweigt.")),
    ("de", ("„Wer zahlt das? Ich nicht“, sagte der Müller.", "Dann ging er.")),
    ("de", ("Am 5. März kam Prof. Lenz nach St. Veit.", "Es regnete.")),
    ("de", ("Er fuhr Züge, Busse usw.", "Die Leute mochten ihn.")),
    # Polish
    ("pl", ("Młyn stoi przy ul. Na Grobli 4 i kosztował ok. 12 tys. zł.", "Nikt go nie chce.")),
    ("pl", ("Sklep czynny jest od godz. 7 do 15.", "W niedzielę jest zamknięty.")),
    ("pl", ("Patronem szkoły jest św. Jan, a uczy w niej ks. Adam Nowak.", "Lubią go wszyscy.")),
    ("pl", ("Zgodnie z art. 7 ust. 1 pkt 2 ustawy płaci gmina.",)),
    ("pl", ("„Kto to zrobił? Nie wiem” – powiedział młynarz.", "Potem wyszedł.")),
    ("pl", ("Przyszło 3 mln Polaków i 2 tys. Czechów.", "To dużo.")),
    ("pl", ("Kupił mąkę, sól itd.", "Potem wrócił do domu.")),
    # Lithuanian
    ("lt", ("Malūnas stovi Upės g. 5 ir kainavo 3 tūkst. Lt.", "Niekas jo nenori.")),
    ("lt", ("„Kas čia dirba? Nematau“, – sakė malūnininkas.", "Jis išėjo.")),
    ("lt", ("2024 m. gegužės 3 d. Vilniuje lijo.", "Tai truko ilgai.")),
    ("lt", ("Susitiko prof. J. Petraitis ir dr. Ona Kalnė.", "Jie tylėjo.")),
    ("lt", ("Dirbame nuo 8 val. iki 17 val.", "Tai visiems tinka.")),
    # Latvian
    ("lv", ("Dzirnavas atrodas Upes iel. 4 un maksāja 3 tūkst. eiro.", "Tās ir vecas.")),
    ("lv", ("„Kas to darīja? Nezinu,” teica melderis.", "Viņš aizgāja.")),
    ("lv", ("Tas sākas plkst. 9 un beidzas 12.", "Tad visi iet mājās.")),
    # Russian
    ("ru", ("Мельница стоит на ул. Речной, д. 5, в дер. Липки.", "Она старая.")),
    ("ru", ("Пришло ок. 40 чел. из 300.", "Остальные ждали.")),
    ("ru", ("«Кто это сделал? Я не знаю», — сказал мельник.", "Он ушёл.")),
    ("ru", ("Это стоило 5 млн руб.", "В прошлом году было дешевле.")),
    ("ru", ("Об этом писал акад. И. И. Он.", "Его забыли.")),
    ("ru", ("Акад. Он Су чинил мельницу.", "Потом его забыли.")),
    ("de", ("Dr. Der Linh baute die Mühle.", "Sie steht noch.")),
    ("ru", ("Купили муку, соль и т. д.", "Мельник был рад.")),
    # Belarusian
    ("be", ("Млын стаіць на вул. Рачной у в. Ліпкі.", "Ён стары.")),
    ("be", ("«Хто гэта зрабіў? Не ведаю», — сказаў млынар.", "Потым ён пайшоў.")),
    ("be", ("Прыйшло каля 3 тыс. Палякаў было больш.",)),
    ("be", ("Пра гэта пісаў праф. А. Дуб у 1925 г.", "Яго забыліся.")),
    # Ukrainian
    ("uk", ("Млин стоїть на вул. Річній у смт. Липки.", "Він старий.")),
    ("uk", ("«Хто це зробив? Не знаю», — сказав мельник.", "Потім він пішов.")),
    ("uk", ("Це коштувало 5 млн грн.", "У нас таких грошей немає.")),
    ("uk", ("Про це писав акад. С. Та у 1925 р.", "Його забули.")),
    # Czech
    ("cs", ("Mlýn stojí na nám. Míru č. 5 a stál asi 3 mil. Kč.", "Je starý.")),
    ("cs", ("„Kdo to udělal? Nevím,“ řekl mlynář.", "Pak odešel.")),
    ("cs", ("Dne 5. května přijel Ing. Jan Novák.", "Pršelo.")),
    # Spanish
    ("es", ("La Sra. Ruiz vive en la Avda. del Mar n.º 5.", "Es vieja.")),
    ("es", ("«¿Quién fue? No lo sé», dijo el molinero.", "Luego se fue.")),
    ("es", ("El art. 5 de la ley habla de EE. UU. y de otros.", "Nadie la lee.")),
    # French
    ("fr", ("M. Le Gall et Mme. Roux ont vu l'art. 4.", "Ils sont partis.")),
    ("fr", ("« Qui l'a fait ? Je ne sais pas », dit le meunier.", "Il partit.")),
    ("fr", ("« C'est fini. »", "Elle sortit.")),
    # Italian
    ("it", ("Il dott. Da Ponte abita in via Po n. 5.", "È vecchio.")),
    ("it", ("«Chi è stato? Non lo so», disse il mugnaio.", "Poi uscì.")),
    # Japanese, Chinese, Hindi, Armenian
    ("ja", ("「そうだ。もう遅い。」と粉屋は言った。", "彼は帰った。")),
    ("zh", ("“是谁干的？我不知道。”磨坊主说。", "他走了。")),
    ("hi", ("चक्की पुरानी है।", "कोई नहीं आता।")),
)
"""A language, and the sentences of a passage; they are joined by a space, but not in Chinese and Japanese."""


def joined(language: str, parts: tuple[str, ...]) -> str:
    """Return a passage from its sentences."""
    return ("" if language in ("ja", "zh") else " ").join(parts)
