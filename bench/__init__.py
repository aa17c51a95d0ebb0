"""The measure: our pages beside a bare one, in the same run on the same machine. `bin/bench`, docs/measured.md."""
