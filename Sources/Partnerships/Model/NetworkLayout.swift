import Foundation

/// Where the nodes of a network are drawn: linked ones near, others apart (Fruchterman and Reingold 1991), from a circle as the start, so
/// that the same network always makes the same picture.
struct NetworkLayout {
    struct Point: Equatable {
        var x, y: Double
    }

    /// In the order of the nodes, within the frame.
    let points: [Point]

    /// - Parameter margin: what is left free at each side.
    init(_ network: Network, width: Double, height: Double, margin: Double) {
        let count = network.nodes.count
        guard count > 1 else {
            points = network.nodes.map { _ in Point(x: width / 2, y: height / 2) }
            return
        }
        var places = (0..<count).map { number in
            let angle = 2 * Double.pi * Double(number) / Double(count)
            return Point(x: cos(angle), y: sin(angle))
        }
        let ideal = (4.0 / Double(count)).squareRoot()
        let rounds = count > 150 ? 60 : 250
        for round in 0..<rounds {
            let heat = 0.2 * (1 - Double(round) / Double(rounds))
            var forces = Array(repeating: Point(x: 0, y: 0), count: count)
            for one in 0..<count {
                for other in (one + 1)..<max(count, one + 1) {
                    let (dx, dy) = (places[one].x - places[other].x, places[one].y - places[other].y)
                    let distance = max(0.01, (dx * dx + dy * dy).squareRoot())
                    let push = ideal * ideal / distance / distance
                    forces[one].x += dx * push
                    forces[one].y += dy * push
                    forces[other].x -= dx * push
                    forces[other].y -= dy * push
                }
                // A light pull to the middle keeps groups without links in the picture.
                forces[one].x -= places[one].x * 0.3 * ideal
                forces[one].y -= places[one].y * 0.3 * ideal
            }
            for link in network.links {
                let (dx, dy) = (places[link.one].x - places[link.other].x, places[link.one].y - places[link.other].y)
                let pull = max(0.01, (dx * dx + dy * dy).squareRoot()) / ideal
                forces[link.one].x -= dx * pull
                forces[link.one].y -= dy * pull
                forces[link.other].x += dx * pull
                forces[link.other].y += dy * pull
            }
            for node in 0..<count {
                let length = max(0.0001, (forces[node].x * forces[node].x + forces[node].y * forces[node].y).squareRoot())
                places[node].x += forces[node].x / length * min(length, heat)
                places[node].y += forces[node].y / length * min(length, heat)
            }
        }
        points = Self.fitted(places, width: width, height: height, margin: margin)
    }

    /// Stretched over the frame and rounded, so that two machines draw the same.
    private static func fitted(_ places: [Point], width: Double, height: Double, margin: Double) -> [Point] {
        let (xs, ys) = (places.map(\.x), places.map(\.y))
        func spread(_ values: [Double], _ value: Double, _ length: Double) -> Double {
            guard let low = values.min(), let high = values.max(), high - low > 0.001 else { return (length / 2).rounded() }
            return (margin + (value - low) / (high - low) * (length - 2 * margin)).rounded()
        }
        return places.map { Point(x: spread(xs, $0.x, width), y: spread(ys, $0.y, height)) }
    }
}
