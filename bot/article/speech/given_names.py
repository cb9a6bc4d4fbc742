"""Given names that tell women from men. Short on purpose: who is not here can be either."""

from __future__ import annotations

WOMEN = frozenset(
    """
    abigail ada adela adele agnes agnieszka aisha alexandra alice alina alla amanda amelia amina amy ana anastasia andrea
    angela anita ann anna anne annie astrid audrey barbara beata beatrice birgit brigitte camille carla carmen carol
    caroline catherine charlotte chloe christina christine claire clara claudia cynthia daria deborah diana dina dorota
    edith elena eleanor elisabeth elise elizabeth ella ellen elsa emilia emily emma erika esther eva evelyn ewa fatima
    fiona florence frances galina gertrude giulia grace greta hanna hannah harriet heather heidi helen helena helga
    hilda ida ilse inga ingrid irena irene irina isabel isabella iwona jacqueline jane janet janina jennifer jessica
    joan joanna josephine joyce judith julia julie karen karin katarzyna kate katharina katherine kathleen katrin
    katya kim kristina laura leena lena leonor lidia lily linda lisa louise lucia lucy ludmila luisa lydia magda
    malgorzata margaret margit maria marie marina marion marta martha martina mary matilda maya megan mei melissa
    michelle mila miriam monica monika nadia nancy natalia nicole nina nora olga olivia pamela patricia paula petra pia
    priya rachel rebecca regina renata rita rosa rose ruth sabine samira sandra sara sarah sharon sheila shirley silvia
    simone sofia sonia sonja sophia sophie stella stephanie susan svetlana sylvia tamara tanya tatiana teresa theresa
    tove ursula valentina vanessa vera veronica victoria viktoria virginia vivian wanda wendy yasmin yulia zoe zofia
    агата ада адель алевтина александра алёна алина алиса алла анастасия ангелина анна антонина ася валентина валерия
    варвара василиса вера вероника виктория галина ганна дарья диана дина ева евгения евдокия екатерина елена елизавета
    жанна зинаида зоя ида инга инна ирина карина катя кира клавдия клара кристина ксения лариса лена лиана лида лидия
    лилия любовь людмила майя маргарита марина мария марта марфа маша милана надежда наталия наталья настя нина нонна
    оксана ольга полина раиса регина рита роза светлана серафима снежана соня софия софья таисия тамара таня татьяна
    ульяна фаина эльвира эмма юлия юля яна
    """.split()
)
"""Given names of women, in small letters."""

MEN = frozenset(
    """
    aaron abdul abraham adam adrian ahmed alan albert alejandro aleksander alex alexander alfred ali ambrose andreas
    andrei andrew andrzej anselm anthony anton antonio arne arnold artem arthur artur benjamin bernard bjorn bob boris
    brian bruce bruno carl carlos charles chris christian christopher colin cornelius daniel david dennis derek diego
    dmitri dmitriy dmitry dominic donald douglas edgar edmund edvard edward edwin emil emmanuel eric erik ernest eugene
    felix fernando francis francois frank franz fred frederick fritz gabriel gary geoffrey georg george gerald gerard
    gilbert giles giovanni giuseppe gordon graham greg gregory gunnar gustav guy hans harald harold harry hassan heinrich
    henri henrik henry herbert herman howard hugh hugo ian ibrahim igor imre isaac isaiah ivan jack jacob jakob jakub
    james jan jason jean jeffrey jens jeremy jerome jerzy jim joachim joe joel johan johann john jonas jonathan jorge
    jose josef joseph joshua juan julian julius jurgen kamal karl keith kenneth kevin klaus konrad lars laurynas lawrence
    leo leon leonard leonid liam lorenzo louis luca lucas ludwig luis lukas magnus marc marcel marco marcus marek mario
    mark markus martin matthew matthias maurice max maxim maksim michael michel miguel mikhail milan mohamed mohammed
    nathan neil nicholas nicolas nigel nikita nikolai noah norman oleg oliver omar oscar oskar otto pablo patrick paul
    pavel pedro peter petr philip philippe pierre piotr rafael ralph rasmus ray raymond richard rob robert roberto roger
    roland rolf roman ronald roy rudolf russell samuel scott sean sebastian sergei sergey sidney simon stanislav stefan
    stephen steve steven stuart sven terence theodore thomas tim timothy tobias tom tomas tomasz tony victor viktor
    vincent vladimir walter werner wilhelm william wolfgang xavier yuri yusuf zbigniew
    александр алексей альберт анатолий андрей антон аркадий арсений артём артур богдан борис вадим валентин валерий
    василий виктор виталий владимир владислав всеволод вячеслав геннадий георгий герман глеб григорий даниил денис
    дмитрий евгений егор ефим захар иван игнат игорь илья иннокентий иосиф карл кирилл константин лев леонид лука
    макар максим марат марк матвей михаил назар никита николай олег осип остап павел пётр петр платон прохор родион
    роберт рольф роман ростислав руслан савелий семён сергей станислав степан тарас тимофей тимур тихон фёдор филипп
    юрий яков ян ярослав
    """.split()
)
"""Given names of men, in small letters."""
