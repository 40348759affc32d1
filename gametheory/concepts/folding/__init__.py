"""Trees whose subgames are solved one by one: what is before and after a signaling game, two moves at once inside."""
