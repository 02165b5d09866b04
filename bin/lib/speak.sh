# Words for people: on stderr, since bin/flask's stdout belongs to its command.

PROGRAM="bin/$(basename -- "$(readlink -f -- "$0")")"

say() { printf '%s\n' "$*" >&2; }

# fail SENTENCE [WHAT TO DO]...: end with one clear sentence and what to do.
fail() {
  say "$PROGRAM: $1"
  shift
  [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
  exit 1
}

# quietly WHAT LOCK_FILE COMMAND...: run it; only a failure shows, with its reason in words.
quietly() {
  local what=$1 lock_file=$2 log
  shift 2
  log=$(mktemp)
  if "$@" >"$log" 2>&1 </dev/null; then
    rm -f -- "$log"
  else
    explain "$what" "$lock_file" "$log"
  fi
}

explain() {
  local what=$1 lock_file=$2 log=$3 again="start again. Details: $3"
  if says "$log" "$BROKEN_LOCK"; then
    fail "$what failed: the lock file $lock_file is broken." \
      "Bring it back (git checkout -- $lock_file) and $again"
  elif says "$log" 'No space left|ENOSPC'; then
    fail "$what failed: the disk is full." "Make room and $again"
  elif says "$log" "$NO_RIGHT"; then
    fail "$what failed: a file or folder cannot be written." \
      "Run $PROGRAM as the owner of '$ROOT' and of '${HOME:-/}'. Details: $log"
  elif says "$log" "$NO_NETWORK"; then
    fail "$what failed: no network." "The first start needs the internet once; connect and $again"
  fi
  tail -n 20 -- "$log" | sed 's/^/  | /' >&2
  fail "$what failed; its last lines are above." "Everything it said: $log"
}

BROKEN_LOCK='DO NOT MATCH THE HASHES|Hashes are required|must have their versions pinned'
BROKEN_LOCK+='|Invalid requirement|EINTEGRITY|EJSONPARSE|EUSAGE'
NO_RIGHT='Permission denied|EACCES|EPERM|EROFS|Read-only file system'
NO_NETWORK='NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|name resolution'
NO_NETWORK+='|Connection (refused|reset|broken)|ENOTFOUND|EAI_AGAIN|ECONNRE|ETIMEDOUT|ENETUNREACH'

says() { grep -qiE -- "$2" "$1"; }
