# Comparing pairs of texts: what is wrong with a file.
similar-line = Line { $line } of { $file } is no pair of texts: { $field }: { $problem }. It needs "id", "a" and "b".
similar-not-text = { $file } is not UTF-8 text. Save it as UTF-8 and try again.
