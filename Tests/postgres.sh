#!/bin/sh
# A private PostgreSQL for the tests, from Debian's postgresql package.
#
#   Tests/postgres.sh start DIR   makes a server in DIR (which must not exist), starts it, prints its URL
#   Tests/postgres.sh replica DIR URL  makes a streaming replica of the server at URL in DIR, starts it, prints its URL
#   Tests/postgres.sh promote DIR  makes a replica the primary
#   Tests/postgres.sh stop DIR    stops it and removes DIR
#   Tests/postgres.sh with COMMAND… starts one in a temporary folder, runs COMMAND with SFAT_TEST_POSTGRES set, stops it
#
# initdb refuses to run as root, so that root borrows the user postgres (or nobody). fsync is off: only the tests' speed
# depends on this server's disk, not anybody's posts.
set -eu

fail() { echo "postgres.sh: $1" >&2; exit 1; }

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb || true)")
[ -x "$bin/initdb" ] || fail "PostgreSQL is missing: apt-get install postgresql"

# Runs a command as a user PostgreSQL accepts.
unprivileged() {
  if [ "$(id -u)" -ne 0 ]; then "$@"; else runuser -u "$user" -- "$@"; fi
}

choose_user() {
  user=$(id -un)
  if [ "$(id -u)" -eq 0 ]; then
    user=postgres
    id -u postgres >/dev/null 2>&1 || user=nobody
  fi
}

make_folder() {
  dir=$1
  choose_user
  mkdir -p "$dir"
  [ -z "$(ls -A "$dir")" ] || fail "$dir is not empty"
  chmod 755 "$dir"
  [ "$(id -u)" -ne 0 ] || chown "$user" "$dir"
}

start() {
  make_folder "$1"
  unprivileged "$bin/initdb" --pgdata="$dir/data" --username=sfat --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
    --no-sync >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; fail "initdb failed"; }
  cat >>"$dir/data/postgresql.conf" <<EOF
listen_addresses = '127.0.0.1'
unix_socket_directories = '$dir'
fsync = off
full_page_writes = off
max_connections = 500
shared_buffers = 64MB
max_wal_size = 256MB
log_min_messages = fatal
EOF
  run
}

# The replica asks for a slot, so that the primary keeps what it has not had yet.
replica() {
  make_folder "$1"
  unprivileged "$bin/pg_basebackup" --pgdata="$dir/data" --dbname="$2" --write-recovery-conf --checkpoint=fast --no-sync \
    --create-slot --slot="replica_$$" >"$dir/basebackup.log" 2>&1 || { cat "$dir/basebackup.log" >&2; fail "pg_basebackup failed"; }
  run
}

promote() {
  dir=$1
  choose_user
  unprivileged "$bin/pg_ctl" --pgdata="$dir/data" --wait --timeout=30 promote >/dev/null || fail "the replica was not promoted"
}

# Starts the server in $dir and prints its address.
run() {
  # A free port is found by trying: another server may take it between looking and binding.
  for port in $(shuf -i 20000-32000 -n 20); do
    if unprivileged "$bin/pg_ctl" --pgdata="$dir/data" --log="$dir/server.log" --wait --timeout=30 \
      --options="-p $port" start >/dev/null 2>&1; then
      echo "postgres://sfat@127.0.0.1:$port/postgres"
      return
    fi
  done
  cat "$dir/server.log" >&2
  fail "the server did not start"
}

stop() {
  dir=$1
  choose_user
  [ ! -d "$dir/data" ] || unprivileged "$bin/pg_ctl" --pgdata="$dir/data" --mode=immediate --wait stop >/dev/null 2>&1 || true
  rm -rf "$dir"
}

case ${1:-} in
  start) [ $# -eq 2 ] || fail "start needs a folder"; start "$2" ;;
  replica) [ $# -eq 3 ] || fail "replica needs a folder and the primary's address"; replica "$2" "$3" ;;
  promote) [ $# -eq 2 ] || fail "promote needs a folder"; promote "$2" ;;
  stop) [ $# -eq 2 ] || fail "stop needs a folder"; stop "$2" ;;
  with)
    shift
    dir=$(mktemp -d /tmp/sfat-postgres.XXXXXX)
    trap 'stop "$dir"' EXIT
    trap 'exit 130' INT TERM
    SFAT_TEST_POSTGRES=$(start "$dir")
    export SFAT_TEST_POSTGRES
    "$@"
    ;;
  *) fail "usage: postgres.sh start DIR | replica DIR URL | promote DIR | stop DIR | with COMMAND…" ;;
esac
