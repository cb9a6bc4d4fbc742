## What was done

sanctioned-warn = { $reason ->
        [none] Warned <b>{ $person }</b>.
       *[other] Warned <b>{ $person }</b>: { $reason }.
    } { $count ->
        [1] First
        [2] Second
        [3] Third
        [4] Fourth
        [5] Fifth
       *[other] One more
    } warning in { sanctioned-days }.{ $muted ->
        [longer] {" "}They are muted for longer already, and that stays.
       *[none] {""}
    }
sanctioned-mute = Muted <b>{ $person }</b> for { $span }{ sanctioned-why }
sanctioned-ban = Banned <b>{ $person }</b>{ $span ->
        [none] {""}
       *[other] {" "}for { $span }
    }{ sanctioned-why }
sanctioned-kick = Removed <b>{ $person }</b>{ sanctioned-why } They may come back.
sanctioned-why = { $why ->
        [warnings-named] : { sanctioned-warning } in { sanctioned-days } ({ $reasons }).
        [warnings] : { sanctioned-warning } in { sanctioned-days }.
        [reason] : { $reason }.
       *[none] .
    }
sanctioned-warning = { $count ->
        [1] first warning
        [2] second warning
        [3] third warning
        [4] fourth warning
        [5] fifth warning
       *[other] one more warning
    }
sanctioned-days = { $days ->
        [one] a day
       *[other] { $days } days
    }
span = { $unit ->
        [week] { $count ->
                [one] a week
               *[other] { $count } weeks
            }
        [day] { $count ->
                [one] a day
               *[other] { $count } days
            }
        [hour] { $count ->
                [one] an hour
               *[other] { $count } hours
            }
        [minute] { $count ->
                [one] a minute
               *[other] { $count } minutes
            }
       *[second] { $count ->
                [one] a second
               *[other] { $count } seconds
            }
    }
sanction-undone = { $kind ->
        [warn] { $by } took back a warning of <b>{ $person }</b>.
        [mute] { $by } ended the mute of <b>{ $person }</b>, who { $stands ->
            [banned] stays banned.
           *[free] has the same permissions as before it.
        }
       *[ban] { $by } lifted the ban of <b>{ $person }</b>, who { $stands ->
            [banned] is banned still: there was a ban before it.
           *[free] may come back.
        }
    }
sanction-lifted = { $kind ->
        [mute] { $by } ended the mute of <b>{ $person }</b> in Telegram.
       *[ban] { $by } lifted the ban of <b>{ $person }</b> in Telegram: they may come back.
    }
undone = Taken back for { $person }.
lifted-mute = { $person } is no longer restricted.
lifted-ban = { $person } is no longer banned and may come back.

refused-here = { refused-what } { refused-why }
refused-there = In <b>{ $chat }</b>: { refused-what } { refused-why }
refused-what = { $what ->
        [mute] <b>{ $person }</b> was not muted.
        [ban] <b>{ $person }</b> was not banned.
        [kick] <b>{ $person }</b> was not removed.
        [half] <b>{ $person }</b> was removed, but cannot come back until somebody lifts the ban in Telegram.
        [unmute] <b>{ $person }</b> is muted still.
        [unban] <b>{ $person }</b> is banned still.
        [expired] What <b>{ $person }</b> was before could not be given back.
        [purge] The messages were not deleted.
        [delete] What was to be deleted stands still.
        [lock] The lock was not set.
        [unlock] The lock was not lifted.
       *[other] Something was not done.
    }
refused-why = { $why ->
        [rights] I lack the right for it: make me an administrator who may ban users and delete messages.
        [administrator] Telegram does not let me: that is an administrator.
        [gone] I am no longer in the group.
        [old] Either it is more than { $hours } hours old, or I am no administrator who may delete messages.
       *[other] Telegram refused it: { $error }.
    }

## To the person, in private

told-warn = You were warned in <b>{ $chat }</b>{ told-why } With /appeal here you can ask its moderators to look again.
told-mute = You can read but not write in <b>{ $chat }</b> for { $span }{ told-why } With /appeal here you can ask its moderators to look again.
told-ban = You were banned from <b>{ $chat }</b>{ $span ->
        [none] {""}
       *[other] {" "}for { $span }
    }{ told-why } With /appeal here you can ask its moderators to look again.
told-kick = You were removed from <b>{ $chat }</b>{ told-why } You may come back.
told-why = { $reason ->
        [none] .
       *[other] : { $reason }.
    }
told-undone = { $kind ->
        [warn] A warning of yours in <b>{ $chat }</b> was taken back.
        [mute] { $stands ->
            [banned] The mute in <b>{ $chat }</b> was taken back. The ban stands.
           *[free] You can write in <b>{ $chat }</b> again as before: the mute was taken back.
        }
       *[ban] { $stands ->
            [banned] A ban in <b>{ $chat }</b> was lifted. The one before it stands.
           *[free] You may come back to <b>{ $chat }</b>: the ban was lifted.
        }
    }

## Whom and how long

whom = Whom? Reply to a message of theirs, or write their <code>@username</code> or id after the command.
whom-under-post = Whom? What stands above is a post of this group's own channel. Reply to a comment of theirs, or write their <code>@username</code> or id after the command.
whom-of-several = Whom of these: { $people }? Write the <code>@username</code> or id after the command.
stranger = I have not seen <code>{ $name }</code> here. Reply to a message of theirs, or write their id.
username-changed = The account that I knew here as <code>{ $name }</code> goes by another name now. Reply to a message of the person you mean.
stranger-in-telegram = I have not seen <code>{ $name }</code> here, and Telegram shows me nobody like that in this group. Reply to a message of theirs.
not-oneself = You cannot do that to yourself.
not-the-bot = I cannot do that to myself.
not-an-admin = { $person } is an administrator here. Only the owner can change that, in Telegram.
not-anonymous-admin = That was written by an administrator who speaks as the group.
account-deleted = That account was deleted. Nobody can write with it any more.
person-left = { $person } is no longer in this group. With <code>/ban</code> they cannot come back.
person-banned = { $person } is banned already.
channel-not-muted = A channel cannot be muted or removed, only banned: <code>/ban</code> as a reply to what it wrote.
supergroups-only = Telegram lets bots do that only in supergroups. This group becomes one when its owner lets new members see the history.
in-groups-only = That is for groups. Write it in the group that it is about.
bot-lacks-right = { $right ->
        [can_restrict_members] I may not ban or restrict anybody here. Make me an administrator with the right to ban users.
       *[can_delete_messages] I may not delete messages here. Make me an administrator with the right to delete messages.
    }
span-missing = For how long? For example <code>/mute 2h</code>, or with a reason: <code>/mute 2h off topic</code>.
span-unclear = “{ $words }” is not a length of time that I know. Write it like 30m, 2h, 1h30m, 7d or 1w.
span-too-short = The shortest time is { $minutes ->
        [one] a minute
       *[other] { $minutes } minutes
    }: Telegram would make a much shorter one permanent.
span-too-long = The longest time is { $days } days: Telegram would make a longer one permanent. To ban for good, leave the time out.

## Too late

muted-longer = { $person } is muted until { $until } UTC already, longer than this would be. Reject takes the message away, and the mute stays.
warned-already = { $by } warned { $person } less than { $minutes ->
        [one] a minute
       *[other] { $minutes } minutes
    } ago. That counts once.
sanction-settled = { $status ->
        [active] { $kind ->
                [mute] { $by } muted { $person } a moment ago.
               *[ban] { $by } banned { $person } a moment ago.
            }
        [undone] { $by } took that back already.
        [over] That was over already.
        [replaced] { $by } has decided again about { $person } since. Undo that decision instead.
       *[refused] Telegram never did that. There is nothing to take back.
    }
kick-not-undone = There is nothing to take back: { $person } may come back at any time.
nothing-to-undo = There is nothing to take back.
undo-how = To take a warning, mute or ban back, reply with <code>/undo</code> to its announcement, or write <code>/undo</code> and the person's <code>@username</code> or id.
undo-long-ago = The latest that you did here was { $ago } ago: you { $kind ->
        [warn] warned
        [mute] muted
       *[ban] banned
    } { $person }. To take that back, reply with <code>/undo</code> to its announcement, or write { $kind ->
        [warn] <code>/unwarn</code>
        [mute] <code>/unmute</code>
       *[ban] <code>/unban</code>
    } and their <code>@username</code> or id.
undo-of-something-else = { $action ->
        [kick] The latest that you did here was to remove { $person }, who may come back at any time.
        [lock] The latest that you did here was a lock: <code>/unlock</code> ends it.
        [unlock] { $what ->
                [slow] The latest that you did here was to end slow mode: <code>/slow 30s</code> switches it on again.
               *[other] The latest that you did here was to unlock: <code>/lock</code> locks again.
            }
        [slow] The latest that you did here was slow mode: <code>/slow off</code> ends it.
        [purge] The latest that you did here was to delete messages, and Telegram gives none back.
        [filter-add] The latest that you did here was to add to the list of words: <code>/filter remove</code> takes them off.
        [filter-remove] The latest that you did here was to take words off the list: <code>/filter add</code> puts them on again.
        [ban] The latest that you did here was to ban { $person } in Telegram: <code>/unban</code> and their <code>@username</code> or id lets them come back.
        [mute] The latest that you did here was to mute { $person } in Telegram: <code>/unmute</code> and their <code>@username</code> or id ends it.
       *[other] The latest that you did here was something else, which <code>/undo</code> does not take back.
    } { undo-how }
nothing-on-person = { $kind ->
        [warn] { $person } has no warning here.
        [mute] { $person } is not muted.
       *[ban] { $person } is not banned.
    }

## Who acts

the-bot = The bot
writer-warn = The writer of #{ $number }: warned{ $reason ->
        [none] .
       *[other] {" "}({ $reason }).
    }
writer-mute = The writer of #{ $number }: no counterpoints from private for { $span }{ $reason ->
        [none] .
       *[other] {" "}({ $reason }).
    }
writer-ban = The writer of #{ $number }: no counterpoints from private{ $span ->
        [none] {" "}any more
       *[other] {" "}for { $span }
    }{ $reason ->
        [none] .
       *[other] {" "}({ $reason }).
    }
writer-free = The writer of #{ $number }: may write counterpoints in private again.
told-writer-warn = A moderator of <b>{ $chat }</b> warns the writer of #{ $number }, that is you{ $reason ->
        [none] .
       *[other] : { $reason }.
    } Nobody there learns who you are.
told-writer-mute = You may write no counterpoints for <b>{ $chat }</b> in private for { $span }, because of #{ $number }{ $reason ->
        [none] .
       *[other] {" "}({ $reason }).
    } Nobody there learns who you are. In the group you may still write them with <code>/counter</code>.
told-writer-ban = You may write no counterpoints for <b>{ $chat }</b> in private{ $span ->
        [none] {" "}any more
       *[other] {" "}for { $span }
    }, because of #{ $number }{ $reason ->
        [none] .
       *[other] {" "}({ $reason }).
    } Nobody there learns who you are. In the group you may still write them with <code>/counter</code>.
told-writer-free = You may write counterpoints in private again: the decision because of #{ $number } was taken back.
the-writer = Its writer
anonymous-moderator = A moderator

## Buttons

button-audit = Audit log

## Deleting many messages

purged = { $count ->
        [one] The message is deleted.
       *[other] Up to { $count } messages are deleted. Those older than { $hours } hours stay: Telegram lets bots delete no older ones.
    }
purge-how = Reply to the first message that is to go with <code>/purge</code>, or write how many: <code>/purge 20</code>.
purge-too-many = That is more than { $most } messages at once. Reply to a later one.
purge-in-threads = Messages of other topics and comments can stand between these, and I cannot tell them apart: I delete none. Select the messages in Telegram and delete them there.
purge-too-old = Telegram lets me delete only messages of the last { $hours } hours. Reply to a later one.

## Choices

premod-how = Write whose counterpoints a moderator sees first: <code>/premod all</code>, <code>/premod newcomers</code> or <code>/premod none</code>.
premod-chosen = { $rule ->
        [all] Every counterpoint waits for a moderator from now on.
        [newcomers] Counterpoints of newcomers wait for a moderator from now on, until two of theirs were accepted.
       *[none] No counterpoint waits for a moderator from now on.
    }
filter-how = Write <code>/filter add</code> and a word, <code>/filter remove</code> and a word, or <code>/filter list</code>. Several are parted by commas; * stands for any letters: <code>casino*</code>.
filter-added = { $count ->
        [one] Added. { $waiting } on the list now.
       *[other] { $count } added. { $waiting } on the list now.
    }{ $does ->
        [off] {" "}Screening is off here, so nothing is looked for yet: /settings switches it on.
        [blind] {" "}I am no administrator here, so I look for nothing yet. Make me one that may delete messages.
        [shown] {" "}I may not delete messages here: what I find stays, and the moderators see it. Let me delete messages and it goes.
        [watched] {" "}I only watch here so far: what I find stays, and the moderators see it. /settings switches screening on.
       *[deleted] {" "}It holds for everybody but the moderators.
    }
filter-removed = { $count ->
        [one] Removed. { $waiting } on the list now.
       *[other] { $count } removed. { $waiting } on the list now.
    }
filter-known = That is on the list already.
filter-unknown = That is not on the list. <code>/filter list</code> shows what is.
filter-empty = The list is empty.
filter-listed = { $count ->
        [one] One entry: { $list }
       *[other] { $count } entries: { $list }{ $more ->
                [0] {""}
               *[other] {" "}and { $more } more
            }
    }
filter-too-long = An entry has up to { $most } characters.
filter-too-wide = “{ $words }” would match nearly everything. An entry needs a letter, and has up to { $stars } stars.
filter-unfindable = I could not look for “{ $words }”. An entry has up to { $most } words, and beside * or ? at least two letters.
filter-too-many = The list has room for { $most } entries. Remove some first.

## The audit log

audit-title = <b>Audit log</b> · { $count ->
        [one] one entry
       *[other] { $count } entries
    } · page { $page } of { $pages } · times in UTC
audit-line = <code>{ $at }</code> <b>{ $by }</b> { $what }{ $person ->
        [none] {""}
       *[other] {" "}· { $person }
    }{ $reason ->
        [none] {""}
       *[other] : { $reason }
    }
audit-action = { $action ->
        [warn] warned
        [unwarn] took back a warning
        [mute] muted
        [unmute] ended a mute
        [ban] banned
        [unban] lifted a ban
        [kick] removed
        [expired] noted that the time is over
        [refused] was refused by Telegram
        [purge] deleted the messages { $subject }
        [lock] locked { $subject }
        [slow] switched slow mode on
        [unlock] { $subject ->
                [slow] switched slow mode off
               *[other] unlocked { $subject }
            }
        [chosen] changed the setting “{ $subject }”
        [premod] chose whose counterpoints wait
        [filter-add] added to the list of words
        [filter-remove] removed from the list of words
        [open] opened { $subject } to votes
        [closed] closed the voting on { $subject }
        [closing-chosen] chose when the voting on { $subject } ends
        [closing-undone] let the voting on { $subject } go on
        [rejected] rejected { $subject }
        [merged] merged { $subject }
        [withdrawn] withdrew { $subject }
        [banned] left the votes of somebody out
        [unbanned] counted the votes of somebody again
        [held] let { $subject } wait
        [submitted] brought { $subject }
        [writer-warn] warned the writer of { $subject }
        [writer-mute] took the writer of { $subject } the right to write in private for a while
        [writer-ban] took the writer of { $subject } the right to write in private
        [writer-free] gave the writer of { $subject } the right back to write in private
        [mended] changed the words of { $subject }
        [replied] answered { $subject } for the author
        [appointed] said who answers for the author
        [screening] chose what is done about spam
        [digest-chosen] changed the times of digests
        [edition-there] said that a digest had arrived
        [edition-again] had a digest sent again
        [delete] deleted a message
        [unreact] removed the reactions
        [spam-reject] had a message deleted
        [spam-warn] chose a warning for what looked like spam
        [spam-mute] chose a mute for what looked like spam
        [spam-ban] chose a ban for what looked like spam
        [spam-dismiss] found nothing wrong with what looked like spam
        [spam-reopened] took back a decision about what looked like spam
        [report-reject] had a reported message deleted
        [report-warn] chose a warning for a reported message
        [report-mute] chose a mute for a reported message
        [report-ban] chose a ban for a reported message
        [report-dismiss] found nothing wrong with a reported message
        [report-reopened] took back a decision about a reported message
        [appeal-undo] granted an appeal
        [appeal-dismiss] dismissed an appeal
        [appeal-over] closed an appeal of what was over
       *[other] { $action } ({ $subject })
    }
audit-empty = Nothing is noted about that.
audit-is-in-private = I sent it to you in private.
audit-is-with-moderators = I sent it to where this group's moderators read.
audit-in-private = The audit log is shown in private. Open a chat with me, press Start, and ask again.
audit-not-now = I could not write the file just now. Please try again in a minute.
audit-file = The audit log, oldest entry first. It holds names and reasons: for moderators only.
button-file = As a file

## Slow mode and locks

slowed = Slow mode: one message a person in { $between }{ $span ->
        [none] {""}
       *[other] , for { $span }
    }. I delete what comes sooner. Moderators are free of it.
slow-ended = Slow mode is off.
slow-how = Write the pause between two messages of a person: <code>/slow 30s</code>. <code>/slow off</code> ends it.
slow-bounds = The pause may be { $least } to { $most }.
not-slow = Slow mode is not on.
disorderly = <b>{ $person }</b>, { $what ->
        [slow] slow mode is on: one message in { $between }. I delete what comes sooner.
        [links] links are locked here for now. I delete messages with them.{ $link ->
            [none] {""}
           *[other] {" "}Telegram takes <code>{ $link }</code> for one; with a space after the dot it is none.
        }
        [forwards] forwarded messages are locked here for now. I delete them.
       *[channels] channels cannot write here for now. I delete what they write.
    }
locked = Locked{ $span ->
        [none] {""}
       *[other] {" "}for { $span }
    }: { $what ->
        [messages] only moderators can write.
        [media] only moderators can send pictures, videos, files and voice messages.
        [stickers] only moderators can send stickers and animations.
        [polls] only moderators can send polls.
        [reactions] only moderators can react.
        [invites] only moderators can add people.
        [links] I delete messages with links, but for those of moderators.
        [forwards] I delete forwarded messages, but for those of moderators.
       *[channels] I delete what channels write.
    }
unlocked = { $what ->
        [all] Everything is unlocked.
        [messages] Everybody can write again.
        [media] Pictures, videos, files and voice messages are unlocked.
        [stickers] Stickers and animations are unlocked.
        [polls] Polls are unlocked.
        [reactions] Reactions are unlocked.
        [invites] Adding people is unlocked.
        [links] Links are unlocked.
        [forwards] Forwarded messages are unlocked.
       *[channels] Channels may write again.
    }
lock-how = I can lock messages, media, stickers, polls, reactions, invites, links, forwards and channels: <code>/lock links</code>, or for a while: <code>/lock links 2h</code>.
not-locked = That is not locked.
