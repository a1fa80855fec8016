"""The files in this folder are graded, never imported: pytest must not collect them."""

collect_ignore_glob = ["*"]
