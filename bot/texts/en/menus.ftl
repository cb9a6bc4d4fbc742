## The menus of commands: what each does, in the fewest words

command-withdraw = Take your counterpoint back
command-rules = The rules of this group
command-settings = What is chosen for this group
command-setrules = Write the rules
command-close = End the voting on a counterpoint
command-merge = Unite two counterpoints that say the same
command-premod = Whose counterpoints wait for you
command-warn = Warn somebody
command-mute = Mute somebody for a while
command-ban = Ban somebody
command-kick = Put somebody out; they may come back
command-unwarn = Take a warning back
command-unmute = End a mute
command-unban = Lift a ban
command-undo = Take the last decision back
command-purge = Delete messages from one on
command-slow = Slow the group down
command-lock = Lock pictures, links and more
command-unlock = Unlock them again
command-filter = Words that nobody may write
command-audit = Who decided what, and why
