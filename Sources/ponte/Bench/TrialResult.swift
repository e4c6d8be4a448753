import Foundation

/// What one search engine took for one number of practices.
struct TrialResult {
    let name: String
    let size: Int
    /// On the clock, in milliseconds.
    let latency: Latencies
    /// Processor time, where the work is done in this program.
    let cpu: Latencies?
    let megabytes: Int
    /// "613 MB resident".
    let holds: String
    let loadSeconds: Double
}

/// Times in milliseconds, in order.
struct Latencies {
    private let sorted: [Double]

    init(_ times: [Double]) { sorted = times.sorted() }

    private func at(_ share: Double) -> Double { sorted.isEmpty ? 0 : sorted[Swift.min(sorted.count - 1, Int(Double(sorted.count) * share))] }
    var min: Double { sorted.first ?? 0 }
    var median: Double { at(0.5) }
    var p90: Double { at(0.9) }
    var p99: Double { at(0.99) }
}

/// What this process holds.
enum Memory {
    /// Megabytes resident; 0 where /proc does not say.
    static var resident: Int {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") })
        else { return 0 }
        return (Int(line.filter(\.isNumber)) ?? 0) / 1024
    }
}

enum Processor {
    /// Milliseconds this program has run, on all its threads: while one question is asked, only one of them is busy.
    static var time: Double {
        var now = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
        return Double(now.tv_sec) * 1000 + Double(now.tv_nsec) / 1e6
    }
}
