import Foundation

/// Places a city on the map of Europe: Lambert's azimuthal equal-area projection on a sphere, centred as EPSG:3035 is, scaled to
/// the outlines of `assets/europe.svg` (see Tools/make_outlines.py).
enum MapProjection {
    static let viewBox = "0 0 1000 860"
    private static let radius = 6_371_007.181
    private static let scale = 0.00024509803921568627
    private static let offset = (x: 455.88235294117646, y: 387.2549019607843)

    /// - Returns: the point in the units of `viewBox`.
    static func point(latitude: Double, longitude: Double) -> (x: Double, y: Double) {
        let phi = latitude * .pi / 180
        let phi0 = 52 * Double.pi / 180
        let delta = (longitude - 10) * .pi / 180
        let k = (2 / (1 + sin(phi0) * sin(phi) + cos(phi0) * cos(phi) * cos(delta))).squareRoot()
        let east = radius * k * cos(phi) * sin(delta)
        let north = radius * k * (cos(phi0) * sin(phi) - sin(phi0) * cos(phi) * cos(delta))
        return (offset.x + scale * east, offset.y - scale * north)
    }
}
