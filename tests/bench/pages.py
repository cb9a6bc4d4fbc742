"""How well web pages are read: the adapter that a scorer of readers calls, `read_page`."""

from typing import Any

from bot.article.extraction import Source, as_json, read


def read_page(page: bytes, url: str | None) -> dict[str, Any]:
    """Read one page as the bot does.

    Returns:
        `parts` as (kind, words) from top to bottom, and `title`, `authors`, `date` (ISO 8601 or None), `language`.

    Raises:
        Refusal: There is no article in it.
    """
    article = as_json(read(Source(page, content_type="text/html", url=url)))
    text = article["text"]
    return {
        "parts": [(one["kind"], text[one["start"] : one["end"]]) for one in article["passages"]],
        "title": article["title"],
        "authors": article["authors"],
        "date": article["published"],
        "language": article["language"],
    }
