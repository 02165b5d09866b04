"""Outlines as phones draw them; `flask upgrade` fills them in."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("neighbourhood", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shape", sa.Text(), nullable=False, server_default=""))


def downgrade():
    with op.batch_alter_table("neighbourhood", schema=None) as batch_op:
        batch_op.drop_column("shape")
