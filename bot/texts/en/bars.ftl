## Votes per counterpoint, in the picture and in words

bars-counts = { $votes ->
        [one] { $votes } vote
       *[other] { $votes } votes
    } on { $counterpoints ->
        [one] { $counterpoints } counterpoint
       *[other] { $counterpoints } counterpoints
    }
bars-counts-news = { $votes ->
        [one] { $votes } vote
       *[other] { $votes } votes
    } on { $counterpoints ->
        [one] { $counterpoints } counterpoint
       *[other] { $counterpoints } counterpoints
    } · the { $shown } that moved most
bars-counts-some = { $votes ->
        [one] { $votes } vote
       *[other] { $votes } votes
    } on { $counterpoints ->
        [one] { $counterpoints } counterpoint
       *[other] { $counterpoints } counterpoints
    } · the { $shown } most voted

## In the picture: short, and plain

bars-agree = agree →
bars-disagree = ← disagree
bars-pass = pass
bars-figure = { $votes }

## In words

bars-head = <b>Votes · { $title }</b>
bars-line = #{ $number } { $text }
    { $agree ->
        [one] { $agree } agrees
       *[other] { $agree } agree
    } · { $disagree ->
        [one] { $disagree } disagrees
       *[other] { $disagree } disagree
    } · { $passes ->
        [one] { $passes } passes
       *[other] { $passes } pass
    }
bars-nobody = Nobody has voted yet.
