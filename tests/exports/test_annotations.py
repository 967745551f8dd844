"""What annotation tools get points at the right words and has what each tool's format demands."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

from pyld import jsonld
from tests.exports.conftest import make_record

from asreported.exports.annotations.brat import make_configuration, write_brat
from asreported.exports.annotations.prodigy import make_task
from asreported.exports.annotations.timeml import write_timeml
from asreported.exports.annotations.web import write_web_annotations
from asreported.records import Actor, Mention, Record, TimeExpression


def lines_of(record: Record) -> list[dict[str, Any]]:
    out = io.StringIO()
    write_web_annotations([record], out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_web_annotation_has_what_the_recommendation_demands(record: Record) -> None:
    found = lines_of(record)
    assert len({one["id"] for one in found}) == len(found)
    for one in found:
        assert one["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert one["type"] == "Annotation"
        assert re.fullmatch(r"urn:asreported:\S+", one["id"])
        assert one["motivation"] == "classifying"
        assert all(body["type"] == "TextualBody" and body["value"] for body in one["body"])
        assert one["body"][0]["purpose"] == "tagging"
        targets = one["target"] if isinstance(one["target"], list) else [one["target"]]
        for target in targets:
            assert (target["type"], target["source"]) == ("SpecificResource", record.url)
            position, quote = target["selector"]
            assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
            assert record.text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in record.text


# the terms we use, of the Recommendation's own context (Web Annotation Vocabulary, 23 February 2017, appendix A)
CONTEXT: dict[str, Any] = {
    "oa": "http://www.w3.org/ns/oa#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    **{name: f"oa:{name}" for name in ("Annotation", "SpecificResource", "TextualBody", "TextPositionSelector",
                                       "TextQuoteSelector", "classifying", "tagging", "describing")},
    **{name: {"@id": f"oa:{term}", "@type": "@id"} for name, term in (("body", "hasBody"), ("target", "hasTarget"),
                                                                      ("source", "hasSource"),
                                                                      ("selector", "hasSelector"))},
    **{name: {"@id": f"oa:{term}", "@type": "@vocab"} for name, term in (("motivation", "motivatedBy"),
                                                                         ("purpose", "hasPurpose"))},
    "value": "rdf:value",
    "format": "http://purl.org/dc/elements/1.1/format",
    "as": "http://www.w3.org/ns/activitystreams#",
    "generator": {"@id": "as:generator", "@type": "@id"},
    "Software": "as:Application",
    "name": "http://xmlns.com/foaf/0.1/name",
    **{name: {"@id": f"oa:{name}", "@type": "xsd:string"} for name in ("exact", "prefix", "suffix")},
    **{name: {"@id": f"oa:{name}", "@type": "xsd:nonNegativeInteger"} for name in ("start", "end")},
}  # fmt: skip


def test_web_annotation_is_read_by_a_json_ld_processor_and_nothing_is_lost(
    record: Record, hostile_record: Record
) -> None:
    def load(url: str, _: Any) -> dict[str, Any]:
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"documentUrl": url, "contextUrl": None, "contentType": "application/ld+json",
                "document": {"@context": CONTEXT}}  # fmt: skip

    for one in (*lines_of(record), *lines_of(hostile_record)):
        [expanded] = jsonld.expand(one, {"documentLoader": load})
        assert expanded["@id"] == one["id"]
        assert _count(expanded) == _count({name: value for name, value in one.items() if name != "@context"})
        triples = jsonld.normalize(one, {"documentLoader": load, "format": "application/n-quads"})
        assert f"<{one['id']}> <{RDF_TYPE}> <http://www.w3.org/ns/oa#Annotation> ." in triples


RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def _count(value: Any) -> int:
    """How many plain values stand in a document; a term the processor does not know is dropped with its values."""
    if isinstance(value, dict):
        return 1 if "@value" in value else sum(map(_count, value.values()))
    return sum(map(_count, value)) if isinstance(value, list) else 1


def test_web_annotation_of_an_event_says_on_whose_word(record: Record) -> None:
    [coerce] = [one for one in lines_of(record) if one["body"][0]["value"] == "COERCE"]
    assert "voice: Odalys Brenk" in [body["value"] for body in coerce["body"]]


def test_report_without_an_address_has_a_urn(record: Record) -> None:
    assert lines_of(replace(record, url=None))[0]["target"]["source"] == f"urn:asreported:{record.id}"


def test_brat_offsets_are_those_of_its_text(tmp_path: Path, record: Record) -> None:
    write_brat([record], tmp_path)
    [text_path] = tmp_path.glob("*.txt")
    text = text_path.read_bytes().decode("utf-8")
    assert text == record.text
    lines = text_path.with_suffix(".ann").read_text(encoding="utf-8").splitlines()
    bounds = {line.split("\t")[0]: line.split("\t") for line in lines if line.startswith("T")}
    for _, about, words in bounds.values():
        pieces = [piece.split(" ") for piece in about.partition(" ")[2].split(";")]
        assert " ".join(text[int(start) : int(end)] for start, end in pieces) == words
    for line in lines:
        if line.startswith("E"):
            assert all(part.split(":")[1] in bounds for part in line.split("\t")[1].split(" "))
    coerce = next(line.split("\t")[0] for line in lines if "\tCOERCE:" in line)
    assert any(f"\tVoice {coerce} attributed" in line for line in lines)


def test_brat_knows_every_label_it_is_given(tmp_path: Path, record: Record) -> None:
    write_brat([record], tmp_path)
    known = make_configuration()
    for path in tmp_path.glob("*.ann"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("T"):
                assert re.search(rf"^{re.escape(line.split(chr(9))[1].split(' ')[0])}\b", known, re.MULTILINE)


def test_brat_breaks_a_span_at_line_breaks_and_keeps_them_in_the_text(tmp_path: Path) -> None:
    actor = Actor("a0-9", "Red Anchor", "organization", mentions=(Mention((0, 11), "name"),))
    write_brat([make_record("Red\r\nAnchor!\u2028", actors=(actor,))], tmp_path)
    [ann] = tmp_path.glob("*.ann")
    assert ann.read_text(encoding="utf-8").splitlines()[0] == "T1\tOrganization 0 3;5 11\tRed Anchor"
    assert ann.with_suffix(".txt").read_bytes() == "Red\r\nAnchor!\u2028".encode()


def test_prodigy_spans_meet_tokens(record: Record) -> None:
    task = make_task(record)
    tokens = task["tokens"]
    assert [token["id"] for token in tokens] == list(range(len(tokens)))
    assert all(record.text[token["start"] : token["end"]] == token["text"] for token in tokens)
    spans = [*task["spans"], *(one[side] for one in task["relations"] for side in ("head_span", "child_span"))]
    for span in spans:
        assert tokens[span["token_start"]]["start"] == span["start"]
        assert tokens[span["token_end"]]["end"] == span["end"]
    accused = {
        (record.text[one["child_span"]["start"] : one["child_span"]["end"]], one["label"])
        for one in task["relations"]
        if one["head_span"]["label"] == "ACCUSE"
    }
    assert accused == {("Odalys Brenk", "ACTOR"), ("Tarsk", "RECIPIENT")}


def test_timeml_holds_the_whole_text_and_every_outer_expression(tmp_path: Path, record: Record) -> None:
    inner = TimeExpression("t9", (record.times[0].span[0], record.times[0].span[0] + 3), "DATE", "XXXX")
    odd = replace(record, times=(*record.times, inner), headline="a\x00\ufffeb & <c>")
    write_timeml([odd], tmp_path)
    [path] = tmp_path.glob("*.tml")
    root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314  our own file
    text = root.find("TEXT")
    assert text is not None
    assert "".join(text.itertext()) == record.text
    assert [(one.get("tid"), one.get("value"), one.text) for one in text] == [("t1", "2031-03-03", "Monday")]
    assert root.findtext("DCT/TIMEX3") == "2031-03-04"
    assert root.findtext("TITLE") == "a\ufffd\ufffdb & <c>"
