"""The headings people give to columns of figures and of services, and what each is taken for."""

import re

PERIOD, VALUE, COUNT, OF, NOTE, AREA, MEASURE, GROUP, LOWER, UPPER, UNUSED = ROLES = (
    "period",
    "value",
    "count",
    "of",
    "note",
    "area",
    "measure",
    "group",
    "lower",
    "upper",
    "unused",
)
ONCE = (PERIOD, COUNT, OF, NOTE, AREA, MEASURE, LOWER, UPPER)
ROLE_WORDS = {
    PERIOD: "Year, term, quarter or month",
    VALUE: "Value",
    COUNT: "Count (how many)",
    OF: "Out of how many",
    NOTE: "Mark (why there is no value)",
    AREA: "Area",
    MEASURE: "Which measure",
    GROUP: "Which group, or the total",
    LOWER: "Interval: lower end",
    UPPER: "Interval: upper end",
    UNUSED: "Not used",
}
_SERIES = {
    PERIOD: (
        "year period timeperiod time date academicyear financialyear calendaryear yr years reportingyear"
        " yearending"
        " schoolyear cohort month quarter term monthending quarterending monthyear reportingperiod"
        " surveyyear wave"
        " yearended periodending week termandyear asat snapshotdate fiscalyear quarteryear monthend"
    ),
    VALUE: (
        "value rate percentage percent pct % figure score result indicatorvalue measurevalue average mean"
        " median"
        " figures values outturn actual performance numberorpercentage obsvalue"
    ),
    COUNT: (
        "n num numerator count number numberofchildren children pupils numberofpupils cases freq"
        " frequency headcount"
        " no ofwhom numerators"
    ),
    OF: (
        "d den denom denominator outof base cohortsize population pop eligible total totalpupils"
        " totalchildren"
        " numberinscope of denominators answered responses basenumber samplesize sample"
    ),
    NOTE: (
        "note notes mark marker flag suppressed suppression symbol status missing comment comments"
        " valuenote footnote"
        " footnotes shorthand datamarker marks"
    ),
    AREA: (
        "area areacode lacode newlacode la laname localauthority localauthoritycode oldlacode gsscode"
        " onscode code"
        " ecode authority place geographycode geography utla areaname localauthorityname region"
        " regioncode lanumber"
        " council councilname locationcode location utlacode utlaname laandregions ladcode ladname lano"
    ),
    MEASURE: (
        "measure indicator metric series indicatorname measurename name title indicatortitle kpi question pi"
        " performanceindicator performancemeasure statement"
    ),
    GROUP: (
        "group breakdown category characteristic subgroup pupilgroup type sex gender ethnicity agegroup"
        " school"
        " schoolname ward wardname team locality localityname cluster neighbourhood centre agerange"
        " ethnicgroup site"
        " department service provider setting phase need senneed primaryneed yeargroup keystage"
        " schooltype age"
        " district areateam patch hub socialworkteam"
    ),
    LOWER: (
        "lower lowerci lowercil lowerlimit lowerconfidenceinterval lcl ll"
        " lowerconfidencelimit lowerci95limit lcilower"
    ),
    UPPER: (
        "upper upperci uppercil upperlimit upperconfidenceinterval ucl ul upperconfidencelimit upperci95limit"
    ),
    UNUSED: (
        "parentcode parentname areatype timeperiodsortable recenttrend newdata comparedtogoal timeperiodrange"
        " indicatorid comparedtoenglandvalueorpercentiles comparedtopercentiles mnemonic geographiclevel"
        " changefrompreviousyear"
        " change trend rank quartile target timeidentifier rundate lowerci99limit upperci99limit"
        " lastupdated rag"
        " urn laestab establishmentnumber polarity comparedtoparentvalueorpercentiles regionname"
        " countrycode countryname"
    ),
}
_KNOWN = {alias: role for role, aliases in _SERIES.items() for alias in aliases.split()}
_SERVICES = {
    "name": (
        "name service servicename setting settingname venue venuename site sitename centre centrename"
        " childrenscentre"
        " childrenscentrename familyhub familyhubname hub hubname provider providername organisation"
        " organisationname"
        " orgname title school schoolname establishmentname library libraryname club clubname nursery"
        " nurseryname"
        " facility facilityname activity activityname group groupname location locationname youthcentre"
        " playarea"
        " parkname organization company companyname branch branchname"
    ),
    "type": "type servicetype category kind providertype settingtype typeofprovision"
    " typeofestablishmentname typeofestablishment",
    "postcode": (
        "postcode postalcode pc pcd pcds pcode venuepostcode postcodeofvenue addresspostcode settingpostcode"
        " providerpostcode sitepostcode schoolpostcode postcodes zip zipcode pcd2 centrepostcode"
        " hubpostcode postcodeofsetting"
        " locationpostcode librarypostcode clubpostcode postcodeofsite"
    ),
    "easting": "easting eastings x gridx xcoord xcoordinate geox osx eastingm bngeasting xcoordinates",
    "northing": "northing northings y gridy ycoord ycoordinate geoy osy northingm bngnorthing ycoordinates",
    "latitude": "latitude lat latitudedegrees",
    "longitude": "longitude lon long lng longitudedegrees",
    "school_number": "schoolnumber urn schoolurn gias urnnumber",
    "places": "places numberofplaces capacity registeredplaces placesperday schoolcapacity maxplaces"
    " totalplaces spaces",
    "opening": "opening openingtimes openinghours hours times open openingdays sessiontimes daysandtimes",
    "ages": "ages agerange age agesserved agegroup agegroups",
    "ages_from": "agesfrom agefrom minage lowestage statutorylowage lowage minimumage",
    "ages_to": "agesto ageto maxage highestage statutoryhighage highage maximumage",
}
_OF_SERVICES = {alias: column for column, aliases in _SERVICES.items() for alias in aliases.split()}
SERVICE_COLUMNS = tuple(_SERVICES)


def plain(heading: str) -> str:
    """Letters alone, in one case, without words in brackets that only add a unit."""
    return re.sub(r"[^a-z%]", "", heading.casefold())


def series_role(heading: str) -> str | None:
    """None for a heading nobody knows."""
    bare = plain(heading)
    return _KNOWN.get(bare) or _KNOWN.get(plain(re.sub(r"[\[(].*?[\])]", "", heading))) or _interval(bare)


def _interval(bare: str) -> str | None:
    if re.search(r"99", bare):
        return None
    if re.fullmatch(
        r"(?:lower|low)(?:%|ci|cl|confidence|interval|limit|bound|limits)*|(?:ci|%ci)lower", bare
    ):
        return LOWER
    if re.fullmatch(
        r"(?:upper|high)(?:%|ci|cl|confidence|interval|limit|bound|limits)*|(?:ci|%ci)upper", bare
    ):
        return UPPER
    return None


def service_column(heading: str) -> str | None:
    bare = re.sub(r"[^a-z]", "", heading.casefold())
    return _OF_SERVICES.get(bare)


def is_known(heading: str) -> bool:
    bare = plain(heading)
    return bool(bare) and (bare in _KNOWN or bare in _OF_SERVICES or _interval(bare) is not None)


def aliases_of(column: str) -> list[str]:
    """The headings known for a column of a list of services, the plainest first."""
    return _SERVICES[column].split()
