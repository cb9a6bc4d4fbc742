## The opinion map, in the picture and in words

map-counts = { $people ->
        [one] { $people } person
       *[other] { $people } people
    }, { $votes ->
        [one] { $votes } vote
       *[other] { $votes } votes
    }
map-no-groups = No clear groups yet ({ $voters ->
        [one] { $voters } voter
       *[other] { $voters } voters
    })
map-no-agreement = Nothing yet that most agree or disagree on.

## In the picture: short, and plain

map-label = { $label } · { $people ->
        [one] { $people } person
       *[other] { $people } people
    }
map-signs = ✓ agrees   ✗ disagrees
map-signs-shares = ✓ agrees   ✗ disagrees   % of all votes on it
map-all = all
map-widest = Widest agreement
map-percent = { $percent } %
map-share-agree = { $percent } % agree
map-share-disagree = { $percent } % disagree

## In words

map-head = <b>Opinion map · { $title }</b>
map-group = <b>{ $label } · { $people ->
        [one] { $people } person
       *[other] { $people } people
    }</b>
map-mark-agree = agrees with #{ $number } { $text }
map-mark-disagree = disagrees with #{ $number } { $text }
map-widest-head = <b>Widest agreement</b>
map-agreement-agree = { $percent } % agree with #{ $number } { $text }
map-agreement-disagree = { $percent } % disagree with #{ $number } { $text }
map-lags = <i>Drawn anew when { $people ->
        [one] { $people } more person has
       *[other] { $people } more people have
    } voted, so that nobody can read a single vote from it.</i>
