"""Sites at postcodes no longer in use are placed and marked so."""

import pandas as pd

from c4eo_core.catalogue.areas import load_areas
from c4eo_core.catalogue.services import load_services
from c4eo_core.folders import places_folder
from c4eo_core.sources.ledger import Ledger
from c4eo_core.sources.places.places import PlaceReader
from c4eo_core.sources.places.postcodes import key
from c4eo_core.store.places import read_places

CLOSED = pd.DataFrame({"key": [key("LS11AA")], "easting": [430000], "northing": [433000]})


def read_by(closed):
    ledger = Ledger()
    reader = PlaceReader(load_areas(), ledger, closed)
    known = load_services().file_of("childcare")
    table = pd.DataFrame(
        {
            "name": ["Old", "Nowhere", "Here"],
            "postcode": ["LS1 1AA", "ZZ9 9ZZ", "LS1 1AA"],
            "easting": [None, None, 431000],
            "northing": [None, None, 434000],
        }
    )
    return reader._by_closed_postcode(table, known), ledger


def test_only_entries_without_a_position_are_placed_by_a_closed_postcode():
    table, ledger = read_by(CLOSED)
    assert table["old_postcode"].tolist() == [True, False, False]
    assert table.loc[0, ["easting", "northing"]].tolist() == [430000, 433000]
    assert table.loc[1, "easting"] is None or pd.isna(table.loc[1, "easting"])
    assert table.loc[2, "easting"] == 431000
    assert [line.count for line in ledger.lines] == [1]


def test_without_a_list_of_closed_postcodes_nothing_is_placed_by_one():
    table, _ = read_by(None)
    assert not table["old_postcode"].any()


def test_the_built_places_hold_the_settings_and_open_libraries_at_closed_postcodes():
    sites = read_places(places_folder(), load_areas()).sites
    assert int((sites.old_postcode & sites.of_kinds(("library",))).sum()) == 30
    assert int((sites.old_postcode & sites.of_kinds(("family-hub",))).sum()) == 2
    care = sites.of_kinds(("full-day", "sessional", "out-of-school", "childcare-other"))
    assert int((sites.old_postcode & care).sum()) == 191  # 193 less two in no authority of England
