"""Where a solution changes: thresholds along a line, margins, regions of a plane, what is reached."""
