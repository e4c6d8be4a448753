// The Matching target's first file.
