## The list

queue-title = <b>Waits for you · { $count }</b>{ $pages ->
        [1] {""}
       *[other] {" "}· page { $page } of { $pages }
    }
queue-line = { $place }. { review-urgency }{ $person ->
        [none] {""}
       *[other] {" "}· { $person }
    }: “{ $words }” · { review-age }{ $chat ->
        [none] {""}
       *[other] {" "}· { $chat }
    }
review-urgency = { $urgency ->
        [REPORTED] Reported
        [SPAM] Spam?
        [WATCHED] Spam? I only watch
        [SILENCED] Appeal
        [APPEAL] Appeal of a warning
        [POINTED_TO] Reported once
        [HELD] Counterpoint
       *[AWAY] Spam, dealt with
    }
review-age = { $unit ->
        [hour] { $count } h
       *[minute] { $count } min
    }
queue-no-words = no words
held-in-private-only = What is held is shown to moderators alone. Send me /queue in private.
queue-empty = Nothing waits for you.
queue-sent = { $count ->
        [one] One thing waits.
       *[other] { $count } things wait.
    } I sent the list to where this group's moderators read.
queue-rush = More of the kind is coming in at <b>{ $chat }</b> than I want to send you one by one. All of it is in /queue.
queue-reminder = { $count ->
        [one] Something in <b>{ $chat }</b> has waited for a moderator for more than { $hours } hours.
       *[other] { $count } things in <b>{ $chat }</b> have waited for a moderator for more than { $hours } hours.
    } /queue shows what.

## A card

review-spam = <b>Looks like spam</b> · { review-where }
    From <b>{ $person }</b>:
review-report = <b>{ $count ->
        [one] Reported by a member
       *[other] Reported by { $count } members
    }</b> · { review-where }
    From <b>{ $person }</b>:
review-appeal = <b>Appeal</b> · { $chat }
    <b>{ $person }</b> { $kind ->
        [warn] was warned
        [mute] was muted
       *[ban] was banned
    } by { $by }{ $reason ->
        [none] .
       *[other] : { $reason }.
    } They write:
review-where = { $href ->
        [none] { $chat }
       *[other] <a href="{ $href }">{ $chat }</a>
    }
review-words = <blockquote expandable>{ $words }</blockquote>
review-check = · { $words }
review-reporter = · A member writes: “{ $words }”
review-reporters-more = { $count ->
        [one] One more wrote why.
       *[other] { $count } more wrote why.
    }
review-more = { $count ->
        [one] One more message of theirs.
       *[other] { $count } more messages of theirs.
    }
review-before = { $says ->
        [yes] Before it was changed: “{ $words }”
       *[no] It had no words before it was changed.
    }
review-later = { $says ->
        [yes] Then “{ $words }”
       *[no] Then one without words
    }{ $stands ->
        [yes] {""}
       *[no] {" "}(deleted)
    }
review-lost = { $count ->
        [one] A picture or file was deleted before I could forward it.
       *[other] { $count } pictures or files were deleted before I could forward them.
    }
review-album = It is one of several pictures that were sent together. I know only this one: the others stay.
review-all = { $count ->
        [2] Both are
       *[other] All { $count } are
    }
review-all-stand = { $count ->
        [2] Both still stand.
       *[other] All { $count } still stand.
    }
review-done = { $count ->
        [one] { $done ->
                [deleted] I deleted it.
                [taken] It is deleted.
                [watched] I only watch here: it still stands.
               *[standing] It still stands.
            }
       *[other] { $several ->
                [none] { review-all } deleted.
                [all] { $watched ->
                        [yes] I only watch here. { review-all-stand }
                       *[no] { review-all-stand }
                    }
               *[some] { $standing ->
                        [one] One of { $count } still stands.
                       *[other] { $standing } of { $count } still stand.
                    }
            }
    }
review-history = { $any ->
        [none] Nothing on record about them here.
       *[other] On record here: { $warn ->
            [0] {""}
            [one] { $warn } warning.{" "}
           *[other] { $warn } warnings.{" "}
        }{ $mute ->
            [0] {""}
            [one] { $mute } mute.{" "}
           *[other] { $mute } mutes.{" "}
        }{ $ban ->
            [0] {""}
            [one] { $ban } ban.{" "}
           *[other] { $ban } bans.{" "}
        }{ $kick ->
            [0] {""}
            [one] Removed once.{" "}
           *[other] Removed { $kick } times.{" "}
        }{ $counterpoints ->
            [none] {""}
           *[some] Counterpoints: { $accepted } accepted, { $rejected } rejected.
        }
    }
review-answer = Your answer to them: { $words }
review-ruled = <b>{ $by }</b> { review-ruling }{ $reason ->
        [none] .
       *[other] : { $reason }.
    }
review-ruling = { $ruling ->
        [reject] had the message deleted
        [warn] warned them
        [mute] muted them
        [ban] banned them
        [dismiss] dismissed this
       *[undo] lifted the sanction
    }
review-over = It is over. There is nothing left to decide.
review-again = { $by } took the decision back. It is open again.
review-done-now = Done.
review-done-stays = Done. The message stays: you may not delete messages here.
review-overtaken = That was over already. Nothing is left to decide.
review-newer = There is a newer card about { $person }, which waits. Decide there.
review-settled = { $ruling ->
        [reject] { $by } had the message deleted already.
        [warn] { $by } warned them already.
        [mute] { $by } muted them already.
        [ban] { $by } banned them already.
        [dismiss] { $by } dismissed this already.
        [undo] { $by } lifted the sanction already.
        [over] That was over already.
       *[reopened] { $by } took the decision back. The newest card shows how it stands.
    }
review-reason-spam = spam
review-reason-report = a message that members reported
told-message-rejected = A message of yours in <b>{ $chat }</b> was deleted by its moderators: { $reason }.

## Buttons

button-take-away = { $stands ->
        [yes] Delete
       *[no] Keep deleted
    }
button-warn = Warn
button-mute = Mute
button-ban = Ban
button-dismiss = Dismiss
button-switch-on = Switch on
button-keep-watching = Keep watching

## Reports

report-how = Reply to the message that its moderators should see with <code>/report</code>; words of your own are welcome after it.
report-writer = the writer of #{ $number }
report-of-the-bot = That is a message of mine. Tell a moderator if it is wrong.
report-unseen = Nobody else sees that message, so there is nothing to take away. Tell a moderator what is wrong.
report-of-own = That is your own message. You can delete it.
report-of-admin = That was written by those who run this group. Only its owner can do something about it, in Telegram.
report-as-channel = Report as yourself, not as a channel.
report-too-many = { $most } reports an hour are enough. Please tell a moderator directly.
report-again = You have reported that already. Its moderators can see it.
report-looked-at = A moderator has looked at that message already.
report-noted = Thank you. The moderators can see it.

## Appeals

appeal-in-private = Appeal in private: open a chat with me and write <code>/appeal</code> and your words there.
appeal-of-nothing = There is no warning, mute or ban of yours to appeal.
appeal-how = Write after /appeal, in your own words, why it should be taken back. The moderators read it.
appeal-which = Which group is it about?
appeal-waits = Your appeal waits for the moderators already. I will tell you what they decide.
appeal-decided = The moderators have decided about that already.
appeal-sent = The moderators of <b>{ $chat }</b> can read it. I will tell you what they decide.
appeal-dismissed = The moderators of <b>{ $chat }</b> looked again: it stays as it was decided.{ $words ->
        [none] {""}
       *[other] {" "}They write: “{ $words }”
    }
appeal-answered = The moderators of <b>{ $chat }</b> write about your appeal: “{ $words }”
appeal-over = What you appealed in <b>{ $chat }</b> is over. { $status ->
        [replaced] Its moderators have decided anew since; with /appeal you can ask them to look at that.
       *[over] There is nothing left to decide.
    }{ $words ->
        [none] {""}
       *[other] {" "}They write: “{ $words }”
    }
appeal-out-of-reach = I am no longer in <b>{ $chat }</b> and can do nothing there. Please ask its moderators directly.
appeal-too-long = That is longer than its moderators get to read: { $count } characters, and there is room for { $most }. Please say it shorter. Nothing was sent.
answer-too-long = An answer has room for { $most } characters; yours has { $count }. Please say it shorter. Nothing was kept.
answer-how = Reply to the card of an appeal with <code>/answer</code> and your words: the person reads them with your decision.
answer-kept = Kept. { $person } reads it with your decision.
answer-sent = { $person } has it now.

## The first week

week-over = For a week I have only watched over <b>{ $chat }</b>. { $count ->
        [0] Nothing looked like spam to me.
        [one] One person wrote what looked like spam to me{ week-seen }
       *[other] { $count } times something looked like spam to me{ week-seen }
    } Switched on, I delete what is clear and show { $where ->
        [group] its moderators
       *[moderators] you
    } what is not.
week-seen = { $where ->
        [group] . Moderators who open a private chat with me find it there in /queue.
       *[moderators] ; you have the { $count ->
            [one] card
           *[other] cards
        }.
    }
week-chosen = { $screening ->
        [on] { $by } switched screening on in <b>{ $chat }</b>: what is clearly spam is deleted, the rest is shown to you.
       *[watch] I go on watching over <b>{ $chat }</b> and only tell you. /settings changes that.
    }
training-not-now = What was decided about spam could not be learnt just now. It is tried again.

## The menu of commands
