"""Reading an article from JSON: `{"title", "language"?, "paragraphs": […]}`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.article.extraction.decoding import clean
from bot.article.extraction.dump.lines import Dump, DumpLine
from bot.article.snapshot import ExtractedText, PassageKind
from bot.texts import Refusal


class _ArticleFile(BaseModel):
    """The shape of the file; other keys are not looked at."""

    model_config = ConfigDict(frozen=True, strict=True)

    title: str
    paragraphs: list[str]
    language: str | None = None


def read_json(text: str) -> ExtractedText:
    """Read an article whose paragraphs are told apart already.

    Raises:
        Refusal: It is no JSON, or JSON of another shape.
    """
    try:
        article = _ArticleFile.model_validate_json(text)
    except ValidationError as error:
        raise Refusal("article-json-shape", where=_where(error)) from None
    title = clean(article.title).strip()
    paragraphs = [words for paragraph in article.paragraphs if (words := clean(paragraph).strip())]
    if not title:
        raise Refusal("article-json-shape", where="title")
    lines = [DumpLine(title, PassageKind.HEADLINE), *(DumpLine(words, PassageKind.PARAGRAPH) for words in paragraphs)]
    return Dump(lines).extracted(title, article.language)


def _where(error: ValidationError) -> str:
    """Return the place of the first mistake, such as `paragraphs.3`."""
    place = error.errors(include_url=False, include_context=False, include_input=False)[0]["loc"]
    return ".".join(str(step) for step in place) or "JSON"
