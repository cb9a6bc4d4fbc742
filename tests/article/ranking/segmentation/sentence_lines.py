"""Passages of a small town in many languages, a line each, with a bar where a sentence ends; made up for this.

They ask for what lists of abbreviations forget: streets, ranks, law, clocks, months, units, initials, ordinals,
sentences within quotations, ellipses, dashes of a dialogue, references behind the end.
"""

from __future__ import annotations

LINES = {
    "en": """
        The store at 14 Mill Ln. is closed. | Nobody bought it.
        Capt. Ida Low and Sgt. Will Orr left at 5 p.m. on Tues. Nov. 3. | Both came back.
        The rent is approx. 300 crowns a mo. in the old town. | It was less.
        It weighs 12 lbs. and is 3 ft. wide. | Nobody can lift it.
        Under Art. 7, para. 2, the owner pays. | The tenant does not.
        He works for Lowe & Co. in Pell. | She works for Brandt Bros. Ltd. | They never meet.
        “Did it rain?” asked Ida. | “It did.”
        She wrote: “It rained. Then it froze.” | That was all.
        He paused … then he spoke. | Nobody heard him.
        Was it his (or hers?) in the end? | No one said.
        The psalm says so: “Who will rise?” (Ps. 94:16). | The choir sang it.
        J. R. Stone and A. Pell sat in St. Mary’s Church. | It was cold.
        The firm makes No. 4 screws. | No. | It made them.
        That was in the 1890s. | In 1901 it burned down.
        Version 2.0.1 came out on 3.5. | It was slow.
        She has a Ph.D. in law. | He has none.
        It rose by 3.5 p.c. vs. the year before. | Then it fell.
        Gov. and Mrs. Pell were there. | So was I.
        He lives on Fifth Ave. | She lives in the U.S. | Both like it.
        The report (see pp. 12–14 and fig. 3) is long. | Few read it.
        Wait! | What?! | Is it true?... | It is.
        Yahoo! is a name. | So is Pell.
        The miller didn't. | Pell did.
        The mill in Pell, Mass. Mayor Low sold it. | She was glad.
        Asst. Chief Orr and Supt. Low left. | Nobody saw them.
        The oven has 300 deg. Celsius. | It is hot.
        Some papers, incl. The Gull, were late. | Others were not.
        Under subsec. 3 the owner pays. | He does not.
        ‘Did it rain? I slept,’ said Ida. | It had.
        The boats’ oars lay in the ‘old’ store. | It burned.
    """,
    "de": """
        Der Hof in der Lindenallee Nr. 7 gehört Fam. Berg. | Er ist groß.
        Der Zug fährt um 7.30 Uhr, d. h. in zehn Minuten. | Beeil dich!
        Das gilt gem. § 5 Abs. 2 S. 1 des Gesetzes. | Der Rest ist klar.
        Max. 12 Gäste dürfen hinein. | Min. 3 müssen es sein.
        Sie wiegt ca. 30 kg und kostet rd. 400 Euro. | Das ist viel.
        Am Mo., dem 12. Nov., tagt der Rat. | Alle kommen.
        Im 19. Jahrhundert war das der 3. Hof am Ort. | Heute steht er leer.
        Karl V. Berg kam 1890. | Sein Sohn kam später.
        Er war 1. Bürgermeister und Mitglied des 2. Senats. | Dann ging er.
        „Kommst du? Ich warte.“ | Sie kam nicht.
        „Es regnet!“, rief Ida. | „Dann bleiben wir.“
        Prof. Dr. med. Ida Lenz sprach zuerst. | Dann sprach Dipl.-Ing. Berg.
        Das kostet 3 Mio. Euro. | Die Stadt hat 2 Mrd. Schulden.
        Er kaufte Mehl, Salz, Öl u. a. Dinge. | Dann kochte er.
        Sie las bis S. 40. | Danach schlief sie.
        Hauptstr. 5 ist leer. | Gartenstr. 7 auch.
        Der Verein „Mühle e. V.“ zahlt. | Die Stadt nicht.
        Die Fa. Lenz GmbH & Co. KG baut um. | Das dauert.
        Er schwieg … | Dann ging er.
        Das war vor 300 J. v. Chr. schon so. | Niemand wundert sich.
        Herr Dr. h. c. Berg und Fr. Lenz kamen um 8 Uhr. | Es war spät.
        Vgl. Bd. 3, S. 12 ff. der Ausgabe. | Mehr steht dort nicht.
        Im Juli kam er. | Am 5. | Wer weiß das noch?
        Es sind 20 °C. | Morgen sind es 5.
        Der FC Mühle siegte 4:1. | Trainer Lenz war stolz.
        Am 30.-31. Mai und am 3. und 4. Juni ist Markt. | Dann ist Ruhe.
        Sie fanden ein neues Gen. | Es ist klein.
        Zum Hof sind es 12 km. | Bauern gehen zu Fuß.
        Die öffentl. Mühle und die ehem. Schule sind zu. | Niemand klagt.
        Lt. Polizei brannte es. | Wer war das?
        Das Rathaus ist Mo. bis So. 9. Mai zu. | Danach nicht.
        Manche Orte, z. B. Den Helder, liegen am Meer. | Andere nicht.
        Viele, u. a. Die Mühle, sind zu. | Das ist so.
    """,
    "pl": """
        Dom przy al. Róż 7 m. 4 należy do p. Kowalskiej. | Jest stary.
        Gen. bryg. Jan Lis i kpt. Ewa Mak przyjechali o g. 7. | Padało.
        Zgodnie z art. 12 § 3 k.c. płaci najemca. | Właściciel nie płaci.
        W poł. XIX w. młyn spłonął. | Odbudowano go w 1901 r. | Tam stoi do dziś.
        Kosztuje to ok. 300 zł mies. od osoby. | To niedużo.
        Waży 12 kg i ma 3 m dł. | Nikt go nie podniesie.
        Spotkali się w pon. 3 lis. o godz. 18.30. | Było zimno.
        Tzw. stary młyn, tj. ten nad rzeką, jest pusty. | Szkoda.
        „Przyjdziesz? Czekam” – napisała Ewa. | Nie przyszedł.
        – Pada? – zapytała. | – Pada. | – To zostajemy.
        Mieszka tu ok. 5 tys. osób, w tym 2 tys. Ukraińców. | Szkoła jest jedna.
        Ur. w 1890 r., zm. w 1950 r. w Pelplinie. | Miał troje dzieci.
        To był 3. dzień i 12. rocznica. | Wszyscy przyszli.
        Por. rys. 4 i tab. 2 na s. 15. | Reszta jest jasna.
        Kupił mąkę, sól, olej itp. | Potem ugotował zupę.
        Prof. dr hab. inż. Jan Lis mówił pierwszy. | Po nim mówiła dr Mak.
        Dyr. Lis i wicedyr. Mak milczeli. | Rada też.
        Firma Lis i S-ka sp. z o.o. zamyka młyn. | Pracę straci 40 os.
        Wzrosło o 3,5 proc. rok do roku. | Potem spadło.
        Zadzwoń pod nr tel. 123 45 67. | Nikt nie odbierze.
        Było 20 st. C. | Jutro będzie 5.
        W Dz. U. nr 7 poz. 12 stoi co innego. | Kto to czyta?
        Ks. bp Jan Lis poświęcił dzwon pw. św. Anny. | Dzwon pękł.
        Czekał… | Nikt nie przyszedł.
        Red. nacz. Ewa Mak odeszła. | Nikt nie wie dlaczego.
        Woj. śląskie i pow. rybnicki zapłacą po poł. | Gmina nie ma z czego.
        To m.in. Jan Lis, Ewa Mak i in. | Reszta nie przyszła.
        Na podst. umowy z dn. 3 maja płaci gmina. | Tak ustalono.
        Czytał Biblię: „Kto jak Bóg?” (por. Dn 10, 13). | Potem zasnął.
        Al. Jerozolimskie są zamknięte. | Pl. Zamkowy też.
        Orzeł wygrał 4:1. | Trener płakał.
        Bilet kosztuje 9 zł. | Kasjerka nie wydaje reszty.
        Do młyna jest 12 km. | Wozy jadą godzinę.
        Zegar pokazuje 0 albo 1. | Młynarz liczy.
        Dała im. | Zwykle nie daje.
        Przycisk ma napis OK. | Młyn rusza.
        Mieszka przy ul. Rybnej 4 m. 9 od lat. | Lubi ją.
        Woda wzrosła o 7,5. | Młynarz się boi.
        Umowa UE-W. Brytania jest gotowa. | Młynarz jej nie czytał.
        Spotkali się 3 grudz. 1931 r. w młynie. | Potem wyszli.
        Młyn stoi nad jez. Białe pod lasem. | Tam jest cicho.
        Mówi arch. Lis z Pelli. | On wie.
    """,
    "lt": """
        Namas Malūno g. 7-4 priklauso p. Onai Kalnei. | Jis senas.
        Plk. ltn. Jonas Lapė ir kpt. Ona Kalnė atvyko 7 val. ryto. | Lijo.
        Pagal CK 6.38 str. 2 d. moka nuomininkas. | Savininkas nemoka.
        XIX a. viduryje malūnas sudegė. | 1901 m. jį atstatė. | Jis stovi iki šiol.
        Tai kainuoja apie 300 eurų per mėn. vienam žmogui. | Tai nedaug.
        Sveria 12 kg ir yra 3 m ilgio. | Niekas jo nepakels.
        Susitiko 2024 m. lapkričio 3 d. 18.30 val. | Buvo šalta.
        Vadinamasis senasis malūnas, t. y. tas prie upės, tuščias. | Gaila.
        „Ateisi? Laukiu“, – parašė Ona. | Neatėjo.
        – Lyja? – paklausė ji. | – Lyja. | – Tada liekam.
        Čia gyvena apie 5 tūkst. žmonių, iš jų 2 tūkst. Lenkų daugiau. | Mokykla viena.
        Gim. 1890 m., mirė 1950 m. Kaune. | Turėjo tris vaikus.
        Tai buvo 3-ioji diena ir 12. metai. | Visi atėjo.
        Žr. 4 pav. ir 2 lent. 15 p. | Visa tai aišku.
        Pirko miltų, druskos, aliejaus ir t. t. | Paskui virė sriubą.
        Prof. habil. dr. Jonas Lapė kalbėjo pirmas. | Po jo kalbėjo doc. dr. Kalnė.
        Dir. Lapė ir pavad. Kalnė tylėjo. | Taryba taip pat.
        UAB „Malūnas ir Ko.“ jį uždaro. | Darbo neteks 40 žm.
        Išaugo 3,5 proc. per metus. | Paskui sumažėjo.
        Skambinkite tel. Nr. 123 45 67. | Niekas neatsilieps.
        Vyt. Kalnas ir K. Lapė išėjo. | Liko trys.
        Šv. Onos bažnyčia stovi Vilniaus r. | Ji maža.
        Laukė… | Niekas neatėjo.
        Kun. J. Lapė pašventino varpą. | Varpas skilo.
        Vyr. red. Ona Kalnė išėjo. | Niekas nežino kodėl.
        Raj. ir apskr. valdžia sumokės po piet. | Miestas neturi iš ko.
        Skaitė: „Kas kaip Dievas?“ (plg. Dan 10, 13). | Paskui užmigo.
        Laisvės al. ir Kęstučio g. kampe stovi kioskas. | Jis uždarytas.
        Jis gyvena Upės g. | Ji gyvena kitur.
        Kaina – 5 mln. Lt. | Dabar būtų daugiau.
        Komanda laimėjo 4:1. | Treneris verkė.
        Bilietas kainuoja 9 Eur. | Kasininkė grąžos neturi.
        Iki malūno 12 km. | Vežimai rieda valandą.
        Kuprinėje peilis, virvė ir pan. | Vaikai pasiruošę.
        Ratas sukasi nuo 1 iki 6. | Malūnininkas skaičiuoja.
        Malūną pastatė arch. Lapė. | Jis mirė.
    """,
    "lv": """
        Māja Dzirnavu iel. 7 pieder Annas k-dzei Kalniņai. | Tā ir veca.
        Plkv. Jānis Lapsa un kpt. Anna Kalna ieradās plkst. 7. | Lija.
        19. gs. vidū dzirnavas nodega. | 1901. gadā tās uzcēla no jauna.
        2024. gada 3. novembrī sākās sapulce. | Bija auksts.
        Tas maksā apm. 300 eiro mēn. vienam. | Tas nav daudz.
        „Nāksi? Gaidu,” rakstīja Anna. | Viņš neatnāca.
        Prof. Dr. Jānis Lapsa runāja pirmais. | Pēc viņa runāja doc. Kalna.
        Pirka miltus, sāli, eļļu u. c. preces. | Tad vārīja zupu.
        Skat. 4. att. un 2. tab. 15. lpp. | Tas ir skaidrs.
        Pieauga par 3,5 proc. gadā. | Tad saruka.
        Dzirnavas stāv Pelles nov. Lapu pagastā. | Tur ir kluss.
    """,
    "ru": """
        Дом на пл. Победы, стр. 7, кв. 4, принадлежит г-же Лисиной. | Он старый.
        Ген.-майор Лис и кап. Ева Мак приехали в 7 ч. утра. | Шёл дождь.
        По ст. 12 п. 3 ГК РФ платит жилец. | Хозяин не платит.
        В сер. XIX в. мельница сгорела. | В 1901 г. её отстроили. | Стоит и сейчас.
        Стоит это ок. 300 руб. в мес. на человека. | Это немного.
        Весит 12 кг. и стоит 3 тыс. рублей. | Никто не берёт.
        Встретились в пн. 3 нояб. в 18.30. | Было холодно.
        Т. н. старая мельница, т. е. та, что у реки, пуста. | Жаль.
        «Придёшь? Жду», — написала Ева. | Он не пришёл.
        — Дождь? — спросила она. | — Дождь. | — Тогда остаёмся.
        — Идём, — сказал Лис. | — Уже поздно. | Они ушли.
        Здесь живёт ок. 5 тыс. чел., из них 2 тыс. Поляков больше. | Школа одна.
        Род. в 1890 г., ум. в 1950 г. в Пинске. | Имел троих детей.
        См. рис. 4 и табл. 2 на стр. 15. | Остальное ясно.
        Купил муку, соль, масло и др. | Потом сварил суп.
        Купил муку, соль и пр. товары. | Потом сварил суп.
        Чл.-корр. РАН Иван Лис говорил первым. | За ним говорил канд. техн. наук Мак.
        Ген. дир. Лис и и. о. мэра Мак молчали. | Совет тоже.
        Население — 12,5 млн. | Школ мало.
        Это было в 300 г. до н. э. | Никто не помнит.
        Звоните по тел. 123-45-67. | Никто не ответит.
        Он ждал… | Никто не пришёл.
        Прот. Иоанн Лис освятил колокол. | Колокол треснул.
        Гл. ред. Ева Мак ушла. | Никто не знает почему.
        Им. Ленина были улица, пл. и завод. | Теперь нет.
        Он читал: «Кто как Бог?» (ср. Дан. 10:13). | Потом уснул.
        А. Лис, Е. В. Мак и др. авторы спорят. | Мы тоже.
        Он живёт в г. Пинске. | Она живёт в с. Липки.
        В 60-х гг. XX в. построили мост. | Он стоит.
        Было 20 град. мороза. | Завтра будет 5.
        До мельницы 12 км. | Возы едут час.
        Глубина пруда 9 м. | Рыбы мало.
        Мельник дал им. | Затем ушёл.
        Мост им. Рыбкина старый. | Его чинят.
        Пришёл я. | Мельник молчал.
        В муке мало витамина C. | Пекарь не жалуется.
        Мельницу строил арх. Лисин. | Он умер.
        Она стоит прибл. 300 лет. | Никто не знает.
    """,
    "be": """
        Дом на пл. Перамогі, д. 7, кв. 4, належыць сп. Лісе. | Ён стары.
        Ген. Ліс і кап. Ева Мак прыехалі а 7 гадз. раніцы. | Ішоў дождж.
        Паводле арт. 12 п. 3 ГК РБ плаціць жыхар. | Гаспадар не плаціць.
        У сяр. XIX ст. млын згарэў. | У 1901 г. яго адбудавалі. | Стаіць і цяпер.
        Каштуе гэта каля 300 руб. у мес. на чалавека. | Гэта няшмат.
        Важыць 12 кг і мае 3 м даўжыні. | Ніхто яго не падыме.
        Сустрэліся ў пн. 3 ліст. а 18.30. | Было холадна.
        Т. зв. стары млын, г. зн. той, што ля ракі, пусты. | Шкада.
        «Прыйдзеш? Чакаю», — напісала Ева. | Ён не прыйшоў.
        — Дождж? — спытала яна. | — Дождж. | — Тады застаёмся.
        — Хадзем, — сказаў Ліс. | — Ужо позна. | Яны пайшлі.
        Тут жыве каля 5 тыс. чал., з іх 2 тыс. дзяцей. | Школа адна.
        Нар. у 1890 г., пам. у 1950 г. у Пінску. | Меў траіх дзяцей.
        Гл. мал. 4 і табл. 2 на с. 15. | Астатняе ясна.
        Купіў муку, соль, алей і інш. | Потым зварыў суп.
        Купіў муку, соль і г. д. | Потым зварыў суп.
        Чл.-кар. НАН Беларусі Янка Ліс гаварыў першы. | За ім гаварыў канд. тэхн. навук Мак.
        Ген. дыр. Ліс і в. а. мэра Мак маўчалі. | Рада таксама.
        Насельніцтва — 12,5 млн. | Школ мала.
        Гэта было ў 300 г. да н. э. | Ніхто не памятае.
        Тэлефануйце па тэл. 123-45-67. | Ніхто не адкажа.
        Ён чакаў… | Ніхто не прыйшоў.
        Прат. Янка Ліс асвяціў звон. | Звон трэснуў.
        Гал. рэд. Ева Мак пайшла. | Ніхто не ведае чаму.
        Ён чытаў: «Хто як Бог?» (пар. Дан. 10:13). | Потым заснуў.
        А. Ліс, Я. В. Мак і інш. аўтары спрачаюцца. | Мы таксама.
        Ён жыве ў г. Пінску. | Яна жыве ў в. Ліпкі.
        У 60-х гг. XX ст. пабудавалі мост. | Ён стаіць.
        Вул. Рачная і прасп. Незалежнасці закрытыя. | Аб’езду няма.
        Гандлююць у аг. Лясны Мінскага р-на. | Цэны нізкія.
        Да млына 12 км. | Вазы едуць гадзіну.
        Мост ляжыць на ім. | Паводле млынара, ён стары.
        Прыйшоў я. | Млынар маўчаў.
        Напругу пазначаюць літарай V. | Млынар піша ваты.
        Гэта было 3 студз. 1931 г. у млыне. | Потым выйшлі.
        Каштуе прыбл. 300 рублёў. | Яна старая.
    """,
    "uk": """
        Будинок на пл. Перемоги, буд. 7, кв. 4, належить п. Лисиці. | Він старий.
        Ген. Лис і кап. Єва Мак приїхали о 7 год. ранку. | Ішов дощ.
        За ст. 12 ч. 3 ЦК України платить мешканець. | Власник не платить.
        У сер. XIX ст. млин згорів. | У 1901 р. його відбудували. | Стоїть і досі.
        Коштує це бл. 300 грн. на міс. з людини. | Це небагато.
        Важить 12 кг і має 3 м завдовжки. | Ніхто його не підніме.
        Зустрілися в пн. 3 лист. о 18.30. | Було холодно.
        Т. зв. старий млин, тобто той, що біля річки, порожній. | Шкода.
        «Прийдеш? Чекаю», — написала Єва. | Він не прийшов.
        — Дощ? — спитала вона. | — Дощ. | — Тоді лишаємося.
        — Ходімо, — сказав Лис. | — Уже пізно. | Вони пішли.
        Тут живе бл. 5 тис. осіб, із них 2 тис. дітей. | Школа одна.
        Нар. у 1890 р., пом. у 1950 р. у Пінську. | Мав трьох дітей.
        Див. мал. 4 і табл. 2 на с. 15. | Решта зрозуміла.
        Купив борошно, сіль, олію та ін. | Потім зварив суп.
        Купив борошно, сіль і т. д. | Потім зварив суп.
        Чл.-кор. НАН України Іван Лис говорив першим. | За ним говорив канд. техн. наук Мак.
        Ген. дир. Лис і в. о. мера Мак мовчали. | Рада теж.
        Населення — 12,5 млн. | Шкіл мало.
        Це було 300 р. до н. е. | Ніхто не пам’ятає.
        Дзвоніть за тел. 123-45-67. | Ніхто не відповість.
        Він чекав… | Ніхто не прийшов.
        Прот. Іван Лис освятив дзвін. | Дзвін тріснув.
        Гол. ред. Єва Мак пішла. | Ніхто не знає чому.
        Він читав: «Хто як Бог?» (пор. Дан. 10:13). | Потім заснув.
        А. Лис, Є. В. Мак та ін. автори сперечаються. | Ми теж.
        Він живе в м. Пінську. | Вона живе в с. Липки.
        У 60-х рр. XX ст. збудували міст. | Він стоїть.
        Вул. Річна і просп. Миру закриті. | Об’їзду немає.
        Завод ім. Лиса та шк. № 5 поруч. | Обидва порожні.
        До млина 12 км. | Вози їдуть годину.
        Квиток коштує 9 грн. | Касирка решти не має.
        — Прийшов я. | — Мірошник мовчав.
        Вони жили в сім'ї. | Мірошник їх любив.
        Рада засідала 3 верес. 1931 р. у млині. | Потім вийшли.
    """,
    "cs": """
        Dům v ul. Mlýnské č. p. 7 patří pí Liškové. | Je starý.
        Plk. Jan Liška a kpt. Eva Máková přijeli v 7 hod. ráno. | Pršelo.
        Podle § 12 odst. 3 písm. a) zák. č. 89 platí nájemce. | Majitel neplatí.
        V pol. 19. stol. mlýn vyhořel. | V r. 1901 ho obnovili. | Stojí dodnes.
        Stojí to cca 300 Kč měs. na osobu. | To není moc.
        Sešli se v po 3. listopadu v 18.30 hod. | Bylo zima.
        Tzv. starý mlýn, tj. ten u řeky, je prázdný. | Škoda.
        „Přijdeš? Čekám,“ napsala Eva. | Nepřišel.
        Nar. 1890, zemř. 1950 v Písku. | Měl tři děti.
        Koupil mouku, sůl, olej apod. | Pak uvařil polévku.
        Koupil mouku, sůl atd. | Pak uvařil polévku.
        Viz obr. 4 a tab. 2 na str. 15. | Zbytek je jasný.
        MUDr. Jan Liška, Ph.D., mluvil první. | Po něm mluvil doc. RNDr. Mák, CSc.
        Sv. Anna má kostel na nám. Míru. | Je zavřený.
        Firma Liška s.r.o. končí. | Práci ztratí 40 lidí.
        Karel IV. Lucemburský ten mlýn nezaložil. | Založil ho jiný.
        Hledali rybu v síti a našli část. | Archiv mlčí.
        Mouku mám. | Mlýn běží. | Voda teče.
        Ves leží v okr. Lišov u lesa. | Je tam ticho.
    """,
    "es": """
        La casa de la C. Mayor núm. 7 es de Dña. Ana Ruiz. | Es vieja.
        El gral. López y el cap. Ruiz llegaron a las 7 a. m. del lunes. | Llovía.
        Según el art. 12, párr. 3, paga el inquilino. | El dueño no paga.
        Cuesta aprox. 300 pesos al mes. | No es mucho.
        En el s. XIX ardió el molino. | Lo levantaron en 1901.
        «¿Vienes? Te espero», escribió Ana. | No vino.
        —¿Llueve? —preguntó. | —Llueve.
        Compró harina, sal, etc. | Luego hizo sopa.
        Véase la fig. 4 y la pág. 15. | Lo demás es claro.
        Molinos Ruiz S.A. cierra. | Cuarenta pierden su trabajo.
        Ud. lo sabe. | Yo no.
        Esperó… | Nadie vino.
        Pidió pan y no quiso más. | Lola dijo que sí. | Berta lloró.
    """,
    "fr": """
        La maison du 7, av. du Moulin est à Mlle Roux. | Elle est vieille.
        Le gén. Roux et le cap. Le Gall sont arrivés à 7 h. du matin. | Il pleuvait.
        Selon l’art. 12, al. 3, le locataire paie. | Le propriétaire ne paie pas.
        Cela coûte env. 300 francs. | C’est peu.
        Au XIXe s. le moulin brûla. | On le releva en 1901.
        « Tu viens ? Je t’attends », écrivit Anne. | Il ne vint pas.
        — Il pleut ? demanda-t-elle. | — Il pleut.
        Il acheta de la farine, du sel, etc. | Puis il fit une soupe.
        Voir fig. 4 et p. 15 du t. 2. | Le reste est clair.
        J.-P. Roux et A. Morel se turent. | Le conseil aussi.
        St. Malo et Ste. Anne sont loin. | On y va.
        Il attendit… | Personne ne vint.
        Les journaux, p. ex. Le Moulin, en parlent. | Nous aussi.
    """,
    "it": """
        La casa in v. del Mulino n. 7 è della sig.ra Rossi. | È vecchia.
        Il gen. Rossi e il cap. Da Ponte arrivarono alle ore 7. | Pioveva.
        Secondo l’art. 12, c. 3, paga l’inquilino. | Il padrone non paga.
        Costa ca. 300 lire al mese. | Non è molto.
        Nel sec. XIX il mulino bruciò. | Lo rifecero nel 1901.
        «Vieni? Ti aspetto», scrisse Anna. | Non venne.
        Comprò farina, sale, ecc. | Poi fece la zuppa.
        Vedi fig. 4 e pag. 15 del vol. 2. | Il resto è chiaro.
        Mulini Rossi S.p.A. chiude. | In quaranta perdono il lavoro.
        S. Anna e S. Pietro sono lontane. | Ci andiamo.
        Aspettò… | Nessuno venne.
        Il rag. Volpe tacque. | Nessuno parlò.
    """,
    "ja": """
        粉屋は言った。|「雨だ。」|彼は帰った。
        雨が降る（毎朝だ。）町に、誰も来ない。|店は閉まった。
        「来るの？　待っている」と彼女は書いた。|彼は来なかった！|なぜか？
        料金は3.5円だ。|前は2円だった。
    """,
    "zh": """
        磨坊主说：“下雨了。”|他回家了。
        “你来吗？我等你。”她写道。|他没有来！|为什么？
        票价是3.5元。|以前是2元。
    """,
    "km": """
        រោងម៉ាស៊ីនបិទ។ | គ្មាននរណាទិញ។
    """,
    "el": """
        Βρέχει στον μύλο; | Κανείς δεν ξέρει. | Ούτε εγώ.
    """,
    "th": """
        โรงสีเก่าเปิดเวลา 7.30 น. ทุกวัน
        น้ำหนัก 3.5 กก. ราคา 40 บาท
    """,
}
"""Languages, and lines whose sentences are known."""


def passages() -> list[tuple[str, tuple[str, ...]]]:
    """Return the language and the sentences of each line."""
    return [
        (language, tuple(part.strip() for part in line.split("|")))
        for language, lines in LINES.items()
        for line in lines.strip().splitlines()
    ]
