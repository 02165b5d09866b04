# Shared by bin/serve, bin/test and bin/flask: set the checkout up, doing only what is not done yet.
# Whoever sources this file has set ROOT, the folder of the checkout.

set -euo pipefail

. "$ROOT/bin/lib/speak.sh"
. "$ROOT/bin/lib/python.sh"
. "$ROOT/bin/lib/node.sh"
. "$ROOT/bin/lib/frontend.sh"

# Steps run in different folders: what the caller names from their own is made absolute.
for setting in KOKOMMUNE_INSTANCE KOKOMMUNE_DIST; do
  [ -z "${!setting:-}" ] || export "$setting=$(realpath -m -- "${!setting}")"
done

# One setup at a time: who comes second waits until the first has finished. The lock is on the
# folder itself, so that no file is left behind.
lock() {
  exec 9<"$ROOT"
  flock -n 9 && return
  say "Another start is setting this checkout up; waiting for it …"
  flock 9
}

unlock() { exec 9<&-; }

# hash_of LOCK_FILE: what its stamp holds once it is installed.
hash_of() {
  [ -r "$ROOT/$1" ] || fail "The lock file $1 is missing." "Bring it back: git checkout -- $1"
  sha256sum <"$ROOT/$1"
}

# done_before STAMP WANT: whether the step that leaves STAMP was done for exactly this input.
done_before() { [ "$(cat -- "$1" 2>/dev/null)" = "$2" ]; }

need_write() {
  [ -w "$1" ] || fail "The folder $1 cannot be written." \
    "Run $PROGRAM as its owner ($(stat -c %U -- "$1")), or give yourself the right: sudo chown -R $(id -un) '$ROOT'"
}
