### Digests: what an edition says, and what is said about digests.

## An edition

digest-head = <b>Digest · { $title }</b>
    { $period }
digest-month = { $month ->
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
digest-day = { $day } { $month }
digest-days = { $same ->
        [yes] { $first }–{ $day } { $month }
       *[no] { $first } { $from } – { $day } { $month }
    }

## What moved: the first thing of an edition

digest-of-agree = { $agree } of { $votes } { $agree ->
        [one] agrees
       *[other] agree
    }
digest-gained = <b>#{ $number } gained support{ $groups ->
        [0] {""}
        [2] {" "}in both groups
       *[other] {" "}in all { $groups } groups
    }</b>{ $totals ->
        [yes] : { digest-of-agree } now, { $more } more than last time.
       *[no] .
    }
    “{ $words }”
digest-unanswered-first = <b>Asked { $times } times, and the article does not say:</b>
    “{ $words }”
digest-replied-first = <b>The author replied to #{ $number }</b> “{ $words }”:
    { $replied }
digest-new-first = <b>#{ $number } is new and found support</b>{ $totals ->
        [yes] : { digest-of-agree }.
       *[no] .
    }
    “{ $words }”

## What happened, in one line

digest-count-new = { $count ->
        [one] 1 new counterpoint
       *[other] { $count } new counterpoints
    }
digest-count-votes = { $votes ->
        [one] 1 vote
       *[other] { $votes } votes
    }{ $voters ->
        [0] {""}
        [one] {" "}by 1 person
       *[other] {" "}by { $voters } people
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
        [yes] {" "}<i>· { $agree ->
            [one] { $agree } agrees
           *[other] { $agree } agree
        }, { $disagree ->
            [one] { $disagree } disagrees
           *[other] { $disagree } disagree
        }</i>
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
        [yes] {" "}<i>· { digest-of-agree }</i>
       *[no] {""}
    }
digest-replies = <b>The author replied</b>
digest-reply-line = to <b>#{ $number }</b> “{ $words }”: { $replied }
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
digest-meanwhile = <i>Meanwhile in earlier debates: { $list }.</i>
digest-meanwhile-one = “{ $title }” ({ $counts })
button-all-counterpoints = All counterpoints

## /digest: the panel

digest-panel-head = <b>Digests</b>
digest-off = Off. <code>/digest daily 18:00</code> or <code>/digest weekly mon 09:00</code> starts them; <code>/digest zone Europe/Vilnius</code> says whose clock counts.
digest-zone-hint = The clock is UTC. <code>/digest zone Europe/Vilnius</code> sets yours.
digest-date = { $day } { $month }, { $time }
digest-last = { $status ->
        [sent] Last one: { $date }.
        [empty] Last one: { $date }, nothing was new, so nothing was posted.
        [late] Last one: { $date }. I was away for more than { $hours ->
            [one] an hour
           *[other] { $hours } hours
        }, so it was not posted; the next one tells it.
        [unclear] Last one: { $date }. I do not know whether it arrived; the moderators are asked.
        [failed] Last one: { $date }. It could not be posted.
       *[other] Last one: { $date }, on its way.
    }
digest-why = { $trouble ->
        [topic] the topic is closed or was deleted
        [rights] I may not write there
        [gone] I am no longer in the group
       *[other] Telegram refused it
    }
digest-trouble-now = It could not be posted: { digest-why }.
button-digest-daily = Daily { $time }
button-digest-weekly = Mondays { $time }
button-digest-off = Switch off
button-digest-empty = { $on ->
        [yes] ✓ Skip when nothing is new
       *[no] Skip when nothing is new
    }
button-digest-pin = { $on ->
        [yes] ✓ Pin the newest
       *[no] Pin the newest
    }
button-digest-quiet = { $on ->
        [yes] ✓ No sound from { $first } to { $until }
       *[no] No sound from { $first } to { $until }
    }
button-digest-preview = Preview
button-digest-now = Post now

## An edition that was asked for

digest-preview = <i>Preview. Nobody else sees it.</i>
digest-preview-nowhere = I may not write to you in private yet. Open a private chat with me, press Start, and ask for the preview again.
digest-preview-private = The preview is in our private chat.
digest-posted = Posted.
digest-nothing-new = Nothing happened since the last digest.
digest-just-posted = A digest was posted just now.

## What the moderators are told

digest-unclear = Today's digest of “{ $title }” was on its way when I was interrupted, and I cannot tell whether it arrived. Please look: is it there?
digest-was-there = Good. Nothing was sent again.
digest-sent-again = It is sent again.
digest-decided-already = Another moderator has decided that already.
digest-trouble = The digest of “{ $title }” could not be posted: { digest-why }. The schedule stays; I will try the next one, and tell you only if something else goes wrong.
digest-may-not-pin = I may not pin messages in “{ $title }”, so digests are not pinned any more. Let me pin messages, then switch it on again with <code>/digest</code>.
button-there = It is there
button-again = Send again
