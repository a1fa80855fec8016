"""The nouns of quizdl: frozen, and without any knowledge of files, terminals or processes."""
