"""Kiosks: tablets in public, visits, claim tickets, and signing in there with a phone."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
KNOWING = ("resident", "session", "support")
"""Tables that say which kiosk a row came from.

The column is added as it is: a copy of the table would take what refers to it along.
"""


def upgrade():
    op.create_table(
        "kiosk",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("shows", sa.JSON(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("code_expires", TIME, nullable=True),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("enrolled", TIME, nullable=True),
        sa.Column("revoked", TIME, nullable=True),
        sa.Column("created", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code_hash"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_table(
        "heartbeat",
        sa.Column("kiosk_id", sa.Uuid(), nullable=False),
        sa.Column("seen", TIME, nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("oldest", TIME, nullable=True),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.Column("quota", sa.BigInteger(), nullable=False),
        sa.Column("synced", TIME, nullable=True),
        sa.ForeignKeyConstraint(["kiosk_id"], ["kiosk.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("kiosk_id"),
    )
    op.create_table(
        "ticket",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("claimed", TIME, nullable=True),
        sa.Column("created", TIME, nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["resident.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("visit_id"),
        sa.UniqueConstraint("hash"),
    )
    op.create_table(
        "pairing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kiosk_id", sa.Uuid(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("expires", TIME, nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=True),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.Column("digits_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("ended", TIME, nullable=True),
        sa.Column("created", TIME, nullable=False),
        sa.ForeignKeyConstraint(["kiosk_id"], ["kiosk.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("secret_hash"),
        sa.UniqueConstraint("code_hash"),
    )
    for table in KNOWING:
        op.add_column(table, sa.Column("kiosk_id", sa.Uuid(), nullable=True))
        op.create_index(f"ix_{table}_kiosk_id", table, ["kiosk_id"])


def downgrade():
    for table in KNOWING:
        op.drop_index(f"ix_{table}_kiosk_id", table)
        op.drop_column(table, "kiosk_id")
    for table in ("pairing", "ticket", "heartbeat", "kiosk"):
        op.drop_table(table)
