# The front end: built into static/dist, anew only when something that goes into it has changed.

build_frontend() {
  local stamp="$ROOT/static/dist/generated/.inputs" table="$ROOT/static/dist/generated/table.json" want
  want=$(frontend_inputs)
  done_before "$stamp" "$want" && return
  need_write "$ROOT/static"
  say "Building the front end …"
  # Without DATABASE_URL: this step needs no database, and the next says what is wrong with it.
  quietly "Writing the page table" app \
    env -u DATABASE_URL "$PY" -P -m flask --app "$ROOT/app" export "$table"
  quietly "Building the front end" package-lock.json node "$ROOT/bin/build.js"
  printf '%s\n' "$want" >"$stamp"
}

frontend_inputs() {
  (
    cd -- "$ROOT"
    {
      find app \( -name '*.py' -o -name '*.po' \) -print0
      find templates service_worker static/css static/fonts static/js static/icons static/screenshots bin/frontend -type f -print0
      printf '%s\0' bin/build.js package-lock.json
    } | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
  )
}
