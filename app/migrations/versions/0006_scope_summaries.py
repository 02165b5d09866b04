"""What each scope amounts to, and how often phones found that they hold something else."""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from app.documents.sums import WIDTH, mark

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    summary = op.create_table(
        "scope_summary",
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope"),
    )
    op.create_table(
        "difference",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("scopes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    op.bulk_insert(summary, _summaries())


def downgrade():
    op.drop_table("difference")
    op.drop_table("scope_summary")


def _summaries():
    """Those of the documents that stand already."""
    columns = [sa.column(name) for name in ("scope", "key", "version")]
    standing = sa.column("deleted", sa.Boolean()).is_(sa.false())
    rows = op.get_bind().execute(
        sa.select(*columns).select_from(sa.table("document")).where(standing)
    )
    counts, sums = defaultdict(int), defaultdict(int)
    for row in rows:
        counts[row.scope] += 1
        sums[row.scope] = (sums[row.scope] + mark(row.key, row.version)) % WIDTH
    return [{"scope": scope, "count": counts[scope], "checksum": sums[scope]} for scope in counts]
