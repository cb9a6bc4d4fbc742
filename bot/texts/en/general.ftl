## Help

help =
    I answer questions about an article with its own words.

    /ask <i>your question</i> – the words of the article that answer it, with their place
    Counter this under an answer, or /counter <i>your point</i> as a reply to it – a counterpoint that people vote on
    /counterpoints – all of them, /vote – those you have not seen, /map – who agrees with whom
    /me – your counterpoints, your votes, and where you stand, in private
    /article – which article this is
    /setarticle <i>link</i> – choose the article (moderators)
    /privacy – what I keep

    You can also mention me, or reply to me with a question.
help-private =
    I answer questions about an article with its own words, and say so when it does not.

    First tell me which article: send /setarticle with a link, or reply to a text or to a file with /setarticle. Then just write your questions here.

    /article – which article this is
    /me – your counterpoints, your votes, and what I tell you of them
    /privacy – what I keep

    In a group I do the same for everybody: add me there, and a moderator sends /setarticle.
welcome =
    Hello. I answer questions about an article with its own words: verbatim, with their place in the text.

    A moderator chooses the article with /setarticle and a link, or as a reply to a text or a file. Then anybody can /ask.
privacy =
    What I keep:
    • your Telegram id, name, username and language, once you use me; if you have a username, once you write in a group where I am, so that its moderators can name you; and in which groups that was;
    • the questions you ask me and the counterpoints you submit, with when and where, and what became of them;
    • what you write to me in private for a group, which nobody there is told to be yours, its moderators neither;
    • the articles that moderators choose, and who chose them;
    • when you came to a group where I am, if I saw it, and whether you were let in where newcomers are asked first. Your votes there count from the next day on, and for four weeks less than those of others where lists are put in order;
    • what you want to be told and when, and news about your counterpoints until I have told you;
    • how you vote and who said “Not an answer” to what; nobody is shown either. Totals move with five votes or more at a time, unless the moderators chose to show them at once. They can export a debate: the words and the totals, and from thirty voters on the votes under numbers drawn anew each time, with the week of each; no names and no ids;
    • what moderators decide about you, with when, why and the message that it is about;
    • of other messages in a group that I watch over: how many you wrote there, until you are known. Their words are looked at as they arrive and not kept; for an hour the last ten of somebody new stay in memory, to notice repetition. Only what looks like spam or is reported is kept, for the moderators, with what they decide;
    • what you send me until I have handled it; if that fails, for 30 days, so that it can be repaired;
    • what I write, for three days; that I read an article for you, for one day.

## What goes wrong

command-unknown = I do not know this command. /help lists those I know.
button-unknown = This button no longer does anything.
button-from-before = This button is from before and no longer counts. Use the newest message, or send the command again.
button-old = This button belongs to something that is no longer here.
moderators-only = Only a moderator of this group can do that.
restricters-only = Only a moderator who may ban users in this group can do that.
cleaners-only = Only a moderator who may delete messages in this group can do that.
hosts-only = Only the owner of this group can do that.
number-missing = A number is missing: write it after the command.
too-much-at-once = That is a lot at once, and others here want their answers too. I answer you here again in a minute; in private there is more room.
too-much-alone = That is a lot at once. I answer you again in a minute.
too-much-asked = More was asked here than I may say in a minute, so some requests stay without an answer. Please ask again in a moment.
pressed-too-much = That is a lot of presses in a minute. This one was not counted; please try again in a moment.
went-wrong = Something went wrong on my side. I kept your message; please try again in a moment.
telegram-silent = Telegram did not answer me just now. Please try again in a moment.

## The command line

token-missing = A token is missing: set COUNTERPOINT_TOKEN to what @BotFather gave you, or try “counterpoint playground”, which needs none.
token-refused = The Bot API server does not know this token: check COUNTERPOINT_TOKEN.
server-unreachable = The Bot API server was not reached ({ $why }): check the network and COUNTERPOINT_API_URL.
database-newer = This database was made by a newer Counterpoint (its revision is { $revision }). Nothing was changed: install that version, or choose another COUNTERPOINT_DATABASE_URL.
database-older = The tables of this database are those of an older version (revision { $revision }). Nothing was changed: run “counterpoint migrate” first, or start the bot, which does it too.
database-in-use = Counterpoint is at work with this database. Nothing was changed: stop it first, or start the new version, which waits for the old one to end and then does it by itself.
database-broken = The database could not be opened ({ $why }): check COUNTERPOINT_DATABASE_URL.
another-at-work = Another Counterpoint is at work with this database. This one waits, and takes over when that one ends.
settings-wrong = { $setting } is not right: { $why }.
settings-unreadable = The file counterpoint.env could not be read: it must be UTF-8 text that this program may open.
output-refused = The output could not be written: is the disk full, or the output closed?
port-taken = Port { NUMBER($port, useGrouping: 0) } is taken by another program: choose another one with --port.

## The menu of commands

playground-no-tdlib = The playground stands on Telegram's own library, which is not installed: run “uv sync --extra playground”, or “pip install tdjson”.
playground-open =
    Counterpoint's playground is open: { $address }
    Open it in a browser, write “/ask” and a question about the article. Ctrl-C closes it; nothing is kept.
migrated = The database is up to date (from { $before } to { $head }).
migrated-already = The database is up to date already ({ $head }).
questions-missing = Give a question, or a file of them with --questions.
questions-wrong = Line { $line } of { $file } is not a question: it needs "question", and may have "qid".
file-missing = There is no file { $path } that I could read.
