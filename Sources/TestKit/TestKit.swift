// The TestKit target's first file.
