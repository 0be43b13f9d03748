"""How well mail is read, beside the best libraries, on the same cases in the same run: `make bench-reading`."""
