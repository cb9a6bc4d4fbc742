# What becomes of quotes when another version of the article is chosen.
card-orphaned =
    <b>#{ $number }</b> · counterpoint to “{ $words }”
    <i>The article no longer has these words.</i>
followed-moved = { $count ->
        [one] { $count } counterpoint stands at its words in this version.
       *[other] { $count } counterpoints stand at their words in this version.
    }
followed-lost = { $count ->
        [one] This version no longer has the words that { $list } answers. Its author is told.
       *[other] This version no longer has the words that { $list } answer. Their authors are told.
    }
told-orphaned = { $count ->
        [one] A new version of the article no longer has the words that your counterpoint { $list } answers. It stays, with the old words on its card.
       *[other] A new version of the article no longer has the words that your counterpoints { $list } answer. They stay, each with the old words on its card.
    }
anchor-lost = The article was changed and no longer has the words of that answer. Which of these do you answer?
context-lost = <i>The article was changed since: it no longer has all of these words.</i>
