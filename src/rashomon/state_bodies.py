"""Bodies that every state has under the same name: reading one report and joining reports must mean the same ones."""

# Without its owner such a name says nothing of whose it is; the owner may stand before or behind.
ORGANS = frozenset({"ministry", "parliament", "government", "treasury", "cabinet", "embassy"})
