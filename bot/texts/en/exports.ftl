export-sent = The whole debate: a Polis folder, W3C annotations, Argdown and JSON. People are numbered anew in each export, nobody is named.
export-is-in-private = The export is in your private chat with me.
export-in-private = I send exports in private. Write to me there first, then try again.
export-not-now = I could not pack the debate in half a minute. Please try again later, or ask whoever runs me for “counterpoint export”.
export-done = { $files ->
        [one] { $files } file
       *[other] { $files } files
    } in { $folder }.
export-choose = There are several discussions; choose one with --discussion: { $list }.
export-nothing = There is no discussion with an article in this database.
export-folder = The folder { $folder } could not be written ({ $why }).
