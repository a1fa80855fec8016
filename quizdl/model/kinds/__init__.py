"""Types of questions, one module each, so that a topic loads only the types that it has."""
