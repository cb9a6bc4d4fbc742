## When voting ends by itself

close-planned = Voting on #{ $number } closes { $at } ({ $zone }). I remind the group { $before }.
close-unplanned = Voting on #{ $number } goes on: it does not close by itself any more.
close-not-planned = Voting on #{ $number } does not close by itself.
close-soon = Voting on #{ $number } closes { $at } ({ $zone }): “{ $words }”
close-done = Voting on #{ $number } is closed, as planned.
close-when = I cannot read “{ $written }”. Write when voting ends, such as <code>/close 12 fri 18:00</code>, <code>/close 12 tomorrow 9:00</code> or <code>/close 12 2026-12-04 18:00</code>. To close it now, write the number alone.
close-past = “{ $written }” is past already ({ $zone }). Voting goes on; choose a later time.
close-far = “{ $written }” is more than { $days } days away. Voting goes on; choose a nearer time.
