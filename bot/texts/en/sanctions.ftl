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
    } warning in { sanctioned-days }.
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
        [mute] { $by } ended the mute of <b>{ $person }</b>, who has the same permissions as before it.
       *[ban] { $by } lifted the ban of <b>{ $person }</b>, who may come back.
    }
undone = Taken back for { $person }.
lifted-mute = { $person } is no longer restricted.
lifted-ban = { $person } is no longer banned and may come back.

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
        [mute] You can write in <b>{ $chat }</b> again as before: the mute was taken back.
       *[ban] You may come back to <b>{ $chat }</b>: the ban was lifted.
    }

## Whom and how long

whom = Whom? Reply to a message of theirs, or write their @username or id after the command.
stranger = I have not seen { $name } here. Reply to a message of theirs, or write their id.
not-oneself = You cannot do that to yourself.
not-the-bot = I cannot do that to myself.
not-an-admin = { $person } is an administrator here. Only the owner can change that, in Telegram.
not-anonymous-admin = That was written by an administrator who speaks as the group.
not-the-own-channel = That is a post of this group's own channel.
account-deleted = That account was deleted. Nobody can write with it any more.
person-left = { $person } is no longer in this group. With /ban they cannot come back.
person-banned = { $person } is banned already.
channel-not-muted = A channel cannot be muted or removed, only banned: /ban as a reply to what it wrote.
supergroups-only = Telegram lets bots do that only in supergroups. This group becomes one when its owner lets new members see the history.
in-groups-only = That is for groups. Write it in the group that it is about.
bot-lacks-right = { $right ->
        [can_restrict_members] I may not ban or restrict anybody here. Make me an administrator with the right to ban users.
       *[can_delete_messages] I may not delete messages here. Make me an administrator with the right to delete messages.
    }
span-missing = For how long? For example /mute 2h, or with a reason: /mute 2h off topic.
span-unclear = “{ $words }” is not a length of time that I know. Write it like 30m, 2h, 7d or 1w.
span-too-short = A minute is the shortest: Telegram takes less than half a minute for ever.
span-too-long = 365 days is the longest: Telegram takes more than 366 days for ever. To ban for good, leave the time out.

## Too late

warned-already = { $by } warned { $person } less than a minute ago. That counts once.
sanction-settled = { $status ->
        [active] { $kind ->
                [mute] { $by } muted { $person } a moment ago.
               *[ban] { $by } banned { $person } a moment ago.
            }
        [undone] { $by } took that back already.
        [over] That was over already.
        [replaced] { $by } decided anew about { $person } since. Undo that one.
       *[refused] Telegram never did that. There is nothing to take back.
    }
kick-not-undone = There is nothing to take back: { $person } may come back at any time.
nothing-to-undo = There is nothing to take back.
nothing-on-person = { $kind ->
        [warn] { $person } has no warning here.
        [mute] { $person } is not muted.
       *[ban] { $person } is not banned.
    }

## Who acts

the-bot = The bot
anonymous-moderator = A moderator

## Buttons

button-audit = Audit log
