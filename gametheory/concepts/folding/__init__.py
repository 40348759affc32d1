"""Trees whose subgames are solved one by one: moves before and after signaling games, simultaneous moves inside a tree."""
