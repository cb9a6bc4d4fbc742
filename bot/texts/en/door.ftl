## The message at the door

door-welcome = { $more ->
        [0] Welcome, { $names }.
       *[other] Welcome, { $names } and { $more } more.
    }
door-ask = { $door ->
        [rules] Please read the rules and accept them below, and then you can write here.
       *[button] Please press the button below, and then you can write here. It keeps out programs that only want to advertise.
    }
door-rules = <blockquote expandable>{ $rules }</blockquote>
door-late = { $count ->
        [one] One newcomer has not pressed the button yet.
       *[other] { $count } newcomers have not pressed the button yet.
    } There is no hurry: it works here and in private, whenever you like.

## The same in private

door-request = You asked to join { $chat }. { $door ->
        [rules] Please read its rules and accept them below within { $span }, and you are in.
       *[button] Please press the button below within { $span }, and you are in.
    }
door-request-late = Nobody pressed the button within { $span }, so the moderators of { $chat } decide about your request now. There is nothing more to do.
door-private = You wait at the door of { $chat }. { $door ->
        [rules] Please read its rules and accept them below, and then you can write there.
       *[button] Please press the button below, and then you can write there.
    }

## The buttons, and what they answer

button-door-button = I am here to discuss
button-door-rules = I accept the rules
button-door-later = Later, in private
door-entered-here = Thank you. You can write here now.
door-entered = Thank you. You can write in { $chat } now.
door-entered-muted = Thank you. You can write when the mute that a moderator gave you has ended.
door-request-granted = Thank you. You are in { $chat } now, unless its moderators have decided otherwise already.
door-not-you = This is for newcomers who were not let in yet. You need not press it.
door-overruled = A moderator has decided since what you may do here. Please ask them.
door-aside = The moderators decide about your request now.
