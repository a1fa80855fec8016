"""The layers of the course in plain NumPy: one file per layer, no file imports another one.

Each file is a perfect submission to its own question. A name in LAYERS is the name of the file
(`reference/<name>.py`), of the `layer:` in question banks and of its test (`tests/reference/test_<name>.py`).
"""

LAYERS = {
    "dense": ("dense",),
    "normalization": ("batchnorm",),
}
"""Names of the layer files, by group."""
