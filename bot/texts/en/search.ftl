## Search in counterpoints

search-title = Counterpoints about “{ $words }” · { $count }
search-more = and { $count } more: with another word there will be fewer
search-near = <i>Near in meaning:</i>
search-none = No counterpoint here speaks of “{ $words }”. /counterpoints shows all there are.
search-too-long = That is a lot to look for. Up to { $most } characters will do; one or two words are best.
