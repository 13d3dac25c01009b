"""Columns of a parquet file as arrays, read without pandas: pyarrow's own conversions would bring it in, some
40 MB for each process.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq


def read_columns(path: Path, columns: list[str] | None = None) -> pa.Table:
    """Each column in one piece."""
    with pq.ParquetFile(path) as file:
        return file.read(columns, use_threads=False).combine_chunks()


def numbers(column: pa.ChunkedArray | pa.Array) -> np.ndarray:
    """A copy, [N]; of floating numbers NaN where there is none. Raises ValueError for whole numbers with
    gaps.
    """
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    there, values = array.buffers()  # one bit a cell, and the cells
    part = slice(array.offset, array.offset + len(array))
    if pa.types.is_boolean(array.type):
        return _bits(values)[part].astype(bool)
    found = np.frombuffer(values, array.type.to_pandas_dtype())[part].copy()
    if array.null_count:
        if not pa.types.is_floating(array.type):
            raise ValueError(f"a column of {array.type} has gaps")
        found[_bits(there)[part] == 0] = np.nan
    return found


def _bits(buffer: pa.Buffer) -> np.ndarray:
    return np.unpackbits(np.frombuffer(buffer, np.uint8), bitorder="little")


def coded(column: pa.ChunkedArray) -> tuple[np.ndarray, list[str]]:
    """(index into the words [N], the words) of a dictionary column."""
    array = column.combine_chunks()
    return numbers(array.indices), array.dictionary.to_pylist()
