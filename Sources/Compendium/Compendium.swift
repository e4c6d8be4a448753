// The Compendium target's first file.
