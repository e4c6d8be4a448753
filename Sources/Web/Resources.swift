import Foundation

/// Where Web's templates, locales and assets lie.
public enum WebResources {
    public static let folder = resourceFolder(Bundle.module)
}

/// A target's `Resources` folder, copied whole into its bundle.
public func resourceFolder(_ bundle: Bundle) -> URL {
    URL(fileURLWithPath: bundle.resourcePath ?? bundle.bundlePath)
}
