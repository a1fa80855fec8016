"""The layers of the course in plain NumPy: one file per layer, no file imports another one.

Each file is a perfect submission to its own question; `fast/` holds faster forms of the same functions, held to them
by tests. A name in LAYERS is the name of the file
(`reference/<name>.py`), of the `layer:` in question banks and of its test (`tests/reference/test_<name>.py`).
"""

LAYERS = {
    "dense": ("dense", "residual"),
    "convolution": ("conv1d", "conv2d", "conv_transpose2d"),
    "pooling": ("maxpool2d", "avgpool2d", "global_avgpool"),
    "normalization": ("batchnorm", "layernorm", "groupnorm", "instancenorm", "rmsnorm"),
    "dropout": ("dropout", "spatial_dropout", "dropconnect"),
    "activations": ("relu", "leaky_relu", "sigmoid", "tanh", "gelu", "silu", "softmax"),
    "losses": ("softmax_cross_entropy", "mse", "bce", "bce_probabilities", "hinge"),
    "recurrent": ("rnn", "lstm", "gru"),
    "embedding and attention": ("embedding", "attention"),
    "optimizers": ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"),
    "training": ("initialization", "gradient_descent", "schedules", "clipping"),
    "style transfer": ("style_transfer",),
    "sizes and costs": ("shapes",),
}
"""Names of the layer files, by group."""
