"""MariaDB: the views of posts and of links join the blog from outside, which is always there."""

from __future__ import annotations

import re

from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """Keep the planner from beginning with all blogs, and sorting their posts or links."""
    connection = op.get_bind()
    if connection.dialect.name not in ("mysql", "mariadb"):
        return
    for name in ("v_post", "v_link"):
        made = connection.exec_driver_sql(
            "SELECT view_definition FROM information_schema.views"
            f" WHERE table_schema = DATABASE() AND table_name = '{name}'"
        ).scalar_one()
        # As the server has it: `db`.`site` `s`; done already where an upgrade was killed.
        body = re.sub(r"(?<!left )(join (?:`[^`]+`\.)?`site` `s`)", r"left \1", made)
        connection.exec_driver_sql(f"CREATE OR REPLACE VIEW {name} AS {body}".replace("%", "%%"))
