# Measuring the answers: what is wrong with a file.
evaluation-line = Line { $line } of { $file } cannot be used: { $field }: { $problem }.
evaluation-not-text = { $file } is not UTF-8 text.
evaluation-article-unknown = Line { $line } of { $file } asks the article “{ $article }”, which is not among the articles.
