### Digests: what an edition says, and what is said about digests.

## An edition

digest-head = <b>Digest · { $title }</b>
    { $period }
digest-day = { $day } { digest-month-from }
digest-days = { $same ->
        [yes] { $first }–{ $day } { digest-month-from }
       *[no] { $first } { digest-month-first } – { $day } { digest-month-from }
    }
digest-month-first = { $first_month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
digest-month-from = { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }

## What moved: the first thing of an edition

digest-gained = <b>#{ $number } gained support{ $groups ->
        [0] {""}
        [2] {" "}in both groups
       *[other] {" "}in all { $groups } groups
    }</b>{ $totals ->
        [yes] : { $agree } of { $votes } agree now, { $gain } more than last time.
       *[no] .
    }
    “{ $words }”
digest-unanswered-first = <b>Asked { $times } times, and the article does not say:</b>
    “{ $words }”
digest-replied-first = <b>The author replied to #{ $number }</b> “{ $words }”:
    { $reply }
digest-new-first = <b>#{ $number } is new and found support</b>{ $totals ->
        [yes] : { $agree } of { $votes } agree.
       *[no] .
    }
    “{ $words }”

## What happened, in one line

digest-count-new = { $count ->
        [one] 1 new counterpoint
       *[other] { $count } new counterpoints
    }
digest-count-votes = { $voters ->
        [0] a few votes
       *[other] { $votes ->
            [one] 1 vote
           *[other] { $votes } votes
        } by { $voters } people
    }
digest-count-questions = { $count ->
        [one] 1 question
       *[other] { $count } questions
    }{ $unanswered ->
        [0] {""}
       *[other] , { $unanswered } without an answer
    }
digest-nothing = Nothing new this time.

## The parts

digest-new = <b>New</b>
digest-new-line = <b>#{ $number }</b> { $words }{ $totals ->
        [yes] {" "}<i>· { $agree } agree, { $disagree } disagree</i>
       *[no] {""}
    }
digest-new-anchor = <i>on ¶ { $paragraph } “{ $words }”</i>
digest-new-rebuts = <i>answers #{ $number }</i>
digest-new-supports = <i>supports #{ $number }</i>
digest-new-more = { $count ->
        [one] and 1 more
       *[other] and { $count } more
    }
digest-agreed = <b>{ $groups ->
        [0] Most agree
        [2] Both groups agree
       *[other] All { $groups } groups agree
    }</b>
digest-divides = <b>{ $groups ->
        [0] Opinions differ
       *[other] Where the groups differ
    }</b>
digest-point-line = <b>#{ $number }</b> { $words }{ $totals ->
        [yes] {" "}<i>· { $agree } of { $votes } agree</i>
       *[no] {""}
    }
digest-replies = <b>The author replied</b>
digest-reply-line = to <b>#{ $number }</b> “{ $words }”: { $reply }
digest-asked = <b>Asked most</b>
digest-unanswered = <b>The article does not answer</b>
digest-question-line = “{ $words }”{ $times ->
        [one] {""}
       *[other] {" "}<i>· asked { $times } times</i>
    }
digest-decided = <i>Moderators: { $list }.</i>
digest-accepted = { $count } accepted
digest-rejected = { $count } not accepted
digest-merged = { $count } merged
digest-closed = { $count ->
        [one] voting on 1 closed
       *[other] voting on { $count } closed
    }
button-all-counterpoints = All counterpoints
