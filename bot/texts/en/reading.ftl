### Why an article could not be read, and what to do.

article-empty = There is no article in it: not one sentence of text. Send its text, a page that shows it, or a .txt, .md or .html file.
article-too-long = The article has { $characters } characters; I read up to { $most }. Send a part of it.
article-too-large = It is larger than { $megabytes } MB. Send the article alone, as text or Markdown.
article-page-complex = The page has more than { $most } elements, too many for an article. Send the article as text or Markdown.
article-page-attributes = A part of the page has more than { $most } attributes, which no article has. Send the article as text or Markdown.
article-is-pdf = That is a PDF. Send the article as text, Markdown or a web page.
article-is-image = That is a picture. Send the article as text, Markdown or a web page.
article-is-packed = That is a document or an archive, not plain text. Send the article as text, Markdown or a web page.
article-is-binary = That is not text. Send the article as text, Markdown or a web page.
article-is-xml = That is XML, which programs read, such as a feed. Send a link to the article itself, or its text.
article-json-shape = The JSON does not fit at “{ $where }”. It should be an object with "title", "paragraphs" (a list of strings) and, if you like, "language".
article-no-file = I cannot read the file { $path }. Check the path; it may also be a web address, or - for the standard input.
article-url-odd = That is not a web address I understand. Send the full address of the page, such as <code>https://example.org/article</code>.
article-url-scheme = I fetch only pages that begin with http:// or https://. Send such an address, or the text of the article.
article-url-credentials = The address has a name or password in it. Send it without, or send the text of the article.
article-url-private = { $host } leads to a private address, where I do not go. Send a public page, or the text of the article.
article-url-unreachable = I cannot reach { $host }. Check the address, or send the text of the article.
article-url-status = The page answers with error { $status }. Open it in a browser, and send the text of the article if you see it.
article-url-redirects = The page sent me on more than { $most } times. Send the address where it ends, or the text of the article.
article-url-slow = The page took longer than { $seconds } seconds. Try again later, or send the text of the article.
article-url-type = The page is of the type { $type }, which is not text. Send a web page, or the text of the article.
