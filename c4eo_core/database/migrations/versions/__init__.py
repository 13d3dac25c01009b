"""One file a step; a step, once given out, is never changed."""
