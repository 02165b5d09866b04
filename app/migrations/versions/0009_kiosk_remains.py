"""How many traces of a visit a kiosk's tablet has found on itself."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade():
    # As it is, without a copy of the table: the default is for the rows that there are.
    op.add_column(
        "heartbeat", sa.Column("remains", sa.Integer(), nullable=False, server_default="0")
    )


def downgrade():
    op.drop_column("heartbeat", "remains")
