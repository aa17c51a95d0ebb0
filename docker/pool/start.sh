#!/bin/sh
# Writes who may come and where the database is, then becomes PgBouncer. Passwords come from the environment and lie in memory only.
set -eu
: "${APP_PASSWORD:?is missing}" "${DATABASE_HOST:=database}"
umask 077
quoted=$(printf %s "$APP_PASSWORD" | sed 's/"/""/g')
printf '"app" "%s"\n' "$quoted" >/run/pgbouncer/users.txt
cat >/run/pgbouncer/pgbouncer.ini <<INI
[databases]
samspill = host=$DATABASE_HOST port=5432
[pgbouncer]
listen_addr = *
listen_port = 6432
unix_socket_dir =
max_prepared_statements = 300
auth_type = scram-sha-256
auth_file = /run/pgbouncer/users.txt
%include /etc/samspill/pgbouncer.ini
INI
exec pgbouncer /run/pgbouncer/pgbouncer.ini
