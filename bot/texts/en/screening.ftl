## What a check says

screened-long-here = Known here: { $count ->
        [one] { $count } earlier post
       *[other] { $count } earlier posts
    } without trouble, { $approved } approved.
screened-flood = { $count } posts within { $seconds } seconds.
screened-reactions = Reactions to { $count } messages within a minute by somebody new here. { $gone ->
        [yes] They were removed.
       *[no] They stand.
    }
screened-repeated = The same words { $count } times within { $minutes } minutes.
screened-blocklist = “{ $words }” is on this chat's blocklist.
screened-link = A link by somebody new here ({ $count ->
        [0] no earlier posts
        [one] { $count } earlier post
       *[other] { $count } earlier posts
    }): { $words }
screened-forward = Forwarded from “{ $words }” by somebody new here.
screened-mentions = { $count } names called at once by somebody new here.
screened-disguised = { $count ->
        [one] A word mixes letters of two alphabets, or digits, to look like another
       *[other] { $count } words mix letters of two alphabets, or digits, to look like others
    }: { $words }.
screened-likely-spam = Reads like spam, by { $percent } %.
screened-too-short = Too short to read anything into it.
screened-unlikely-spam = Does not read like spam: { $percent } %.
screened-as-decided = Moderators called a message much like it spam.
screened-telling-words = What tells most: { $words }.
screened-telling-sign = { $sign ->
        [disguised] { $count ->
            [one] { $count } word of mixed alphabets
           *[other] { $count } words of mixed alphabets
        }
        [hidden] { $count ->
            [one] { $count } invisible character
           *[other] { $count } invisible characters
        }
        [emoji] { $count } emoji
        [links] { $count ->
            [one] { $count } link
           *[other] { $count } links
        }
        [names] { $count ->
            [one] { $count } @name
           *[other] { $count } @names
        }
        [codes] { $count ->
            [one] { $count } long number
           *[other] { $count } long numbers
        }
       *[money] { $count ->
            [one] { $count } sum of money
           *[other] { $count } sums of money
        }
    }.
screened-clean = Nothing speaks against it.

## What cannot be

blocklist-entry-long = An entry of the blocklist has at most { $most } characters.
blocklist-entry-words = An entry of the blocklist has at most { $most } words.
blocklist-entry-empty = An entry of the blocklist needs a word, and beside * or ? at least two letters.
blocklist-long = The blocklist holds at most { $most } entries.
blocklist-globs = The blocklist holds at most { $most } entries with * or ?.
screening-thresholds = The likelihood to review must lie above 0 and not above the one to delete, and that not above 1.
training-one-kind = There is nothing to learn from: it takes spam and honest messages, at least one of each.
screen-line = Line { $line } of { $file } is no message: { $field }: { $problem }. It needs "id" and "text".
screen-line-labelled = Line { $line } of { $file } is no labelled message: { $field }: { $problem }. It needs "text" and "spam".
screen-not-text = { $file } is not UTF-8 text. Save it as UTF-8 and try again.
