// The Trail target's first file.
