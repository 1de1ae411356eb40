"""RSS 2.0 and Atom: `entries` makes values of documents, `xml` writes them."""
