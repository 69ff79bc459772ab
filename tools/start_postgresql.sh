#!/usr/bin/env bash
# Starts a PostgreSQL of its own for the tests, in a new folder under /tmp and on a free port, from Debian's package or any
# other that has initdb. Prints the address that FIRSTHAND_TEST_POSTGRESQL takes, then the folder. Stop it with:
#     tools/start_postgresql.sh stop FOLDER
set -euo pipefail

bin="$(dirname "$(command -v initdb || ls -1 /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)")"
[ -x "$bin/initdb" ] || { echo "no PostgreSQL here: there is no initdb" >&2; exit 1; }

# A server refuses to run as root: Debian's package brings a user for it.
as=()
if [ "$(id -u)" -eq 0 ]; then as=(runuser -u postgres --); fi

if [ "${1:-}" = stop ]; then
  "${as[@]}" "$bin/pg_ctl" --pgdata "$2/data" --mode immediate stop >/dev/null
  rm -rf "$2"
  exit 0
fi

folder="$(mktemp -d /tmp/firsthand-postgresql.XXXXXX)"
if [ "$(id -u)" -eq 0 ]; then chown postgres "$folder"; fi
port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
cd "$folder"
echo firsthand >"$folder/password"
chmod 644 "$folder/password"
"${as[@]}" "$bin/initdb" --pgdata data --username firsthand --auth scram-sha-256 --pwfile password --encoding UTF8 --locale C.UTF-8 >/dev/null
# What a test wrote need not outlive the power.
"${as[@]}" "$bin/pg_ctl" --pgdata data --log "$folder/log" --wait start \
  --options "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=100" >/dev/null
echo "postgresql://firsthand:firsthand@127.0.0.1:$port/postgres"
echo "$folder"
