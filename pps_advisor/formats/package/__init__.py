"""Files of parts in a zip, and the XML in them: read within limits, because anyone made them."""
