### When digests are due: the schedule in words, and what is wrong with one.

## In words

schedule-daily = Every day at { $time } ({ $zone }). Next: { $dates }
schedule-weekly = Every { $days } at { $time } ({ $zone }). Next: { $dates }
schedule-rule = By the rule <code>{ $rule }</code> ({ $zone }). Next: { $dates }
schedule-and = { $earlier } and { $last }
schedule-weekday-name = { $weekday ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[7] Sunday
    }
schedule-date = { $weekday ->
        [1] Mon
        [2] Tue
        [3] Wed
        [4] Thu
        [5] Fri
        [6] Sat
       *[7] Sun
    } { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }{ $year ->
        [same] {""}
       *[other] {" "}{ $year }
    }, { $time }

## What is wrong with a schedule

schedule-unknown = Write when the digest is due: “daily 18:00”, “weekly mon 09:00” or “cron 0 9 * * mon”; “zone Europe/Vilnius” says whose clock counts.
schedule-time = I cannot read the time “{ $written }”: write hour and minute, from 0:00 to 23:59, like 18:00.
schedule-weekday = Which day of the week? For example “weekly mon 09:00”, or “weekly mon thu 09:00” for two days.
schedule-seconds = A rule has five fields, and this one has six: leave out the seconds, and begin with the minute.
schedule-fields = A rule has five fields, with spaces between them: minute, hour, day of the month, month, weekday. “0 9 * * mon” is every Monday at 09:00.
schedule-field = I cannot read “{ $written }”. { $field ->
        [minute] The first field is the minute, from 0 to 59.
        [hour] The second field is the hour, from 0 to 23.
        [day] The third field is the day of the month, from 1 to 31.
        [month] The fourth field is the month, from 1 to 12 or from jan to dec.
       *[weekday] The fifth field is the weekday, from 0 (Sunday) to 6 (Saturday), or from mon to sun; 7 is Sunday too.
    }
schedule-never = The rule “{ $rule }” never comes due: the third field asks for a day that its months do not have.
schedule-mixed = Steps like <code>*/2</code> do not go together with <code>L</code> or <code>#</code> in the third and fifth fields: use one of them.
schedule-often = The first field, the minute, must be one number: a digest an hour is the most, so that people still read it.
schedule-zone-missing = Which time zone? For example “zone Europe/Vilnius”.
schedule-zone-unknown = I know no time zone “{ $zone }”: write region and city, like Europe/Vilnius, or UTC.
schedule-zone-near = I know no time zone “{ $zone }”. Nearest by name: { $near }.

## The command line

due-from = I cannot read the moment “{ $written }”: write it like 2026-03-01T09:00:00+02:00.
due-end = The calendar ends here: nothing more comes due up to the year 9999.
