"""What is on the screen. Nothing but the frame lies directly in this folder: see app.py."""
