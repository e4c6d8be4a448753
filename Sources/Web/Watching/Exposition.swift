import Foundation

/// Text as Prometheus reads it (exposition format 0.0.4).
public struct Exposition {
    public private(set) var text = ""

    public init() {}

    public struct Family {
        let name: String
        fileprivate var lines: [String] = []

        public mutating func sample(_ labels: [String: String] = [:], _ value: Double, suffix: String = "") {
            let pairs = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(Exposition.escaped($0.value))\"" }
            lines.append("\(name)\(suffix)\(pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}") \(Exposition.number(value))")
        }
    }

    /// - Parameter type: `counter`, `gauge` or `histogram`.
    public mutating func family(_ name: String, _ type: String, _ help: String, _ fill: (inout Family) -> Void) {
        var family = Family(name: name)
        fill(&family)
        guard !family.lines.isEmpty else { return }
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n" + family.lines.joined(separator: "\n") + "\n"
    }

    public mutating func gauge(_ name: String, _ help: String, _ value: Double) { family(name, "gauge", help) { $0.sample([:], value) } }

    public mutating func counter(_ name: String, _ help: String, _ value: Double) { family(name, "counter", help) { $0.sample([:], value) } }

    static func number(_ value: Double) -> String {
        if let whole = Int64(exactly: value) { return String(whole) }
        return "\(value)"
    }

    static func escaped(_ text: String) -> String {
        text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"").replacingOccurrences(of: "\n", with: "\\n")
    }
}
