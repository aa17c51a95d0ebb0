#!/bin/sh
# Run once by the postgres image: the role that migrates, the role that works, and the database. Neither is a superuser.
set -eu
psql --set=ON_ERROR_STOP=1 --set=owner="$OWNER_PASSWORD" --set=app="$APP_PASSWORD" --username postgres <<'SQL'
CREATE ROLE owner LOGIN PASSWORD :'owner';
CREATE ROLE app LOGIN PASSWORD :'app';
CREATE DATABASE samspill OWNER owner;
REVOKE ALL ON DATABASE samspill FROM PUBLIC;
GRANT CONNECT ON DATABASE samspill TO app;
SQL
