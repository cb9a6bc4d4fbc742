## What the bot cannot do, and what it can again

rights-missing =
    Some things do not work here yet:
    { $list }
    For these, make me an administrator with: { $rights }.
rights-gained =
    This works here now:
    { $list }
right-without = { $right ->
        [can_restrict_members] I cannot restrict members: no <code>/mute</code>, no <code>/ban</code>, no door for newcomers.
        [can_delete_messages] I cannot delete messages: spam stays, and so do the commands that I answered.
        [can_pin_messages] I cannot pin digests.
       *[can_invite_users] I do not hear who asks to join.
    }
right-gained = { $right ->
        [can_restrict_members] I can restrict members: <code>/mute</code>, <code>/ban</code>, and the door for newcomers.
        [can_delete_messages] I can delete messages: spam, and the commands that I answered.
        [can_pin_messages] I can pin digests.
       *[can_invite_users] I can let in who asks to join.
    }
right-name = { $right ->
        [can_restrict_members] Ban users
        [can_delete_messages] Delete messages
        [can_pin_messages] Pin messages
       *[can_invite_users] Add users
    }

## The doctor

doctor-chats = { $chats ->
        [0] There are no groups yet.
        [one] In its one group it may do all that it needs.
       *[other] In all { $chats } groups it may do all that it needs.
    }
doctor-chats-missing = { $count ->
        [one] In one of { $chats } groups something does not work
       *[other] In { $count } of { $chats } groups something does not work
    } for want of rights: { $list }.
doctor-chat-missing = { $chat } ({ $rights })
doctor-chats-unasked = The groups are not looked at before database and Telegram are well.
