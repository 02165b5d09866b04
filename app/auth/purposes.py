"""All purposes of a ceremony."""

from . import add, create, recover, sign_in, verify
from .ceremonies import Ceremony

PURPOSES: dict[str, Ceremony] = {
    module.PURPOSE: module.CEREMONY for module in (create, sign_in, add, verify, recover)
}
