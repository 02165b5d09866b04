"""Where things are, what they are about, in which language; the town's own face; reports."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "topic",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("colour", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "report",
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("closed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["resident_id"],
            ["resident.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("resident_id", "about"),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_about"), ["about"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_resident_id"), ["resident_id"], unique=False)

    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("language", sa.String(length=12), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("hidden", sa.String(length=500), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("language", sa.String(length=12), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("point", sa.String(length=24), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("topic", sa.String(length=40), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("hidden", sa.String(length=500), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("language", sa.String(length=12), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("point", sa.String(length=24), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("topic", sa.String(length=40), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("hidden", sa.String(length=500), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("town", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "languages", sa.JSON(), server_default='["de", "en", "de-simple"]', nullable=False
            )
        )
        batch_op.add_column(
            sa.Column("colour", sa.String(length=7), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("phases", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(
            sa.Column("tiles", sa.String(length=300), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("attribution", sa.String(length=200), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("imprint", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("privacy", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column("accessibility", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("opening_hours", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("arms", sa.LargeBinary(), nullable=True))
        batch_op.add_column(
            sa.Column("arms_type", sa.String(length=40), server_default="", nullable=False)
        )


def downgrade():
    with op.batch_alter_table("town", schema=None) as batch_op:
        batch_op.drop_column("arms_type")
        batch_op.drop_column("arms")
        batch_op.drop_column("opening_hours")
        batch_op.drop_column("accessibility")
        batch_op.drop_column("privacy")
        batch_op.drop_column("imprint")
        batch_op.drop_column("attribution")
        batch_op.drop_column("tiles")
        batch_op.drop_column("phases")
        batch_op.drop_column("colour")
        batch_op.drop_column("languages")

    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_column("hidden_at")
        batch_op.drop_column("hidden")
        batch_op.drop_column("topic")
        batch_op.drop_column("point")
        batch_op.drop_column("language")

    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.drop_column("hidden_at")
        batch_op.drop_column("hidden")
        batch_op.drop_column("topic")
        batch_op.drop_column("point")
        batch_op.drop_column("language")

    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_column("hidden_at")
        batch_op.drop_column("hidden")
        batch_op.drop_column("language")

    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_resident_id"))
        batch_op.drop_index(batch_op.f("ix_report_about"))

    op.drop_table("report")
    op.drop_table("topic")
