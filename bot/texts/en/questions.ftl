# /questions: what was asked, for moderators.
questions-title = <b>{ $which ->
        [unanswered] Without an answer in the article
        [disputed] Answered, but disputed
       *[all] Asked here
    }</b> · { $count ->
        [one] { $count } question
       *[other] { $count } questions
    }
questions-line = • { $words } <i>– { $band ->
        [answer] answered
        [closest] closest passages shown
        [other-language] in another language
       *[refusal] no answer
    }{ $times ->
        [one] {""}
       *[other] , asked { $times } times
    }{ $disputed ->
        [0] {""}
        [one] , { $disputed } person says it is no answer
       *[other] , { $disputed } people say it is no answer
    }</i>
questions-page = page { $page } of { $pages }
questions-empty = { $which ->
        [unanswered] The article had an answer to every question so far.
        [disputed] Nobody has disputed an answer so far.
       *[all] Nobody has asked anything here yet.
    }
questions-unknown = I know these lists: <code>/questions</code>, <code>/questions unanswered</code>, <code>/questions disputed</code>; a page number may follow.
button-questions-all = All
button-questions-unanswered = Unanswered
button-questions-disputed = Disputed
