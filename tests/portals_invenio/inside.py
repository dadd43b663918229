"""What runs in InvenioRDM's own environment: makes its tables, two users and small vocabularies, then serves its API.

Only the registration of DOIs, which is a service of DataCite elsewhere, does nothing.
"""

import sys
from datetime import datetime
from typing import Any

from flask_security.utils import hash_password
from invenio_access.permissions import system_identity
from invenio_app.factory import create_api
from invenio_db import db
from invenio_files_rest.models import Location
from invenio_oauth2server.models import Token
from invenio_rdm_records.services.pids.providers.datacite import DataCiteClient
from invenio_search import current_search
from invenio_vocabularies.proxies import current_service as vocabularies
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import run_simple

PASSWORD = "long-enough-for-tests"  # noqa: S105 - of accounts that live as long as a test
TYPES = {
    "resourcetypes": "rsrct",
    "licenses": "lic",
    "languages": "lng",
    "removalreasons": "rem",
    "contributorsroles": "ctr",
    "creatorsroles": "crr",
}
DATASET = {
    "csl": "dataset",
    "datacite_general": "Dataset",
    "datacite_type": "",
    "eurepo": "info:eu-repo/semantics/other",
    "marc21_subtype": "",
    "marc21_type": "dataset",
    "openaire_resourceType": "21",
    "openaire_type": "dataset",
    "schema.org": "https://schema.org/Dataset",
    "subtype": "",
    "type": "dataset",
}
LICENCE = {"url": "https://creativecommons.org/licenses/by/4.0/legalcode", "scheme": "spdx", "osi_approved": ""}


class Unregistered:
    """In place of DataCite: takes every call and does nothing."""

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: None


def fill(app: Any) -> None:
    """Makes what a new installation has; prints the tokens of two users."""
    db.create_all()
    list(current_search.create(ignore=[400, 404]))
    db.session.add(Location(name="default", uri=f"{app.instance_path}/data", default=True))
    for name in ("watch", "stranger"):
        print(_user(app, name))  # noqa: T201 - read by the one who started this
    for vocabulary, pid in TYPES.items():
        vocabularies.create_type(system_identity, vocabulary, pid)
    kind = {"id": "dataset", "icon": "table", "props": DATASET, "title": {"en": "Dataset"}, "type": "resourcetypes"}
    vocabularies.create(system_identity, {**kind, "tags": ["depositable", "linkable"]})
    licence = {
        "id": "cc-by-4.0",
        "title": {"en": "CC BY 4.0"},
        "description": {"en": "Attribution"},
        "type": "licenses",
    }
    vocabularies.create(system_identity, {**licence, "props": LICENCE, "tags": ["recommended", "data"]})


def _user(app: Any, name: str) -> str:
    users = app.extensions["security"].datastore
    user = users.create_user(
        email=f"{name}@example.org",
        username=name,
        password=hash_password(PASSWORD),
        active=True,
        confirmed_at=datetime(2031, 5, 3),  # noqa: DTZ001 - its column has no time zone
    )
    db.session.commit()
    token = Token.create_personal("tests", user.id, scopes=["user:email"], is_internal=False)
    db.session.commit()
    return str(token.access_token)


if __name__ == "__main__":
    DataCiteClient.api = property(lambda _: Unregistered())
    api = create_api()
    with api.app_context():
        fill(api)
    sys.stdout.flush()
    run_simple("127.0.0.1", int(sys.argv[1]), DispatcherMiddleware(NotFound(), {"/api": api}), threaded=True)
