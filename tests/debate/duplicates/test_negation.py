"""A sentence and its denial are never taken for the same, in seven languages."""

import pytest

from bot.debate.duplicates import PairVerdict, contradict, judge
from bot.debate.duplicates.normalise import words

DENIED = """
en|Fares should fall on Sundays|Fares should not fall on Sundays
en|The river is clean enough to swim in|The river isn't clean enough to swim in
en|Tenants can afford a higher rent|Tenants cannot afford a higher rent
en|Tenants can afford a higher rent|Tenants can't afford a higher rent
en|The council will keep its promise|The council won’t keep its promise
en|The council ever keeps its promises|The council never keeps its promises
en|Somebody gains from closing the library|Nobody gains from closing the library
en|A city can live with cars in its centre|A city can live without cars in its centre
en|There is a reason to wait for the tram|There is no reason to wait for the tram
en|The new rules are fair to night workers|The new rules are unfair to night workers
en|Free buses work in small towns|Free buses don't work in small towns
en|The mayor listens to the suburbs|The mayor doesn't listen to the suburbs
en|Everything in this plan was tried before|Nothing in this plan was tried before
en|Parking should be allowed here|Parking should not under any circumstances be allowed here
en|Either side wants a compromise on rents|Neither side wants a compromise on rents
en|Taxes should rise|I think taxes should not rise, honestly
en|The tram is not dear but it is slow|The tram is dear but it is not slow
ru|Проезд надо сделать бесплатным|Проезд не надо сделать бесплатным
ru|В центре есть место для машин|В центре нет места для машин
ru|Это справедливое решение для пенсионеров|Это несправедливое решение для пенсионеров
ru|Город может жить с машинами в центре|Город может жить без машин в центре
ru|Кто-то выиграет от закрытия библиотеки|Никто не выиграет от закрытия библиотеки
ru|Здесь можно строить дома выше церкви|Здесь нельзя строить дома выше церкви
ru|Мэр всегда выполняет обещания|Мэр никогда не выполняет обещания
be|Праезд павінен быць бясплатным для ўсіх|Праезд не павінен быць бясплатным для ўсіх
be|Тут ёсць месца для новых дрэў|Тут няма месца для новых дрэў
be|Гэта справядлівы падатак для вёскі|Гэта несправядлівы падатак для вёскі
be|Тут можна будаваць высокія дамы|Тут нельга будаваць высокія дамы
uk|Проїзд має бути безкоштовним для всіх|Проїзд не має бути безкоштовним для всіх
uk|Тут є місце для нових дерев|Тут немає місця для нових дерев
uk|Хтось виграє від закриття бібліотеки|Ніхто не виграє від закриття бібліотеки
uk|Це справедливий податок для села|Це несправедливий податок для села
pl|Przejazdy powinny być bezpłatne dla wszystkich|Przejazdy nie powinny być bezpłatne dla wszystkich
pl|W centrum jest miejsce dla samochodów|W centrum nie ma miejsca dla samochodów
pl|Ktoś zyska na zamknięciu biblioteki|Nikt nie zyska na zamknięciu biblioteki
pl|To uczciwy podatek dla wsi|To nieuczciwy podatek dla wsi
pl|Miasto może żyć z samochodami w centrum|Miasto może żyć bez samochodów w centrum
lt|Bilietai turėtų būti nemokami visiems|Bilietai neturėtų būti nemokami visiems
lt|Miestui reikia naujo tilto per upę|Miestui nereikia naujo tilto per upę
lt|Centre yra vietos automobiliams|Centre nėra vietos automobiliams
lt|Kažkas laimės uždarius biblioteką|Niekas nelaimės uždarius biblioteką
lt|Miestas gali gyventi su automobiliais centre|Miestas gali gyventi be automobilių centre
de|Die Fahrkarten sollten billiger werden|Die Fahrkarten sollten nicht billiger werden
de|Es gibt einen Grund, auf die Bahn zu warten|Es gibt keinen Grund, auf die Bahn zu warten
de|Jemand gewinnt, wenn die Bücherei schließt|Niemand gewinnt, wenn die Bücherei schließt
de|Die Stadt kann mit Autos im Zentrum leben|Die Stadt kann ohne Autos im Zentrum leben
de|Die neuen Regeln sind fair für Mieter|Die neuen Regeln sind unfair für Mieter
"""
RENUMBERED = """
en|Rents rose by 5 percent|Rents rose by 15 percent
en|Rents rose by 8.5 %|Rents rose by 85 %
en|Rents rose by 5%|Rents rose by -5%
en|Two trams an hour are enough|Three trams an hour are enough
en|The bridge opens in May 2031|The bridge opens in June 2031
en|The bridge opens on 3 May 2031|The bridge opens on 4 May 2031
en|The fine is $1,500 a day|The fine is $15,000 a day
en|It costs 2 million a year|It costs 2 billion a year
en|It costs 5k a year|It costs 5m a year
en|Half of the riders walked before|A third of the riders walked before
ru|Аренда выросла на пять процентов|Аренда выросла на десять процентов
ru|Мост откроют в мае|Мост откроют в июне
be|Арэнда вырасла на пяць працэнтаў|Арэнда вырасла на дзесяць працэнтаў
uk|Оренда зросла на п'ять відсотків|Оренда зросла на десять відсотків
pl|Czynsze wzrosły o pięć procent|Czynsze wzrosły o dziesięć procent
lt|Nuoma pabrango per du metus|Nuoma pabrango per tris metus
de|Die Mieten stiegen um fünf Prozent|Die Mieten stiegen um zehn Prozent
de|Es waren fünfundzwanzig Leute da|Es waren fünfunddreißig Leute da
"""
ALIKE = """
en|It costs 2 million a year|It costs 2,000,000 a year
en|It costs two million a year|It costs 2 million a year
en|Twenty five people came|25 people came
en|The bridge costs two hundred and ten euros|The bridge costs two hundred ten euros
en|Rents rose by 5 percent since May|Rents rose since May
en|Between 25-30 people came|BETWEEN 2530 PEOPLE CAME
en|Buses aren't late on Sundays|Buses are not late on Sundays
en|The council does not hear us at all|The cuoncil doesn ot hear us at al
en|The council won't stop the tram|The council won'tstop the tram
en|A ban should not be binding for a choice of this size|A ban should be for a choice of size
en|I believe fares should not fall|Fares should not fall, I believe
en|Fares should fall on Sundays|I think fares should fall on Sundays. What do you say
ru|Проезд не надо делать бесплатным|Проезд ненадо делать беслпатным
ru|Городу не нужен новый мост через реку|Горду не нужен новй мост черз реку
ru|Мост стоит 10 000 рублей|Мост стоит 10000 рублей
ru|Пришло двести пятьдесят человек|Пришло 250 человек
be|Гораду не патрэбны новы мост|Гораду непатрэбны новы мост
uk|Місту не потрібен новий міст через річку|Місту не потрібен нвий міст через рчіку
pl|Przejazdy nie powinny być droższe w niedzielę|Przejazdy niepowinny być drozsze w niedziele
pl|Ten podatek dotyczy 5 gmin|Podatek dotyczy 5 gmin
lt|Miestui nereikia naujo tilto per upę|Miestui ne reikia naujo tilto per upe
de|Die Fahrkarten sollten nicht teurer werden|Die Fahrkarten sollten nciht teurer weden
de|Es waren fünfundzwanzig Leute da|Es waren 25 Leute da
"""


def table(lines):
    rows = [line.split("|") for line in lines.strip().splitlines()]
    return [pytest.param(one, other, id=f"{language}: {other}") for language, one, other in rows]


@pytest.mark.parametrize(("one", "other"), table(DENIED))
def test_a_denial_is_the_opposite(one, other):
    assert judge(one, other, 0.9) is judge(other, one, 0.9) is PairVerdict.OPPOSITE


@pytest.mark.parametrize(("one", "other"), table(RENUMBERED))
def test_another_number_is_the_opposite(one, other):
    assert judge(one, other, 0.9) is judge(other, one, 0.9) is PairVerdict.OPPOSITE


@pytest.mark.parametrize(("one", "other"), table(ALIKE))
def test_slips_and_other_spellings_deny_nothing(one, other):
    assert judge(one, other, 0.9) is judge(other, one, 0.9) is PairVerdict.SIMILAR


def test_to_be_denies_nothing_in_english():
    assert not contradict(words("Fares are to be lower"), words("Fares are lower"))
