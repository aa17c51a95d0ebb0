"""Our database backend: PostgreSQL whose schema editor builds the wall around every table with a municipality."""
