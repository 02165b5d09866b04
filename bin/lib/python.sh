# Python: a virtual environment in .venv with the packages of the lock files.

PY="$ROOT/.venv/bin/python"

# The first Python >= 3.11 on PATH; PYTHON names another.
find_python() {
  local candidate
  for candidate in "${PYTHON:-python3}" python3 python3.13 python3.12 python3.11 python3.14; do
    if is_new_enough "$candidate"; then
      printf '%s' "$candidate"
      return
    fi
  done
  fail "Python 3.11 or newer is needed; python3 is here: $(python3 --version 2>/dev/null || echo none)." \
    "On Debian or Ubuntu: sudo apt install python3.11 python3.11-venv" \
    "A Python elsewhere is named so: PYTHON=/path/to/python3.11 $PROGRAM"
}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

make_venv() {
  local python
  # Fails, too, for one that was interrupted or whose Python has gone.
  "$PY" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
  python=$(find_python)
  need_write "$ROOT"
  "$python" -c 'import ensurepip, venv' 2>/dev/null || install_venv_module "$python"
  say "Making the virtual environment .venv …"
  quietly "Making the virtual environment" - "$python" -m venv --clear "$ROOT/.venv"
}

# Debian and Ubuntu keep the module that `python3 -m venv` needs in a package of its own.
install_venv_module() {
  local package
  package="$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
  apt_install "$package" || fail "$1 cannot make virtual environments: the package $package is missing." \
    "Install it: sudo apt install $package"
}

# apt_install PACKAGE...: as root and where apt is, else false.
apt_install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  say "Installing by apt: $* …"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update && apt-get install -y --no-install-recommends "$@"; } >/dev/null 2>&1 </dev/null
}

# install_packages LOCK_FILE: nothing to do while the lock file is the one installed last.
install_packages() {
  local stamp="$ROOT/.venv/.installed-$1" want
  want=$(hash_of "$1")
  done_before "$stamp" "$want" && return
  need_write "$ROOT/.venv"
  say "Installing Python packages ($1) …"
  quietly "Installing Python packages" "$1" \
    "$PY" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$ROOT/$1"
  printf '%s\n' "$want" >"$stamp"
}
