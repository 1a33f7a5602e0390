"""What several tests need."""

from __future__ import annotations

from pathlib import Path

import pytest
import switchhook

PROJECT = Path(__file__).resolve().parent.parent
REPOSITORY = PROJECT.parent.parent
TARIFF = REPOSITORY / "rating" / "testdata" / "new-caledonia"
TRANSCRIPTS = REPOSITORY / "ami" / "testdata"


@pytest.fixture(scope="session")
def book() -> switchhook.Book:
    """The sample tariff of New Caledonia."""
    return switchhook.Book.load(TARIFF)
