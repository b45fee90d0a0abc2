"""The memo: from an assessment to a `Document` that an adviser can sign."""
