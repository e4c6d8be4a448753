/// Which Ponte this is. Semantic versioning; the same number stands in publiccode.yml and in the Debian package.
public enum Release {
    public static let version = "0.1.0"
}
