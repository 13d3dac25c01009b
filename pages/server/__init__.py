"""The process: modes, database, headers, sign-in, and what Streamlit leaves to us."""
