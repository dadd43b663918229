"""dcat.jsonld, checked by pyshacl with the shapes of DCAT-AP 3."""

import os
from pathlib import Path

import pyshacl
import pytest
import rdflib

from flows.ingest.dataset import Dataset

SHAPES = Path(os.environ.get("DCAT_AP_SHAPES", Path(__file__).parents[4] / "shared" / "dcat-ap"))
PAGE = "https://example.org/1.0.0/dcat.jsonld"


@pytest.fixture(scope="module")
def graph(release: Path) -> rdflib.Graph:
    """What the file says, at an address of its own."""
    return rdflib.Graph().parse(release / "dcat.jsonld", format="json-ld", publicID=PAGE)


@pytest.mark.skipif(not SHAPES.is_dir(), reason="the shapes of DCAT-AP are not at hand: name them in DCAT_AP_SHAPES")
def test_it_keeps_to_the_shapes(graph: rdflib.Graph) -> None:
    shapes = rdflib.Graph()
    for path in sorted(SHAPES.glob("*.ttl")):
        shapes.parse(path)
    conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes, allow_warnings=True)
    assert conforms, report
    untitled = rdflib.Graph() + graph
    untitled.remove((None, rdflib.DCTERMS.title, None))
    assert not pyshacl.validate(untitled, shacl_graph=shapes, allow_warnings=True)[0]


def test_every_table_can_be_had(graph: rdflib.Graph, release: Path, dataset: Dataset) -> None:
    addresses = {str(address) for address in graph.objects(None, rdflib.DCAT.downloadURL)}
    assert addresses == {f"https://example.org/1.0.0/{path.name}" for path in release.glob("*.parquet")}
    (subject,) = graph.subjects(rdflib.RDF.type, rdflib.DCAT.Dataset)
    assert {str(word) for word in graph.objects(subject, rdflib.DCAT.keyword)} == set(dataset.keywords)


def test_countries_are_those_of_the_authority(graph: rdflib.Graph, dataset: Dataset) -> None:
    places = [place for place in graph.objects(None, rdflib.DCTERMS.spatial) if isinstance(place, rdflib.URIRef)]
    assert [str(place)[-3:] for place in places] == (["BLR"] if dataset.country else [])
