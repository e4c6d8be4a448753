// The Text target's first file.
