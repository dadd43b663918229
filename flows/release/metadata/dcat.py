"""dcat.jsonld: the release in DCAT-AP 3, as European portals read it (https://semiceu.github.io/DCAT-AP)."""

import json
from importlib.resources import files
from typing import Any

import pycountry

from flows.release.metadata.datapackage import PARQUET
from flows.release.metadata.description import Contact, Description, without_nothing
from flows.release.metadata.resources import Resource

_AUTHORITY = "http://publications.europa.eu/resource/authority"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types"


def _concept(place: str, label: str) -> dict[str, Any]:
    return {"@id": f"{_AUTHORITY}/{place}", "@type": "skos:Concept", "skos:prefLabel": label}


_THEME = _concept("data-theme/JUST", "Justice, legal system and public safety")
_AVAILABILITY = _concept("planned-availability/STABLE", "stable")  # a release is never edited


def dcat(release: Description) -> dict[str, Any]:
    """The release as a dcat:Dataset, each table a distribution; addresses are relative to the file."""
    dataset = release.dataset
    return without_nothing(
        {
            "@context": json.loads((files(__package__) / "dcat_context.json").read_text(encoding="utf-8")),
            "@id": "#dataset",
            "@type": "dcat:Dataset",
            "title": dataset.title,
            "description": dataset.description,
            "version": release.version,
            "issued": release.day,
            "keyword": list(dataset.keywords),
            "theme": _THEME,
            "publisher": {"@type": "foaf:Agent", "foaf:name": dataset.publisher},
            "contactPoint": [_contact(contact) for contact in release.contacts],
            "landingPage": dataset.homepage and {"@id": dataset.homepage, "@type": "foaf:Document"},
            "spatial": [_country(code) for code in dataset.country],
            "temporal": _period(release),
            "accessRights": {"@id": f"{_AUTHORITY}/access-right/PUBLIC", "@type": "dct:RightsStatement"},
            "provenance": [_statement(words) for words in (*dataset.sources, *dataset.methods)],
            "distribution": [_distribution(resource, release) for resource in release.resources],
        }
    )


def _contact(contact: Contact) -> dict[str, Any]:
    return without_nothing(
        {
            "@type": ["vcard:Kind", "vcard:Organization"],
            "vcard:fn": contact.name,
            "vcard:hasEmail": contact.email and {"@id": f"mailto:{contact.email}"},
            "vcard:hasURL": contact.page and {"@id": contact.page},
        }
    )


def _country(code: str) -> dict[str, Any]:
    """A country of ISO 3166-1; the authority names it by its three letters."""
    country = pycountry.countries.get(alpha_2=code)
    if country is None:  # a code that ISO leaves to users, such as XK
        return {"@type": "dct:Location", "rdfs:label": code}
    return {"@id": f"{_AUTHORITY}/country/{country.alpha_3}", "@type": "dct:Location", "rdfs:label": country.name}


def _period(release: Description) -> dict[str, Any] | None:
    if release.period is None:
        return None
    first, last = release.period
    return {"@type": "dct:PeriodOfTime", "startDate": first.isoformat(), "endDate": last.isoformat()}


def _statement(words: str) -> dict[str, Any]:
    return {"@type": "dct:ProvenanceStatement", "rdfs:label": words}


def _distribution(resource: Resource, release: Description) -> dict[str, Any]:
    page = release.dataset.licence_url
    return without_nothing(
        {
            "@id": f"#{resource.name}",
            "@type": "dcat:Distribution",
            "title": resource.name,
            "description": resource.description,
            "accessURL": resource.path,
            "downloadURL": resource.path,
            "availability": _AVAILABILITY,
            "mediaType": {"@id": f"{_MEDIA_TYPES}/{PARQUET}", "@type": "dct:MediaType"},
            "license": without_nothing(
                {"@id": page, "@type": "dct:LicenseDocument", "rdfs:label": release.dataset.licence}
            ),
            "checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "spdx:checksumValue": {"@value": resource.sha256, "@type": "xsd:hexBinary"},
            },
        }
    )
