"""Publications to a real InvenioRDM, started from scratch on this machine: `make test-invenio`."""
