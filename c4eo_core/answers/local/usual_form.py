"""What a file itself says, to begin the form with."""

from collections.abc import Mapping

from c4eo_core.answers.local.brought import Brought
from c4eo_core.model.kinds import Unit
from c4eo_core.model.known import known
from c4eo_core.sources.uploads.layout import VALUE, Layout


def usual_form(brought: Brought) -> Mapping[str, object]:
    """What the file itself says, to begin with."""
    if brought.official:
        names = brought.official.figures
        first = next((n for n in names if "percent" in n.casefold()), names[0])
        unit = Unit.PERCENTAGE.value if "percent" in first.casefold() else ""
        source = f"Department for Education, explore education statistics ({brought.file})"
        return {
            "year_type": brought.official.year_type.value,
            "columns": (first,),
            "unit": unit,
            "source": source,
            "decimals": 1,
        }
    layout = known(brought.layout)
    at = layout.at(VALUE)
    named = layout.table.headings[at[0]] if len(at) == 1 else ""
    unit = layout.unit.value if layout.unit else ""
    return {
        "roles": layout.roles,
        "units": tuple((layout.table.headings[i], u.value) for i, u in layout.units.items())
        if len(at) > 1
        else (),
        "unit": unit,
        "year_type": layout.year_type.value if layout.year_type else "",
        "title": named if len(named) > 12 else "",
        "decimals": 0 if unit == Unit.COUNT.value else _decimals(layout),
    }


def _decimals(layout: Layout) -> int:
    """As many as most values are written with, two at most."""
    cells = [row[i].rstrip("%") for _, row in layout.table.rows[:500] for i in layout.at(VALUE)]
    counts = sorted(
        len(cell.rpartition(".")[2]) if "." in cell else 0 for cell in cells if cell[:1].isdigit()
    )
    return min(2, counts[len(counts) * 3 // 4]) if counts else 1
