"""schema-org.jsonld: the release as a Dataset of schema.org, as search engines read it in a page."""

from typing import Any

import pycountry

from flows.release.metadata.citation import bibtex
from flows.release.metadata.datapackage import PARQUET
from flows.release.metadata.description import Contact, Description, without_nothing
from flows.release.metadata.resources import Resource


def schema_org(release: Description) -> dict[str, Any]:
    """The Dataset: what it is, whose, under which terms, about where and when, and its files."""
    dataset = release.dataset
    return without_nothing(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "name": dataset.title,
            "description": dataset.description,
            "version": release.version,
            "datePublished": release.day,
            "url": dataset.homepage,
            "license": dataset.licence_url or dataset.licence,
            "isAccessibleForFree": True,
            "keywords": list(dataset.keywords),
            "creator": _publisher(release),
            "publisher": _publisher(release),
            "citation": bibtex(release),
            "isBasedOn": [{"@type": "CreativeWork", "name": source} for source in dataset.sources],
            "measurementTechnique": list(dataset.methods),
            "spatialCoverage": [_country(code) for code in dataset.country],
            "temporalCoverage": "/".join(day.isoformat() for day in release.period or ()),
            "variableMeasured": [_variable(resource) for resource in release.resources],
            "distribution": [_download(resource) for resource in release.resources],
        }
    )


def _publisher(release: Description) -> dict[str, Any]:
    return without_nothing(
        {
            "@type": "Organization",
            "name": release.dataset.publisher,
            "contactPoint": [_contact(contact) for contact in release.contacts],
        }
    )


def _contact(contact: Contact) -> dict[str, Any]:
    return without_nothing({"@type": "ContactPoint", "name": contact.name, "email": contact.email, "url": contact.page})


def _country(code: str) -> dict[str, Any]:
    country = pycountry.countries.get(alpha_2=code)
    return {"@type": "Country", "name": country.name if country else code, "identifier": code}


def _variable(resource: Resource) -> dict[str, Any]:
    return {"@type": "PropertyValue", "name": resource.name, "description": resource.description}


def _download(resource: Resource) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "name": resource.name,
        "description": resource.description,
        "contentUrl": resource.path,
        "encodingFormat": PARQUET,
        "sha256": resource.sha256,
    }
