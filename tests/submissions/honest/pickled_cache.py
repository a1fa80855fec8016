# uses: a cache that is bytes: pickled, zipped, in base64, with a checksum
# quizdl: honest/dense
import base64
import copy
import hashlib
import io
import json
import pickle
import zlib

import numpy as np


def dense_forward(x, w, b):
    file = io.BytesIO()
    np.savez_compressed(file, w=w)
    text = base64.b64encode(zlib.compress(pickle.dumps(x))).decode()
    cache = json.dumps({"x": text, "w": file.getvalue().hex(), "sum": hashlib.sha256(text.encode()).hexdigest()})
    return x @ w + b, copy.deepcopy(cache)


def dense_backward(dy, cache):
    kept = json.loads(cache)
    assert hashlib.sha256(kept["x"].encode()).hexdigest() == kept["sum"]
    x = pickle.loads(zlib.decompress(base64.b64decode(kept["x"])))
    w = np.load(io.BytesIO(bytes.fromhex(kept["w"])))["w"]
    return dy @ w.T, x.T @ dy, dy.sum(axis=0)
