"""The one list of tables, and the step of migration they stand at."""

from sqlalchemy import MetaData

metadata = MetaData()
REVISION = "0002"
