"""Names that differ by `i` and `l` are two: what a name is taken for gets a key of its own."""

import sqlalchemy as sa
from alembic import op

from app.auth import names

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

RESIDENT = sa.table(
    "resident",
    sa.column("id", sa.Uuid()),
    sa.column("name", sa.String()),
    sa.column("name_key", sa.String()),
    sa.column("name_look", sa.String()),
    sa.column("created", sa.DateTime(timezone=True)),
)


def upgrade():
    with op.batch_alter_table("resident", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name_look", sa.String(length=400), nullable=True))
        batch_op.create_unique_constraint("resident_name_look", ["name_look"])
    _fill("name_key", names.key)
    _fill("name_look", names.look)


def _fill(column, key_of):
    """Of two that are alike the older has the key, as before."""
    connection = op.get_bind()
    # What a name was known by may be another's new key.
    connection.execute(sa.update(RESIDENT).values({column: None}))
    rows = sa.select(RESIDENT.c.id, RESIDENT.c.name).order_by(RESIDENT.c.created, RESIDENT.c.id)
    taken = set()
    for id, name in connection.execute(rows).all():
        key = key_of(name)
        if key and key not in taken:
            taken.add(key)
            change = sa.update(RESIDENT).where(RESIDENT.c.id == id)
            connection.execute(change.values({column: key}))


def downgrade():
    with op.batch_alter_table("resident", schema=None) as batch_op:
        batch_op.drop_constraint("resident_name_look", type_="unique")
        batch_op.drop_column("name_look")
