## Who says it

quote-said = ¶ { $paragraph } · in the words of { $speaker }
quote-said-linked = ¶ { $paragraph } · in the words of { $speaker } · <a href="{ $href }">open in the article</a>
