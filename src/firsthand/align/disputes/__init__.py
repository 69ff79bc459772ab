"""Where reports differ, one file a mechanism; `align.disagreements` asks them all."""
