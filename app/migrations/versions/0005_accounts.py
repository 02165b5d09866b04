"""Accounts: passkeys, sessions with an end, codes, roles, and the log of an account."""

import uuid

import sqlalchemy as sa
from alembic import op

from app.auth import names

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade():
    with op.batch_alter_table("resident", schema=None) as batch_op:
        batch_op.add_column(sa.Column("user_handle", sa.LargeBinary(length=64), nullable=True))
        batch_op.add_column(sa.Column("name_key", sa.String(length=400), nullable=True))
        batch_op.add_column(sa.Column("merged_into_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("recovered", TIME, nullable=True))
        batch_op.add_column(sa.Column("closed", TIME, nullable=True))
        batch_op.create_unique_constraint("resident_user_handle", ["user_handle"])
        batch_op.create_unique_constraint("resident_name_key", ["name_key"])
        batch_op.create_foreign_key("resident_merged_into", "resident", ["merged_into_id"], ["id"])

    _fill_name_keys()

    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("id", sa.Uuid(), nullable=True))
        batch_op.add_column(
            sa.Column("account", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("seen", TIME, nullable=True))
        batch_op.add_column(sa.Column("verified", TIME, nullable=True))
        batch_op.add_column(sa.Column("ended", TIME, nullable=True))
        batch_op.add_column(
            sa.Column("device", sa.String(length=80), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("guest_id", sa.Uuid(), nullable=True))
    _fill_sessions()
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.alter_column("id", existing_type=sa.Uuid(), nullable=False)
        batch_op.alter_column("seen", existing_type=TIME, nullable=False)
        batch_op.create_unique_constraint("session_id", ["id"])

    op.create_table(
        "credential",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(length=1023), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("transports", sa.JSON(), nullable=False),
        sa.Column("aaguid", sa.String(length=36), nullable=False),
        sa.Column("backup_eligible", sa.Boolean(), nullable=False),
        sa.Column("backed_up", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("used", TIME, nullable=True),
        sa.Column("created", TIME, nullable=False),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("credential_id"),
    )
    op.create_index("ix_credential_resident_id", "credential", ["resident_id"])
    op.create_table(
        "challenge",
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("browser", sa.LargeBinary(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("expires", TIME, nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_index("ix_challenge_browser", "challenge", ["browser"])
    op.create_index("ix_challenge_expires", "challenge", ["expires"])
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("used", TIME, nullable=True),
        sa.Column("created", TIME, nullable=False),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("hash"),
    )
    op.create_index("ix_recovery_code_resident_id", "recovery_code", ["resident_id"])
    op.create_table(
        "desk_recovery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("started_by_id", sa.Uuid(), nullable=False),
        sa.Column("confirmed_by_id", sa.Uuid(), nullable=True),
        sa.Column("expires", TIME, nullable=False),
        sa.Column("redeemed", TIME, nullable=True),
        sa.Column("created", TIME, nullable=False),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["started_by_id"], ["resident.id"]),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["resident.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("hash"),
    )
    op.create_index("ix_desk_recovery_resident_id", "desk_recovery", ["resident_id"])
    op.create_table(
        "guess",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("browser", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_guess_browser", "guess", ["browser"])
    op.create_index("ix_guess_kind_created", "guess", ["kind", "created"])
    op.create_table(
        "invitation",
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("used", TIME, nullable=True),
        sa.Column("created", TIME, nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.String(length=120), nullable=False),
        sa.Column("created", TIME, nullable=False),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_event_resident_id", "event", ["resident_id"])
    op.create_table(
        "role",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("neighbourhood_id", sa.Uuid(), nullable=True),
        sa.Column("granted_by_id", sa.Uuid(), nullable=True),
        sa.Column("created", TIME, nullable=False),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["neighbourhood_id"], ["neighbourhood.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["granted_by_id"], ["resident.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_role_resident_id", "role", ["resident_id"])


def _fill_name_keys():
    """Names that there are are taken; of two that look alike the older keeps its key."""
    resident = sa.table(
        "resident",
        sa.column("id", sa.Uuid()),
        sa.column("name", sa.String()),
        sa.column("name_key", sa.String()),
        sa.column("created", TIME),
    )
    connection = op.get_bind()
    rows = sa.select(resident.c.id, resident.c.name).order_by(resident.c.created, resident.c.id)
    taken = set()
    for id, name in connection.execute(rows).all():
        key = names.key(name)
        if key and key not in taken:
            taken.add(key)
            change = sa.update(resident).where(resident.c.id == id)
            connection.execute(change.values(name_key=key))


def _fill_sessions():
    """Sessions that there are get an id; they were last seen when they began, as far as we know."""
    session = sa.table(
        "session",
        sa.column("token_hash", sa.LargeBinary()),
        sa.column("id", sa.Uuid()),
        sa.column("seen", TIME),
        sa.column("created", TIME),
    )
    connection = op.get_bind()
    for (token_hash,) in connection.execute(sa.select(session.c.token_hash)).all():
        connection.execute(
            sa.update(session)
            .where(session.c.token_hash == token_hash)
            .values(id=uuid.uuid4(), seen=session.c.created)
        )


def downgrade():
    for table in (
        "role",
        "event",
        "invitation",
        "guess",
        "desk_recovery",
        "recovery_code",
        "challenge",
        "credential",
    ):
        op.drop_table(table)
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_constraint("session_id", type_="unique")
        for name in ("guest_id", "device", "ended", "verified", "seen", "account", "id"):
            batch_op.drop_column(name)
    with op.batch_alter_table("resident", schema=None) as batch_op:
        batch_op.drop_constraint("resident_merged_into", type_="foreignkey")
        batch_op.drop_constraint("resident_name_key", type_="unique")
        batch_op.drop_constraint("resident_user_handle", type_="unique")
        for name in ("closed", "recovered", "merged_into_id", "name_key", "user_handle"):
            batch_op.drop_column(name)
