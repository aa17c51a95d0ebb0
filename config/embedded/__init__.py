"""PostgreSQL and a broker of our own: for trying, developing and testing. Production brings its own.

PostgreSQL's binaries come from a Python wheel, else from the machine. We run initdb and postgres ourselves: both refuse root,
so under root they run as `postgres` or `nobody`, in a folder that user can reach. Nothing listens on the network.
"""
