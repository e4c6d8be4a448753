// The Members target's first file.
