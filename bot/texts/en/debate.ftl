## Submitting

mend-too-late = #{ $number } stays as it is: others have voted on it, answered it or decided about it. To say it differently, take it back with <code>/withdraw { $number }</code> and send it anew.
edit-how = Write <code>/edit</code>, a number and the new words, such as: <code>/edit 12 Walking fell by 2 %, not by 20 %.</code>
edit-not-yours = #{ $number } is not yours. Only who wrote it can change it.
edit-in-private = #{ $number } was written in private, where its writer can change it with <code>/edit { $number }</code>.
edit-asks = How should #{ $number } read? Send the new words. Until then it stays as it is:
    <blockquote expandable>{ $words }</blockquote>
edit-done = #{ $number } now reads as you sent it.
mend-known = #{ $number } stays as it is: #{ $other } says the same in these words already.
counter-missing = Write your point after /counter, in your own words. As a reply to one of my answers it is tied to the quoted words.
support-missing = Reply to the card of a counterpoint with <code>/support</code> and your reason.
quote-not-in-article = These words do not stand in the article.
anchor-question = Which words of the article do you answer?
anchor-several = The answer quotes several passages. Which of them do you answer?
anchor-missing = The words that you quoted do not stand in the article like this. Which of these do you answer?
draft-ask-against = What would you say against it?
draft-ask-for = What would you say for it?
draft-on-passage = <b>¶ { $paragraph }</b>
    <blockquote expandable>{ $words }</blockquote>
draft-on-counterpoint = <b>#{ $parent }</b>
    <blockquote expandable>{ $words }</blockquote>
draft-anchored = <b>Counterpoint to ¶ { $paragraph }</b> “{ $words }”
draft-whole = <b>Counterpoint to the article as a whole</b>
draft-rebuttal = <b>Rebuttal to #{ $parent }</b> “{ $words }”
draft-support = <b>Support for #{ $parent }</b> “{ $words }”
draft-preview = The group will see this, and not who wrote it:
draft-change = Send the new words. The former ones stay until then.
draft-others = { $count ->
        [one] You have another draft here. It waits as it is, with its buttons.
       *[other] You have { $count } other drafts here. They wait as they are, with their buttons.
    }
draft-wordless = I can only take words here. Write in a message what you would say; your draft waits.
draft-posted = #{ $number } is in { $chat } now, from a participant.
draft-posted-here = #{ $number } is open to votes.
held-in-private = #{ $number } waits for a moderator. Until it is accepted, only they and you see it:
    <blockquote expandable>{ $words }</blockquote>
    I will tell you what they decide.
held-here = Noted as #{ $number }. It waits for a moderator, and appears here when it is accepted.
held-waits-here = A counterpoint waits for a moderator. I show it to moderators alone.
link-leads-nowhere = What this link leads to is not there any more. Nothing was written; open another one from the group.
counter-not-member = You are not in that group, so you cannot write there. What you have written is kept: join, and press again.
writer-silenced = { $until ->
        [none] A moderator decided that you write no counterpoints in private there.
       *[other] A moderator decided that you write no counterpoints in private there until { $until } UTC.
    } What you have written is kept. In the group you may still write it with /counter.
counter-muted = You may not write in that group at the moment. What you have written is kept: press again when you may.
draft-cancelled = Put aside. Nothing was submitted.
draft-not-yours = That is for the one who wrote it to decide.
draft-settled = This was decided already.
parent-not-open = #{ $number } is not open now, so it cannot be answered.
same-known = #{ $number } says just that already: “{ $words }”
same-waits = #{ $number } says just that already. It cannot be voted on at the moment.
looks-close = Looks close to #{ $number }: “{ $words }”
opposite-note = Perhaps the opposite of #{ $number } “{ $words }”? Both stand.
too-many-waiting = You have { $most } counterpoints waiting. One more can be sent in { $hours ->
        [0] {""}
        [one] { $hours } hour
       *[other] { $hours } hours
    } { $minutes ->
        [0] {""}
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }, or when one of them is accepted.

## The card

card-anchored = <b>#{ $number }</b> · counterpoint to ¶ { $paragraph } “{ $words }”
card-anchored-linked = <b>#{ $number }</b> · counterpoint to <a href="{ $href }">¶ { $paragraph }</a> “{ $words }”
card-apart = <i>{ $chat }</i>
card-earlier = <i>About an earlier article here: { $title }</i>
card-whole = <b>#{ $number }</b> · counterpoint to the article as a whole
card-rebuttal = <b>#{ $number }</b> · rebuttal to #{ $parent } “{ $words }”
card-support = <b>#{ $number }</b> · support for #{ $parent } “{ $words }”
card-sources = Sources: { $sources }
card-from = <i>from a participant{ $replies ->
        [0] {""}
        [one] {" "}· { $replies } reply
       *[other] {" "}· { $replies } replies
    }</i>
card-held = Waits for a moderator.
card-closed = Voting is closed: { $agree } agree, { $disagree } disagree, { $passes } pass.
card-closed-untold = Voting is closed, with { $votes ->
        [0] fewer than 5 votes
       *[other] at least { $votes } votes
    }. How they split is not shown: that would tell how single people voted.
card-votes = <i>{ $votes } votes so far. { $shown ->
        [closing] How they split is shown when the voting is over.
       *[other] How they split is shown once that tells nobody's vote.
    }</i>
card-merged = Merged into #{ $number }; its votes count there.
card-reply = <b>Author's reply ({ $author }):</b> { $reply }
card-withdrawn = <b>#{ $number }</b> was withdrawn by the one who wrote it.
card-rejected = <b>#{ $number }</b> was not accepted: { reason-name }.

## Votes

vote-counted = { $stance ->
        [AGREE] You agree with #{ $number }.
        [DISAGREE] You disagree with #{ $number }.
       *[PASS] You pass on #{ $number }.
    } Only I know; you may change it.
vote-counted-later = { $stance ->
        [AGREE] You agree with #{ $number }.
        [DISAGREE] You disagree with #{ $number }.
       *[PASS] You pass on #{ $number }.
    } You are new in this group, so your vote counts from tomorrow on. Only I know; you may change it.
vote-same = { $stance ->
        [AGREE] You agree with #{ $number } already.
        [DISAGREE] You disagree with #{ $number } already.
       *[PASS] You pass on #{ $number } already.
    }
vote-instead = You agree with #{ $number } now. Nothing else was submitted.
voting-over = { $status ->
        [held] #{ $number } waits for a moderator; it is not open to votes yet.
        [closed] Voting on #{ $number } is closed.{ $stance ->
                [AGREE] {" "}Your vote: Agree.
                [DISAGREE] {" "}Your vote: Disagree.
                [PASS] {" "}Your vote: Pass.
               *[NONE] {""}
            }
        [rejected] #{ $number } was not accepted; it is not open to votes.
       *[withdrawn] #{ $number } was withdrawn; it is not open to votes.
    }
voting-merged = #{ $number } was merged into #{ $canonical }. Vote there.

## Decisions

decided = { $status ->
        [open] #{ $number } is open to votes.
        [held] #{ $number } waits for a moderator again.
        [rejected] #{ $number } was not accepted.
        [withdrawn] #{ $number } was withdrawn.
        [closed] Voting on #{ $number } is closed.
       *[merged] #{ $number } was merged.
    }
reject-how = Reply to the card of what is held with <code>/reject</code> and the reason, such as: <code>/reject unclear Which year do you mean?</code> Its writer reads it.
reject-too-long = The words to a writer have up to { $most } characters. Say it more briefly.
somebody = A moderator
decided-already = { $status ->
        [open] { $person } opened #{ $number } to votes already.
        [held] #{ $number } waits for a moderator.
        [back] { $person } took the decision about #{ $number } back already. It waits for a moderator.
        [rejected] { $person } rejected #{ $number } already.
        [withdrawn] #{ $number } was withdrawn already.
        [closed] { $person } closed #{ $number } already.
       *[merged] { $person } merged #{ $number } already.
    }
decided-long-ago = The decision about #{ $number } is more than { $hours ->
        [one] an hour
       *[other] { $hours } hours
    } old, so it cannot be taken back here any more.
withdraw-in-private = #{ $number } was written in private, where its writer can withdraw it with <code>/withdraw { $number }</code>.
not-your-counterpoint = #{ $number } is not yours. Only who wrote it can withdraw it.
counterpoint-held = #{ $number } waits for a moderator. It is shown when it is accepted.
counterpoint-unknown = There is no counterpoint #{ $number } here. /counterpoints lists those there are.
told-open = Your counterpoint #{ $number } was accepted and is open to votes.
told-closed = Voting on your counterpoint #{ $number } is closed.
told-withdrawn = Your counterpoint #{ $number } was withdrawn.
told-held = The decision about your counterpoint #{ $number } was taken back. It waits for a moderator again.
told-reopened = Voting on your counterpoint #{ $number } is open again.
told-merged = Your counterpoint #{ $number } was merged into #{ $canonical }, which says the same. Its votes count there.
told-unmerged = Your counterpoint #{ $number } stands by itself again: the merge was undone.
told-rejected = Your counterpoint #{ $number } was not accepted: { $reason ->
        [unsupported] it names no reason or source. Add one and send it again.
        [not-a-claim] it is not a claim that people can agree or disagree with. Say what you hold to be true.
        [unclear] it can be understood in several ways. Say it more plainly and send it again.
        [abusive] it attacks people. Speak of the matter and send it again.
        [duplicate] another counterpoint says the same. Vote on that one.
        [unrelated] it does not speak of the article.
        [several-claims] it holds several claims. Send them one by one and each can be voted on.
        [elsewhere] it belongs to another article or topic.
        [spam] it looks like advertising.
        [own] { $words }.
       *[personal-data] it tells private things about people. Leave those out and send it again.
    }{ $sentence ->
        [none] {""}
       *[other] {" "}A moderator adds: { $sentence }
    }
reason-name = { $reason ->
        [unsupported] unsupported
        [not-a-claim] not a claim
        [unclear] unclear
        [abusive] abusive
        [duplicate] duplicate
        [unrelated] unrelated
        [several-claims] several claims
        [elsewhere] belongs elsewhere
        [spam] spam
        [own] { $words }
       *[personal-data] personal data
    }

## Merging

merged = #{ $number } was merged into #{ $canonical }, which says the same. Its votes count there: one a person, the latest. The totals follow when enough people have voted that nobody can read a single vote from them.
merge-done = Merged.
merge-undone = The merge of #{ $number } into #{ $canonical } was undone. Each has its own votes again.
merge-undone-already = #{ $number } is not merged any more.
merge-how = Write <code>/merge</code> and two numbers: <code>/merge 12 9</code> merges #12 into #9.
merge-itself = #{ $number } cannot be merged into itself.
merge-circle = #{ $canonical } was merged into #{ $number } itself, so #{ $number } cannot be merged into it.
merge-not-open = Nothing can be merged into #{ $number } now.
merge-into-closed = Voting on #{ $canonical } is closed. Merged into it, #{ $number } closes too, and its votes count there. Merge all the same?
merge-left = Nothing was merged.
merge-nothing-like-it = Nothing here is like #{ $number }. To merge it all the same, write <code>/merge { $number }</code> and a number.
told-gained = #{ $other }, which says the same as your counterpoint #{ $number }, was merged into yours. Its votes count for yours now.
told-lost = The merge of #{ $other } into your counterpoint #{ $number } was undone.

## The author

appoint-how = Reply to a message of the article's author with <code>/appoint author</code>.
appoint-person = That is not a person's message. Reply to a message of the article's author.
appointed = { $person } is the author of the article here now. With <code>/reply</code> and a number the author replies to a counterpoint.
author-only = Only the article's author can reply. The owner of the group names the author: <code>/appoint author</code>, as a reply to their message.
reply-how = Write <code>/reply</code>, a number and your words, such as: <code>/reply 12 I write of the centre.</code>
reply-too-long = A reply has up to { $most } characters. Say it more briefly.
reply-not-open = #{ $number } is not shown now, so it cannot be replied to.
reply-kept = Your reply stands on the card of #{ $number } now.
told-reply = The article's author replied to your counterpoint #{ $number }: { $reply }

## Lists

choice-title = Debates that you can read here. What you ask and send in private is about the one you choose.
choice-own = Your own chat with me
choice-line = <b>{ $chat }</b> · { $title }{ $read ->
        [yes] {" "}· you read it now
       *[no] {""}
    }
choice-made = From now on everything here is about <b>{ $title }</b> ({ $chat }). /articles shows the others.
scope-not-member = You are not in that group any more, so its debate is closed to you. /articles shows what else you can read.
list-earlier = <i>About an earlier article here: { $title }</i>
articles-title = Articles discussed here · { $count }
articles-line = <b>{ $title }</b>{ $when ->
        [now] {" "}· the article here now
       *[earlier] {""}
    } · { $counterpoints ->
        [one] { $counterpoints } counterpoint
       *[other] { $counterpoints } counterpoints
    }, { $questions ->
        [one] { $questions } question
       *[other] { $questions } questions
    }
article-again = <b>{ $title }</b> is the article here again, and its debate goes on where it stood.
article-current-already = This is the article here already.
button-takeup = Discuss it again
list-title = { $order ->
        [open] Open counterpoints
        [supported] Most supported
        [divisive] Most divisive
        [unanswered] Without a reply of the author
       *[mine] Yours
    } · { $count }
list-page = page { $page } of { $pages }
list-line = <b>#{ $number }</b> { $words }{ $told ->
        [yes] {" "}<i>({ $agree } agree, { $disagree } disagree)</i>
       *[no] { $votes ->
            [0] {""}
           *[other] {" "}<i>({ $votes } votes)</i>
        }
    }
list-line-mine = <b>#{ $number }</b> { $words } <i>({ $status ->
        [held] waits for a moderator
        [open] open{ $told ->
            [yes] , { $agree } agree, { $disagree } disagree
           *[no] { $votes ->
                [0] {""}
               *[other] , { $votes } votes
            }
        }
        [closed] closed{ $told ->
            [yes] , { $agree } agree, { $disagree } disagree
           *[no] { $votes ->
                [0] {""}
               *[other] , { $votes } votes
            }
        }
        [rejected] not accepted
        [withdrawn] withdrawn
       *[merged] merged
    })</i>
list-empty = { $order ->
        [mine] You have submitted none here.
        [divisive] None divides people yet.
        [unanswered] There is none without a reply.
       *[open] There is none yet. Press Counter this under one of my answers, or reply to it with /counter and your point.
    }
list-mine-line = #{ $number } ({ $status ->
        [held] waiting
        [open] open
        [closed] closed
        [rejected] not accepted
        [withdrawn] withdrawn
       *[merged] merged
    })
list-mine = Yours: { $list }
list-mine-private = Which ones are yours only you should see. Press Mine under /counterpoints.

## Voting in private

vote-invitation = { $count ->
        [0] Nothing is open to votes here yet.
        [one] { $count } counterpoint is open to votes. In private I show you what you have not seen; nobody sees how you vote.
       *[other] { $count } counterpoints are open to votes. In private I show you those you have not seen; nobody sees how you vote.
    }
vote-in-private = What you have not voted on yet is in your private chat with me. Nobody sees how you vote.
small-group = { $totals ->
        [live] Few people vote here, and totals show each vote at once: who watches can tell how somebody votes. A moderator can change that under /settings.
       *[batches] Few people vote here. Totals show five votes or more together, but where all of a few agree, totals can still tell how somebody votes.
    }
walk-none = Which debate? Open it from its group: press Vote on open points under <code>/counterpoints</code> there.
vote-not-member = Only members of this group vote here. Your vote was not counted; join, and press again.
vote-barred = You are banned from this group, so your votes do not count there. Your vote was not counted.
vote-at-door = You are not let in here yet. Your vote was not counted; press the button at the door first.
vote-unsure = I could not ask Telegram whether you are in the group. Your vote was not counted; please press again in a minute.
list-hidden = Totals are hidden here while the voting goes on, and so are lists that go by them. /counterpoints shows all there are.
walk-not-member = You are not in that group, so you cannot vote there.
walk-done = You have seen all that is open to votes. <code>/map</code> in the group shows who agrees with whom.
walk-voted-untold = { $stance ->
        [AGREE] You agree.
        [DISAGREE] You disagree.
       *[PASS] You pass.
    } { $why ->
        [closing] How the others vote is shown when the voting is over.
        [later] You are new in that group, so your vote counts from tomorrow on.
       *[other] How people vote is shown once that tells nobody's vote.
    }
walk-voted = { $stance ->
        [AGREE] You agree.
        [DISAGREE] You disagree.
       *[PASS] You pass.
    } So far { $agree } agree, { $disagree } disagree, { $passes } pass.

map-too-few = The map is drawn once { $count } people have voted. Before that it would tell how each of them votes.
map-hidden = Totals are hidden here while the voting goes on, and so is the map. It is drawn when the voting is over.
map-not-now = I could not work the map out just now. Please try again in a minute.

## Buttons

button-counter = Counter this
button-rebut = Rebut
button-support = Support
button-post = Post
button-change = Change
button-edit = Edit
button-to-card = To the card
button-look-at-held = Look at it in private
button-whole = The article as a whole
button-different = Mine is different
button-mine = That's mine: vote for #{ $number }
button-agree = Agree{ $count ->
        [0] {""}
       *[other] {" "}{ $count }
    }
button-disagree = Disagree{ $count ->
        [0] {""}
       *[other] {" "}{ $count }
    }
button-pass = Pass{ $count ->
        [0] {""}
       *[other] {" "}{ $count }
    }
button-approve = Approve
button-reject = Reject
button-merge = Merge
button-undo = Undo
button-into = { $name }
button-into-opposite = opposite? { $name }
button-list-open = Open
button-list-supported = Most supported
button-list-divisive = Most divisive
button-list-unanswered = Unanswered
button-list-mine = Mine
button-earlier = ‹
button-later = ›
button-vote-open = Vote on open points

## The menu of commands
