"""The curve with actions, with their cautions."""
