"""Alembic's entry: brings the open connection it is handed to the wanted revision."""

from alembic import context
from sqlmodel import SQLModel

import storage.arrivals
import storage.articles
import storage.audit
import storage.chat_settings
import storage.chats
import storage.closing_times
import storage.counterpoints
import storage.database
import storage.digests
import storage.drafts
import storage.embeddings
import storage.notices
import storage.silences  # noqa: F401 - the modules above and this one fill the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
