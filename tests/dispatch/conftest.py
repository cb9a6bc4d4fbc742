"""What these tests share."""

from tests.databases import database, empty_database  # noqa: F401 - fixtures
