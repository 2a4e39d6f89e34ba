"""Reading Arabic and French: from a document to statements that each prove where they stand."""
