"""Publications to real servers, started from scratch on this machine: `make test-portals`."""
