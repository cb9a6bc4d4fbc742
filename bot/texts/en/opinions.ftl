### Opinions from files: what is wrong with them.

opinions-file-missing = There is no file { $path } that I could read.
opinions-not-text = { $file } is not a text file. Save it as CSV in UTF-8 and try again.
opinions-not-csv = { $file } is not a table in CSV: I cannot read line { NUMBER($line, useGrouping: 0) }.
opinions-column-missing = { $file } has no column “{ $column }”; export the conversation again with it.
opinions-line-short = Line { NUMBER($line, useGrouping: 0) } of { $file } has fewer cells than the head of the table.
opinions-line = Line { NUMBER($line, useGrouping: 0) } of { $file } cannot be used: “{ $cell }” makes no sense there.
opinions-no-groups = Nobody is in a group in { $file }; leave --groups out to have the groups found.
opinions-found = { $participants ->
        [one] { $participants } person
       *[other] { $participants } people
    }, { $statements ->
        [one] { $statements } statement
       *[other] { $statements } statements
    }.
opinions-group = Group { $name }: { $members ->
        [one] { $members } person
       *[other] { $members } people
    }.
