"""schema-org.jsonld: every property is of schema.org, and what search engines ask for is there."""

import json
from pathlib import Path

import rdflib

from flows.ingest.dataset import Dataset


def test_it_is_a_dataset_of_schema_org(release: Path, dataset: Dataset) -> None:
    said = json.loads((release / "schema-org.jsonld").read_text(encoding="utf-8"))
    assert said.pop("@context") == "https://schema.org/"  # to be fetched: its terms are all in one vocabulary
    text = json.dumps({"@context": {"@vocab": str(rdflib.SDO)}, **said})
    graph = rdflib.Graph().parse(data=text, format="json-ld")
    terms = {*graph.predicates(), *graph.objects(None, rdflib.RDF.type)} - {rdflib.RDF.type}
    assert {term for term in terms if term not in rdflib.SDO} == set()
    (subject,) = graph.subjects(rdflib.RDF.type, rdflib.SDO.Dataset)
    assert str(graph.value(subject, rdflib.SDO.name)) == dataset.title
    assert str(graph.value(subject, rdflib.SDO.description)) == dataset.description
    assert len(set(graph.objects(None, rdflib.SDO.contentUrl))) == len(list(release.glob("*.parquet")))
