"""The page for those who want the figures themselves: addresses, the whole download, and how to read them."""

from markupsafe import Markup

from c4eo_core.model.markup import markup
from c4eo_core.reports.site.frame import Setting, page
from c4eo_core.reports.site.openapi import described

_PYTHON = """import pandas as pd

url = "{base}data/exclusions.csv"
figures = pd.read_csv(url)
leeds = figures[figures["area"] == "Leeds"]
print(leeds[["period", "value", "note_words"]])"""
_R = """url <- "{base}data/exclusions.csv"
figures <- read.csv(url, fileEncoding = "UTF-8-BOM")
leeds <- subset(figures, area == "Leeds")
print(leeds[, c("period", "value", "note_words")])"""
_WHOLE = """import pandas as pd

figures = pd.read_parquet("{base}data/all.parquet")
titles = pd.read_csv("{base}data/indicators.csv")
newest = figures.dropna(subset="value").groupby(["indicator", "area_code"]).last()"""


def data_page(setting: Setting) -> Markup:
    base = setting.base or "(the address of this site)/"
    rows = Markup().join(
        markup(
            '<tr><th scope="row"><code>{path}</code></th><td>{summary}</td><td>{kind}</td></tr>',
            path=path,
            summary=summary,
            kind=kind,
        )
        for path, (summary, kind, _) in described(setting).items()
    )
    body = markup(
        '<h1>Data</h1><p class="lead">All the figures, free to use under the Open Government Licence v3.0.'
        " No key is"
        " needed.</p>"
        '<p class="files">Download everything: <a href="data/all.zip" download>spreadsheets in a ZIP (CSV,'
        " 4 MB)</a> or"
        ' <a href="data/all.parquet" download>one table for programs (Parquet, 2 MB)</a>, with a'
        ' <a href="data/datapackage.json">description of the columns</a>.</p>'
        "<h2>Addresses that stay</h2><p>Braces stand for the name of a place or the id of a measure. The"
        " same list for"
        ' programs: <a href="data/openapi.json">OpenAPI</a>. Ids are on <a href="data/indicators.csv"'
        " download>the list"
        ' of measures</a>.</p><div class="scroll" tabindex="0" role="region" aria-label="Addresses">'
        '<table class="plain"><caption class="unseen">Addresses</caption><thead><tr><th'
        ' scope="col">Address</th>'
        '<th scope="col">What it gives</th><th'
        ' scope="col">Form</th></tr></thead><tbody>{rows}</tbody></table></div>'
        "<h2>A missing figure is not a zero</h2><p>Where there is no figure the cell is empty, and the"
        " column note says"
        " why. Leave such rows out of sums and averages.</p>"
        "<h2>Python</h2><pre><code>{python}</code></pre><p>Everything at"
        " once:</p><pre><code>{whole}</code></pre>"
        "<h2>R</h2><pre><code>{r}</code></pre>"
        "<h2>Excel</h2><ol><li>On the Data tab choose From Web (or Get Data, From Other Sources, From"
        " Web).</li>"
        "<li>Paste <code>{base}data/exclusions.csv</code> and press OK.</li>"
        "<li>Choose Load. To fetch newer figures later, choose Refresh All.</li></ol>",
        rows=rows,
        python=_PYTHON.format(base=base),
        whole=_WHOLE.format(base=base),
        r=_R.format(base=base),
        base=base,
    )
    return page(
        setting, "data.html", "Data", "All the figures to download, and addresses for programs.", body
    )
