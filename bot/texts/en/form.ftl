# The rules of form of a counterpoint: what to do about a draft.

form-empty = What would you like to say? Write it after the command, in a sentence of your own.
form-only-link = A link alone cannot be voted on. Say in a sentence what it shows, and keep the link beside it.
form-too-long = That is { $length } characters and a counterpoint has room for { $most }. Please leave out { $over }, or send its ideas one by one.
form-many-links = That is { $links } links and a counterpoint has room for { $most }. Please keep the best { $most } and send it again.
form-question = That is a question, and people vote on claims. Say what you think the answer is, or ask the article with /ask.

form-nudge-long = Short counterpoints are read by more people: up to 140 characters fit at a glance.
form-nudge-several = It seems to hold several ideas. Sent one by one, each can be voted on.
