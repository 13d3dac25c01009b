"""Headline curves: three sentences a priority, in plain words, with the numbers behind them one click away."""
import streamlit as st
from pages.common import guard
guard.require(guard.PUBLIC)
st.title("Headline curves")
