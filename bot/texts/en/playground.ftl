## What people may not do in the playground's Telegram

playground-upgraded = { $chat } has become a supergroup; write there.
playground-banned = { $person } is banned from { $chat }.
playground-not-in = { $person } is not in { $chat }; join first.
playground-channel = Only administrators may post in { $chat }.
playground-restricted = { $person } may not send this in { $chat }.
playground-restricted-until = { $person } may not send this in { $chat } until { $until }.
playground-locked = Members may not send this in { $chat } now.
playground-blocked = { $person } has blocked { $bot }; unblock it first.
playground-topic-closed = The topic “{ $topic }” is closed; { $person } may not write there.
playground-no-right = { $person } does not have the right to do this in { $chat }.
playground-out-of-reach = { $person } is an administrator of { $chat }; only the owner can do this.
playground-not-yours = { $person } can edit only messages of their own.
playground-too-old = { $person } wrote this more than 48 hours ago; it can no longer be edited.
playground-empty = There is nothing to send: write something first.
playground-too-long = A message holds at most { NUMBER($limit, useGrouping: 0) } characters; shorten it.
playground-no-quote = The quoted words are not in the message.
playground-no-button = That button is no longer there.
playground-no-thread = There is no such topic or thread in this chat.
playground-no-person = There is nobody of that id in the playground.
playground-no-chat = There is no such chat in the playground.
playground-no-message = That message is no longer there.
playground-garbled = This cannot be understood: { $what }.
playground-unknown-kind = “{ $kind }” is no kind of message that can be sent here.
playground-kind-short = There are too few lines: the first is the question or title, each further one an answer or task.
playground-no-dice = One of these can be thrown: { $emoji }
playground-no-lines = Lines can be added to polls and checklists alone.
playground-no-letters = { $chat } is no channel; write to a channel.
playground-unknown-status = “{ $status }” is nothing that somebody can become.
playground-stranger = The playground answers only its own page on this computer.
playground-locked-page = Open the address that the playground printed when it started: it has a key of its own each time.
playground-too-large = The file is larger than { $megabytes } MB.

## Who somebody is in the play

playground-note-member = reads along, asks and counters
playground-note-moderator = an administrator: may set the article and moderate
playground-note-host = made the group
playground-note-author = wrote the sample article
