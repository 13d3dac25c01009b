"""The reference of the catalogue's fields is true: every entry of every file fits it, and the page is made from it."""

from c4eo_core.catalogue import field_reference
from c4eo_core.catalogue.field_reference import described, entries_of, page, problems
from c4eo_core.folders import ROOT


def test_every_entry_of_every_file_fits_its_description():
    assert [str(p) for p in problems()] == []


def test_every_field_described_is_used_somewhere():
    shared = {"times", "later"}, {"years", "same_definition", "break_why", "checked", "symbols"}
    for table in described():
        used = {name for _, entry in entries_of(table) for name in entry}
        elsewhere = {"history.yaml": shared[0], "further.yaml": shared[1]}.get(table.file, set())
        unused = {f.name for f in table.fields} - used - elsewhere
        assert unused <= {"next"}, (table.file, unused)  # no release has named its day when this was written


def test_what_does_not_fit_is_named_with_what_to_do():
    table = next(t for t in described() if t.file == "gaps.yaml")
    entry = dict(next(iter(entries_of(table)))[1])
    broken = {**entry, "decimals": True, "basis": "everybody", "colour": "red"}
    del broken["title"]
    found = list(field_reference._wrong("gaps.yaml, 1", broken, table))
    assert {p.found.split("'")[1] for p in found} == {"decimals", "basis", "colour", "title"}
    assert all(p.where == "gaps.yaml, 1" and p.expected and p.do for p in found)


def test_the_page_of_the_documentation_is_the_one_made_from_the_table():
    assert (ROOT / "c4eo_core" / "docs" / "catalogue.md").read_text(encoding="utf-8") == page()
