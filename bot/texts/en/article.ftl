## Choosing an article

article-source-missing = Send /setarticle with a link, or as a reply to a text or to a .txt, .md or .html file.
article-file-too-big = That file has more than 5 MB. Send the article as text, Markdown or a web page.
article-not-readable = That page takes too much work to read, so I stopped. Nothing changed here. Send the article as plain text.
article-text-not-readable = That text takes too much work to read, so I stopped. Nothing changed here. Send a shorter part of it.
article-none-here = There is no article here yet. A moderator chooses one with /setarticle and a link, or as a reply to a text or a file.

preview =
    <b>{ $title }</b>
    { $byline }
    Kept: { $paragraphs ->
        [one] { $paragraphs } paragraph
       *[other] { $paragraphs } paragraphs
    }, { $words ->
        [one] { $words } word
       *[other] { $words } words
    }, in { $language }.
    It begins:
    <blockquote>{ $first }</blockquote>
preview-host = Links to it lead to <b>{ $host }</b>.
preview-last =
    It ends:
    <blockquote>{ $last }</blockquote>
preview-goes-on = This text fills a whole message, so it seems to go on in the next one. To have all of it, send the article as a link or a file.
preview-part = This looks like page { $page } of { $of ->
        [0] several
       *[other] { $of }
    }, and only this page is kept. To have all of it, send a link to the whole article on one page, or the article as a file.
preview-dropped =
    Left out: { $count ->
        [one] { $count } piece
       *[other] { $count } pieces
    }.
    <blockquote expandable>{ $list }</blockquote>
preview-question = Shall this be the article here?
preview-again = This is the article here already.
preview-version = { $count ->
        [0] This is a new version of the article here. Shall it be used?
        [one] This is a new version of the article here, and its counterpoint follows to it. Shall it be used?
       *[other] This is a new version of the article here, and its { $count } counterpoints follow to it. Shall it be used?
    }
preview-another = This is another article, so it gets a debate of its own. What was said about <b>{ $title }</b> stays under /articles. Shall it be the article here now?
preview-returns = { $count ->
        [0] <b>{ $title }</b> was the article here before. Bring it back?
        [one] <b>{ $title }</b> was the article here before, and its debate, with one counterpoint, goes on where it stood. Bring it back?
       *[other] <b>{ $title }</b> was the article here before, and its debate, with { $count } counterpoints, goes on where it stood. Bring it back?
    }
preview-unsure = Is this a new version of <b>{ $title }</b>, or another article? Counterpoints follow to a new version; another article gets a debate of its own.
article-used =
    <b>{ $title }</b> is the article here now ({ $paragraphs ->
        [one] { $paragraphs } paragraph
       *[other] { $paragraphs } paragraphs
    }).
    Ask it: /ask and your question. I answer with its own words.
article-cancelled = Put aside. The article here stays as it was.
article-comments =
    I have read <b>{ $title }</b>. Ask it here: /ask and your question. I answer with its own words.
proposal-settled = This was decided already.
proposal-gone = This preview was put aside, or is too old by now. Send /setarticle again to see the article anew.
article-being-read = I am still reading the article that you or this chat sent before. Wait for its preview, then send /setarticle again.
article-line-full = Several articles are being read at the moment. Send /setarticle again in a minute.
article-read-today = You have had { $most } articles read within a day, which is as many as I read for one person. Nothing changed here; send the next one tomorrow.
article-read-today-here = { $most } articles were read here within a day, which is as many as I read for one chat. Nothing changed here; send the next one tomorrow.
article-changed-meanwhile = The article here was changed just now. Send that once more, so that I can find its words in the new one.
article-followed-meanwhile = A counterpoint came in just now. Press the button once more, so that it can follow the article too.
article-about =
    <b>{ $title }</b>
    { $byline }
    { $paragraphs ->
        [one] { $paragraphs } paragraph
       *[other] { $paragraphs } paragraphs
    }, in { $language }. Ask it with /ask.
article-about-linked =
    <b><a href="{ $href }">{ $title }</a></b>
    { $byline }
    { $paragraphs ->
        [one] { $paragraphs } paragraph
       *[other] { $paragraphs } paragraphs
    }, in { $language }. Ask it with /ask.

## Answering

question-missing = What would you like to know? Write your question after /ask.
question-wordless = I found no words in that to look for. Please ask in a sentence.
question-too-long = That is too long for one question: it has more than a thousand characters. Please ask one thing, briefly.
question-no-file = I answer questions in words. To choose a file as the article, reply to it with /setarticle.
asked-too-much = That is five questions in a minute. Please wait a moment and ask again.
asked-too-much-here = The group asked fifteen questions in a minute, and others have asked less than you. Please wait a moment and ask again.
answer-closest = The article does not say this directly. The closest passages are:
answer-refusal = The article does not answer this. I noted the question.
answer-refusal-language = The article is in { $article } and I cannot match questions in { $question } here. Please ask in { $article }.
answer-again = { $person }, I answered this question here a while ago.
answer-to = { $person } asked: <i>{ $question }</i>
answer-asked = Asked: <i>{ $question }</i>
quote = <blockquote>{ $words }</blockquote>
quote-long = <blockquote expandable>{ $words }</blockquote>
quote-place = ¶ { $paragraph }
quote-place-linked = ¶ { $paragraph } · <a href="{ $href }">open in the article</a>
feedback-counted = Noted. { $count ->
        [one] You are the first to say that this is not an answer.
       *[other] { $count } people say that this is not an answer.
    }
feedback-given = You said so already.

## Buttons

button-use = Use it
button-version = New version
button-another = Another article
button-cancel = Cancel
button-context = More context
button-no-answer = Not an answer

## Languages

language-name = { $code ->
        [en] English
        [ru] Russian
        [be] Belarusian
        [uk] Ukrainian
        [pl] Polish
        [lt] Lithuanian
        [lv] Latvian
        [et] Estonian
        [de] German
        [fr] French
        [es] Spanish
        [ca] Catalan
        [gl] Galician
        [eu] Basque
        [it] Italian
        [la] Latin
        [pt] Portuguese
        [ro] Romanian
        [nl] Dutch
        [da] Danish
        [no] Norwegian
        [sv] Swedish
        [is] Icelandic
        [fi] Finnish
        [hu] Hungarian
        [cs] Czech
        [sk] Slovak
        [sl] Slovene
        [hr] Croatian
        [bs] Bosnian
        [sr] Serbian
        [mk] Macedonian
        [bg] Bulgarian
        [sq] Albanian
        [el] Greek
        [tr] Turkish
        [az] Azerbaijani
        [uz] Uzbek
        [kk] Kazakh
        [ky] Kyrgyz
        [mn] Mongolian
        [cy] Welsh
        [ga] Irish
        [mt] Maltese
        [id] Indonesian
        [ms] Malay
        [sw] Swahili
        [vi] Vietnamese
        [he] Hebrew
        [ar] Arabic
        [fa] Persian
        [ps] Pashto
        [ur] Urdu
        [hi] Hindi
        [mr] Marathi
        [ne] Nepali
        [hy] Armenian
        [ka] Georgian
        [th] Thai
        [zh] Chinese
        [ja] Japanese
        [ko] Korean
       *[other] another language
    }
