"""The commands that work on a store: `collect`, `update`, `store`, `feeds`, `doctor`. `cli` registers them."""
