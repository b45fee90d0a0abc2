SHORT: tuple[str, ...] = ()
