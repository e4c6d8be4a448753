// The App target's first file.
