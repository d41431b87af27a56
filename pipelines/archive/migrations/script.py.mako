"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Change the tables; must survive being run again after a kill (MariaDB commits each step)."""
    ${upgrades if upgrades else "pass"}
