## The panel

settings-title =
    <b>Settings of { $chat }</b>
    Press what you would like to change. Only moderators can, and each change stands in the audit log.
settings-digest = Digests are { $on ->
        [yes] on
       *[no] off
    }: /digest shows when, and changes it.
setting-language = Language: { option-language }
setting-premoderation = Held back: { option-premoderation }
setting-totals = Totals: { option-totals }
setting-reasons = Own reasons for a rejection: { $value }
setting-door = Newcomers: { option-door }
setting-screening = Screening: { option-screening }
setting-mute = Mute: { option-mute }
setting-span = A mute lasts: { option-span }
setting-ban = Ban: { option-ban }
setting-staff = Moderators read: { option-staff }

option-language = { $value ->
        [be] Беларуская
        [de] Deutsch
        [es] Español
        [fr] Français
        [lt] Lietuvių
        [lv] Latviešu
        [pl] Polski
        [ru] Русский
        [uk] Українська
       *[en] English
    }
option-premoderation = { $value ->
        [all] all
        [newcomers] newcomers' only
       *[none] none
    }
option-totals = { $value ->
        [live] live
        [closing] when voting closes
       *[batches] in batches
    }
option-door = { $value ->
        [button] press a button
        [rules] accept the rules
       *[open] write at once
    }
option-screening = { $value ->
        [on] on
        [watch] watch only
       *[off] off
    }
option-mute = { $value ->
        [0] never by itself
       *[other] after { $value } warnings
    }
option-span = { $value ->
        [1] 1 hour
        [24] 1 day
        [168] 7 days
       *[other] { $value } hours
    }
option-ban = { $value ->
        [0] never by itself
       *[other] after { $value } warnings
    }
option-staff = { $value ->
        [private] in private
       *[other] in { $value }
    }

about-language =
    <b>Language</b>
    In which language I speak here. In private I speak each person's own where I can.
about-premoderation =
    <b>Counterpoints held back</b>
    Whose counterpoints wait for a moderator before people can vote on them. Who had two accepted is no newcomer any more. This holds for the discussion in which the panel was opened.
about-totals =
    <b>Totals</b>
    When people see how many agree and disagree.
    • <b>In batches</b>: from five votes on, and anew when five more people have voted or changed their vote. Nobody can read a single vote from that.
    • <b>Live</b>: each vote at once. Who watches the totals can then tell how somebody votes, so choose it only where everybody knows that votes are open.
    • <b>When voting closes</b>: nothing while the voting goes on. Until then there is no map either, and no list by support.
about-reasons =
    <b>Own reasons for a rejection</b>
    They stand as buttons beside mine when a counterpoint is rejected, and its writer reads the one that was chosen. Write one with <code>/reasons add names no year</code>, take one away with <code>/reasons remove names no year</code>.
    Now: { $list ->
        [none] none.
       *[other] { $list }.
    }
reasons-listed = { $list ->
        [none] There are no own reasons here. <code>/reasons add names no year</code> writes one down.
       *[other] Own reasons for a rejection here: { $list }.
    }
reasons-how = Write <code>/reasons add</code> or <code>/reasons remove</code> and the reason, such as: <code>/reasons add names no year</code>
reasons-too-long = A reason stands on a button and has up to { $most } characters. Say it more briefly.
reasons-too-many = There are { $most } own reasons already. Take one away first.
reasons-unknown = There is no such reason here. <code>/reasons</code> lists those there are.
about-door =
    <b>Newcomers</b>
    Whether people who join write at once, or press a button or accept the rules first. Nobody is put out for being slow. Write the rules with <code>/setrules</code>.
about-screening =
    <b>Screening</b>
    What I do about messages that look like spam. “Watch only” tells the moderators what I would have done.
about-mute =
    <b>Mute</b>
    After how many warnings within { $days } days somebody is muted.
about-span =
    <b>A mute lasts</b>
    How long somebody is muted whom warnings led there. A moderator can end it with <code>/unmute</code>.
about-ban =
    <b>Ban</b>
    After how many warnings within { $days } days somebody is banned. A moderator can take it back with <code>/undo</code>.
about-staff =
    <b>Where moderators read</b>
    Reports and other things for moderators alone go to each of you in private, or into a chat of your own: add me there and send <code>/settings here</code>, in the topic that it is to be, if there are topics.

button-settings-chosen = ✓ { $option }
button-settings-back = Back
button-settings-close = Close
settings-gone = The settings are closed. /settings opens them again.

## What goes wrong

door-rules-missing = There are no rules yet to accept: write them with <code>/setrules</code> first.

## The moderators' chat

staff-which = Which group's moderators are to read in this { $where ->
        [topic] topic
       *[chat] chat
    }?
staff-chosen = What is for the moderators of { $chat } comes here from now on. Everybody who can open this { $where ->
        [topic] topic
       *[chat] chat
    } can read it.
staff-lost = What is for the moderators of <b>{ $chat }</b> does not arrive any more where they chose to read it: { $why ->
        [topic] that topic is closed or deleted.
        [rights] I may not write there.
       *[gone] I am not in that chat any more.
    } { $where ->
        [group] Open a private chat with me, and it comes to you there from now on;
       *[private] It comes to each of you in private from now on, with what was missing;
    } <code>/settings here</code>, sent in another chat or topic, moves it there.
staff-anonymous = I cannot see who you are. Send this as yourself, not as the group.
staff-none = You moderate no other group that I am in.

## The rules

rules-shown =
    <b>Rules of { $chat }</b>
    { $rules }
rules-none = This group has written down no rules yet.
rules-set = These are the rules now. /rules shows them.
rules-removed = There are no rules any more.
rules-words-missing = Write the rules after <code>/setrules</code>, or reply with <code>/setrules</code> to a message that holds them. <code>/setrules off</code> takes them away.
rules-too-long = Rules may have { $most } characters; these have { $count }. Nothing was changed.
