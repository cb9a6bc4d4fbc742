reading-progress = Reading the article … { $percent } %
answer-refusal-reading = The article is in { $article }, and I am still reading it. In a minute you can ask in { $question } too; until then please ask in { $article }.
embeddings-unset = Answers across languages are off: install the extra “semantic”, or set COUNTERPOINT_EMBEDDINGS_URL.
embeddings-off = Answers across languages are switched off: COUNTERPOINT_SEMANTIC is off.
embeddings-up = Answers across languages are on ({ $name }).
embeddings-down = Answers across languages do not work now ({ $name }: { $why }); questions in the article's own language do.
embeddings-failed = The embedder does not work ({ $why }); with --no-semantic it is left out.
