## What somebody is told of their counterpoints

news-head = <b>{ $title }</b>
told-rebutted = #{ $other } rebuts your counterpoint #{ $number }: “{ $words }”
told-supported = #{ $other } supports your counterpoint #{ $number }: “{ $words }”
news-more = { $count ->
        [one] There is { $count } more piece of news. How all of yours stand is under /me.
       *[other] There are { $count } more pieces of news. How all of yours stand is under /me.
    }
button-me = My place
button-told = What I am told

## My place: /me

me-private = Where you stand is for your eyes alone, so I tell you in private.
button-open-private = Open in private
me-title = <b>Your place</b>
me-nothing =
    <b>Your place</b>
    You have not submitted or voted on anything yet. Once you have, it stands here: your counterpoints, your votes, and where you stand.
me-debate = <b>{ $title }</b> · { $chat }
    { me-counts }
me-debate-alone = <b>{ $title }</b>
    { me-counts }
me-counts = { $points ->
        [0] No counterpoints
        [one] { $points } counterpoint
       *[other] { $points } counterpoints
    } of yours, { $votes ->
        [0] no votes
        [one] { $votes } vote
       *[other] { $votes } votes
    }
me-state = { $state ->
        [banned] You are banned from this group: your votes are kept and do not count.
        [gone] I am not in this group any more. What you said and how you voted is kept, and cannot be changed now.
        [out] You are not in this group now. What you said and how you voted is kept; it can be changed by members only.
       *[unsure] Telegram did not tell me just now whether you are in this group, so some of this page is missing. Please look again in a minute.
    }
me-data = What I keep of you: /privacy
me-group = You stand in <b>group { $label }</b>, one of { $groups }. { $people ->
        [one] { $people } person is in it.
       *[other] { $people } people are in it.
    }
me-shared = All groups share this:
me-shared-agree = agree with #{ $number } { $text }
me-shared-disagree = disagree with #{ $number } { $text }
me-group-secret = <i>As of the latest map. Your group is shown to you alone.</i>
me-group-none = There are no clear opinion groups here yet.
me-group-hidden = Totals are hidden here while the voting goes on, and so are the opinion groups.
me-group-outside = There are { $count } opinion groups here, and you are in none of them: your votes are too few to tell, or newer than the latest map.
me-points-title = <b>Your counterpoints · { $title }</b> · { $count }
me-point = <b>#{ $number }</b> { $words }
me-fate = <i>{ $status ->
        [held] waits for a moderator
        [open] open to votes
        [closed] voting is closed
        [rejected] not accepted: { $reason }
        [withdrawn] withdrawn
       *[merged] merged into #{ $canonical }; its votes count there
    }</i>
me-fate-totals = <i>{ $agree } agree, { $disagree } disagree</i>
me-fate-orphaned = <i>the article no longer has the words that it answers</i>
me-fate-answered = <i>the article's author replied</i>
me-votes-title = <b>Your votes · { $title }</b> · { $count }
    To change one, press its number. Only you see this.
me-votes-title-out = <b>Your votes · { $title }</b> · { $count }
    Only you see this.
me-vote = <b>#{ $number }</b> { $words }
    <i>{ $stance ->
        [AGREE] you agree
        [DISAGREE] you disagree
       *[PASS] you pass
    }{ $status ->
        [closed] {" "}· voting is closed
       *[open] {""}
    }</i>
me-vote-now = { $stance ->
        [AGREE] Your vote: <b>Agree</b>
        [DISAGREE] Your vote: <b>Disagree</b>
       *[PASS] Your vote: <b>Pass</b>
    }
me-how =
    I can change when I tell you nothing:
    <code>/me quiet 23 7</code> – no news from 23:00 to 07:00
    <code>/me quiet off</code> – news at any hour
    <code>/me zone Europe/Vilnius</code> – whose clock counts
    <code>/me zone group</code> – the clock of the group's digests

## What I am told

told-panel =
    <b>What you are told</b>
    News about your counterpoints comes in private, together, and at most once an hour. Whether they are accepted I always tell you.
told-panel-hours = { $quiet ->
        [on] No news from { $first } to { $until } ({ $zone }).
       *[off] News comes at any hour ({ $zone }).
    }
told-panel-zone = { $own ->
        [yes] The clock is the one you chose; <code>/me zone group</code> goes by your group's again.
       *[no] The clock is that of your group's digests; <code>/me zone Europe/Vilnius</code> chooses another.
    } Other hours: <code>/me quiet 23 7</code>

## Buttons

button-my-points = My counterpoints { $count }
button-my-votes = My votes { $count }
button-my-debates = All my debates
button-back-to-me = ‹ Back
button-back-to-votes = ‹ Back
button-my-vote = { $chosen ->
        [yes] ✓{" "}
       *[no] {""}
    }{ $stance ->
        [AGREE] Agree
        [DISAGREE] Disagree
       *[PASS] Pass
    }
button-told-kind = { $kind ->
        [rebutted] Somebody rebuts it
        [supported] Somebody supports it
        [answered] The author replies
        [merged] It is merged
        [closed] Voting on it closes
        [orphaned] The article loses its words
       *[digest] Digests in private
    }: { $on ->
        [yes] on
       *[no] off
    }
button-told-quiet = Quiet hours: { $quiet ->
        [on] { $first }–{ $until }
       *[off] off
    }
