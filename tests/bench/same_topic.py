"""Three articles of our own, what they do not say of their own subjects, and searches of few words that they answer."""

ARTICLES: dict[str, tuple[str, str]] = {
    "ferry": (
        "The last ferry to Osmund Island",
        "The ferry to Osmund Island made its last crossing on 14 March, after sixty-one years. About forty "
        "people stood on the pier at Kelby to see it leave.\n\n"
        "The Heron, a steel boat of 32 metres, was built in Kelby by the Aldous yard. She carried 120 "
        "passengers and nine cars, and in all her years she was never late by more than a day.\n\n"
        "The county council stopped paying for the crossing because a bridge was opened at Sandwick last "
        "autumn. The bridge cost 48 million crowns and is 2.3 kilometres long. Driving over it takes four "
        "minutes.\n\n"
        "Captain Ruth Malling steered the ferry for the last nineteen years. She says that she will miss the "
        "fog more than the sun. Her father had been a mate on the same boat.\n\n"
        "Not everybody on the island is glad of the bridge. Ivo Brandt, who keeps the only shop, has lost a "
        "third of his customers to the supermarkets on the mainland. The school has closed, and its eleven "
        "pupils now go to Kelby by bus.\n\n"
        "The Heron will not be scrapped. A museum in Torhaven bought her for one crown and will moor her "
        "beside the old lighthouse. Visitors may come aboard from June, on Saturdays and Sundays.\n\n"
        "The council promises that an ambulance boat stays at the island through the winter, since the bridge "
        "is closed when the wind is stronger than 25 metres a second. That happened on six days in January.",
    ),
    "library": (
        "A library that lends saws",
        "In the town of Brackwell people borrow drills, ladders and sewing machines as they borrow books. The "
        "library began with twenty tools in 2016 and has 640 of them today.\n\n"
        "The idea came from Nadia Ferrer, a librarian who wanted to hang one picture and had no drill. She "
        "asked her neighbours for what they never used, and a van came back full.\n\n"
        "Members pay 15 crowns a year and may keep a tool for seven days. The most wanted thing is a carpet "
        "cleaner, for which people wait three weeks. The least wanted is a cherry stoner.\n\n"
        "Every tool is looked over when it comes back. Two retired electricians, Tomas Quist and Abel Rowe, "
        "do that on Thursdays in the cellar. So far nobody has been hurt, and only four tools have been "
        "stolen.\n\n"
        "The hardware shop in Mill Lane was against it at first. Its owner feared for his sales, but he now "
        "sends people to the library and sells them the screws. He also gives a discount to members.\n\n"
        "The town pays the rent of the cellar, and a fund of the university paid for the shelves. A study of "
        "the university found that a borrowed drill replaces nine bought ones.\n\n"
        "Other towns have asked how it is done. Ferrer answers them with a list of ten rules, of which the "
        "first is to start with a good lock. A second branch opens in the old fire station next spring.",
    ),
    "storks": (
        "Storks return to the Lower Arle",
        "White storks nest again in the valley of the Lower Arle, for the first time since 1954. Three pairs "
        "raised seven chicks this summer on chimneys in Hollin.\n\n"
        "The birds had gone when the meadows were drained for maize. Frogs and grasshoppers, which storks "
        "eat, became rare. In 2009 a trust began to block the ditches, and the water came back.\n\n"
        "Helga Sorin of the Arle Trust has counted birds here for thirty years. She had bet a colleague a "
        "bottle of wine that she would not live to see a nest. The colleague was glad to lose nothing.\n\n"
        "Farmers were paid 300 crowns a hectare each year to leave the meadows wet. Of fifty-two farms in the "
        "valley, thirty-eight joined. Peter Lanz, a dairy farmer, says that the money hardly covers the hay, "
        "but his children love the frogs.\n\n"
        "The chicks were ringed in July. One of them, number 417, has been followed by satellite to the south "
        "of Spain. Storks of this region spend the winter in Morocco or, more and more, on rubbish tips near "
        "Seville.\n\n"
        "Power lines are the worst danger for young storks. The grid company has put red balls on four "
        "kilometres of cable, and promises to bury the rest by 2030.\n\n"
        "Hollin is proud of its guests. The bakery sells bread in the form of a stork, and the chimney of the "
        "town hall is no longer used, although the mayor's office is cold.",
    ),
}

UNANSWERED: dict[str, tuple[str, ...]] = {
    "ferry": (
        "When was Captain Ruth Malling born?",
        "Who designed the bridge at Sandwick?",
        "How much did a ticket for the ferry cost?",
        "What is the name of the museum's director?",
        "When did the Aldous yard close?",
        "How many people live on Osmund Island?",
        "Where did Ruth Malling learn to steer?",
        "Who built the lighthouse in Torhaven?",
        "How fast was the Heron?",
        "What is the name of Ruth Malling's father?",
        "When will the school on the island open again?",
        "How deep is the water under the bridge?",
        "Who pays for the ambulance boat?",
        "Which company built the bridge?",
        "How old is Ivo Brandt?",
        "When was the lighthouse built?",
        "How much does the museum ask for entry?",
        "Who was the first captain of the Heron?",
        "What did the county council vote on the ferry?",
        "How many trips a day did the ferry make?",
        "Where will Captain Malling work now?",
        "What colour is the Heron?",
        "How many cars cross the bridge each day?",
        "Who teaches the eleven pupils in Kelby?",
        "What does Ivo Brandt sell most?",
        "Why did the bridge cost more than planned?",
        "When does the bus to Kelby leave?",
        "Who opened the bridge?",
        "How many boats did the Aldous yard build?",
        "What is the mayor of Kelby called?",
        "How long did it take to build the bridge?",
        "What engine did the Heron have?",
        "Who took the photograph of the last crossing?",
        "Is there a toll on the bridge?",
    ),
    "library": (
        "When was Nadia Ferrer born?",
        "How many members does the library have?",
        "Who owns the hardware shop in Mill Lane?",
        "How much rent does the town pay for the cellar?",
        "Who stole the four tools?",
        "How many people live in Brackwell?",
        "What is the tenth rule of the library?",
        "Who wrote the study of the university?",
        "When was the fire station built?",
        "How much does a carpet cleaner cost?",
        "Where did Nadia Ferrer study?",
        "What discount do members get?",
        "Which university paid for the shelves?",
        "How much did the shelves cost?",
        "When does the library open on Mondays?",
        "What happens if a tool is broken?",
        "Who drives the van?",
        "How old is Tomas Quist?",
        "What fine is paid for a late tool?",
        "Which towns have asked how it is done?",
        "What picture did Nadia Ferrer hang?",
        "Who is the mayor of Brackwell?",
        "How many books does the library have?",
        "When did Abel Rowe retire?",
        "Which brand of drills does the library have?",
        "Can children borrow tools?",
        "How often was the cherry stoner borrowed?",
        "Who will lead the second branch?",
        "How many drills are there in the library?",
        "What does the insurance cost?",
        "Where did Abel Rowe work before?",
        "When did the hardware shop open?",
        "How many tools are repaired each year?",
    ),
    "storks": (
        "When was the Arle Trust founded?",
        "Who drained the meadows?",
        "How much does a young stork weigh?",
        "How old is Helga Sorin?",
        "What is the name of the colleague who bet with Helga Sorin?",
        "Who is the mayor of Hollin?",
        "How many people live in Hollin?",
        "Why did fourteen farms not join?",
        "How much milk does Peter Lanz sell?",
        "How many children does Peter Lanz have?",
        "Which company owns the power lines?",
        "How many storks died on power lines?",
        "What does the stork bread cost?",
        "Who ringed the chicks?",
        "When do the storks come back in spring?",
        "How long is the river Arle?",
        "Where was number 417 hatched?",
        "How many eggs does a stork lay?",
        "Who pays the farmers for the wet meadows?",
        "What is the bakery in Hollin called?",
        "How high are the chimneys?",
        "When was the town hall built?",
        "How far did number 417 fly?",
        "What did the satellite transmitter cost?",
        "Which wine was the bet about?",
        "How many frogs live in the meadows?",
        "When will the farmers' contracts end?",
        "Who found the first nest?",
        "How many hectares of meadow are wet?",
        "What do the foxes of the valley eat?",
        "Who leads the grid company?",
        "Which photographer followed the storks?",
        "Where did Helga Sorin study?",
    ),
}
"""Questions about the same people and things that no sentence of the article answers: one hundred."""

SEARCHES: dict[str, dict[str, str]] = {
    "ferry": {
        "last crossing date": "14 March",
        "how long is the bridge": "2.3 kilometres",
        "bridge price": "48 million crowns",
        "who was the captain": "Ruth Malling",
        "heron passengers": "120 passengers",
        "why ferry stopped": "stopped paying",
        "what happens to the boat": "museum in Torhaven",
        "opening days museum ship": "Saturdays and Sundays",
        "shopkeeper lost customers": "Ivo Brandt",
        "where do pupils go": "eleven pupils",
        "boat length": "32 metres",
        "where was the ship made": "Aldous yard",
        "bridge closed storm": "25 metres a second",
        "time to drive across": "four minutes",
        "crowd at farewell": "forty people",
        "ambulance in winter": "ambulance boat",
        "what the captain misses": "miss the fog",
        "sold for how much": "one crown",
        "years of service": "sixty-one years",
        "family of the captain": "Her father",
    },
    "library": {
        "how many tools": "640",
        "membership fee": "15 crowns a year",
        "loan period": "seven days",
        "most popular item": "carpet cleaner",
        "founder": "Nadia Ferrer",
        "thefts": "four tools have been stolen",
        "who repairs the tools": "Tomas Quist",
        "hardware store opinion": "against it at first",
        "who pays rent": "pays the rent",
        "new location": "old fire station",
        "what can you borrow": "drills, ladders",
        "first rule": "a good lock",
        "drills not bought": "nine bought ones",
        "where are tools checked": "in the cellar",
        "least popular item": "cherry stoner",
        "start year": "2016",
        "why she had the idea": "hang one picture",
        "shelves funding": "paid for the shelves",
        "waiting time": "three weeks",
        "accidents": "nobody has been hurt",
    },
    "storks": {
        "last nest before": "1954",
        "number of chicks": "seven chicks",
        "why storks left": "drained for maize",
        "stork diet": "Frogs and grasshoppers",
        "money for farmers": "300 crowns a hectare",
        "farms taking part": "thirty-eight",
        "where in winter": "Morocco",
        "biggest danger": "Power lines",
        "cables underground when": "2030",
        "bird tracked by satellite": "number 417",
        "what did the trust do": "block the ditches",
        "who counts birds": "Helga Sorin",
        "bet about nest": "bottle of wine",
        "stork shaped bread": "bakery sells",
        "nests on what": "chimneys in Hollin",
        "town hall heating": "no longer used",
        "dairy farmer view": "Peter Lanz",
        "when were chicks ringed": "July",
        "red balls": "red balls",
        "rubbish dumps": "rubbish tips",
    },
}
"""Searches of few words, and words of the sentence that answers each: sixty."""

CLAIMS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "ferry": (
        (
            "The ferry was in service for sixty-one years",
            "Did the ferry run for sixty-one years?",
            "sixty-one years of ferry, is that right",
        ),
        ("The Heron carried nine cars", "Could nine cars go aboard the Heron?", "is it true the Heron took nine cars"),
        (
            "The bridge cost 48 million crowns",
            "Did they spend 48 million crowns on the bridge?",
            "48 million crowns for a bridge?",
        ),
        (
            "The council stopped paying for the crossing",
            "Has the council stopped paying for the ferry?",
            "so the county council no longer pays",
        ),
        (
            "Ruth Malling will miss the fog",
            "Is it the fog that Captain Malling will miss?",
            "the captain says she is going to miss fog",
        ),
        (
            "Ivo Brandt lost a third of his customers",
            "Did a third of the customers leave Ivo Brandt?",
            "shop of Ivo Brandt has a third fewer customers",
        ),
        ("The school on the island has closed", "Is the school closed now?", "they closed the island's school"),
        ("The Heron will be scrapped", "Are they going to scrap the Heron?", "is it true that the Heron gets scrapped"),
        (
            "A museum bought the boat for one crown",
            "Did the museum pay one crown for the Heron?",
            "one crown is what the museum paid",
        ),
        (
            "Visitors may come aboard on Sundays",
            "Can visitors go aboard on a Sunday?",
            "Sunday visits aboard from June",
        ),
        (
            "The bridge is closed in strong wind",
            "Does the bridge close when the wind is strong?",
            "wind closes the bridge",
        ),
        (
            "An ambulance boat stays through the winter",
            "Will there be an ambulance boat in winter?",
            "council promises ambulance boat all winter",
        ),
    ),
    "library": (
        (
            "The library began with twenty tools",
            "Did it begin with only twenty tools?",
            "at first the library had twenty tools",
        ),
        (
            "Nadia Ferrer had no drill",
            "Is it true that Nadia Ferrer had no drill?",
            "the librarian did not have a drill",
        ),
        (
            "Members pay 15 crowns a year",
            "Do members have to pay 15 crowns each year?",
            "15 crowns a year for members, right",
        ),
        (
            "A tool may be kept for seven days",
            "May members keep a tool seven days?",
            "you can keep tools for seven days",
        ),
        (
            "People wait three weeks for the carpet cleaner",
            "Is there a wait of three weeks for a carpet cleaner?",
            "three weeks waiting for carpet cleaner",
        ),
        (
            "Two electricians look over the tools",
            "Do retired electricians look the tools over?",
            "every tool is looked over by electricians",
        ),
        ("Four tools have been stolen", "Were four tools stolen?", "only four stolen tools so far"),
        (
            "The hardware shop was against the library",
            "Was the shop in Mill Lane against it?",
            "hardware shop owner was against it at first",
        ),
        (
            "The shop gives a discount to members",
            "Do members get a discount at the hardware shop?",
            "discount for members at the shop",
        ),
        (
            "The town pays the rent of the cellar",
            "Does the town pay rent for the cellar?",
            "cellar rent is paid by the town",
        ),
        (
            "A borrowed drill replaces nine bought ones",
            "Does one borrowed drill replace nine?",
            "nine bought drills replaced by a borrowed one",
        ),
        (
            "A second branch opens in the fire station",
            "Will a second branch open next spring?",
            "old fire station gets a second branch",
        ),
    ),
    "storks": (
        (
            "Three pairs raised seven chicks",
            "Did three pairs raise chicks this summer?",
            "seven chicks raised by three pairs",
        ),
        (
            "The meadows were drained for maize",
            "Were the meadows drained to grow maize?",
            "draining of meadows for maize",
        ),
        (
            "A trust began to block the ditches",
            "Did a trust start to block ditches in 2009?",
            "ditches blocked by the trust",
        ),
        (
            "Helga Sorin has counted birds for thirty years",
            "Has Helga Sorin been counting birds thirty years?",
            "thirty years of counting birds by Helga Sorin",
        ),
        (
            "Farmers get 300 crowns a hectare",
            "Are farmers paid 300 crowns for a hectare?",
            "300 crowns per hectare for farmers",
        ),
        (
            "Thirty-eight farms joined",
            "Did thirty-eight of the farms join?",
            "thirty-eight farms in the valley have joined",
        ),
        (
            "The children of Peter Lanz love the frogs",
            "Do Peter Lanz's children love frogs?",
            "Lanz children and their frogs",
        ),
        ("The chicks were ringed in July", "Were the chicks ringed this July?", "ringing of chicks in July"),
        ("Number 417 flew to Spain", "Was number 417 followed to Spain?", "chick 417 went to the south of Spain"),
        (
            "Storks spend the winter near Seville",
            "Do storks winter on rubbish tips near Seville?",
            "winter storks at Seville",
        ),
        (
            "Power lines are dangerous for storks",
            "Are power lines a danger to young storks?",
            "danger of power lines for storks",
        ),
        (
            "The bakery sells bread in the form of a stork",
            "Does the bakery sell stork bread?",
            "bread formed like a stork at the bakery",
        ),
    ),
}
"""Claims about what the articles say, in three wordings each: thirty-six."""
