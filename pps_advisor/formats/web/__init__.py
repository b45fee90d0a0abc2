"""A Document as one page of HTML without script, with a policy that lets nothing be fetched."""
