import Synchronization

/// Counts what is answered: how often, how well, how quickly. By the pattern of the address and never the address itself, so that nobody
/// can be found in it and no visitor can make it grow.
public final class RequestMeter: Sendable {
    struct Answered: Hashable {
        let method: String
        let route: String
        /// `2xx` … `5xx`.
        let status: String
    }

    struct Times {
        /// How many took at most the bound of the same place, and no less than the one before.
        var counts = [Int](repeating: 0, count: RequestMeter.bounds.count)
        var total = 0
        var seconds = 0.0
    }

    /// Upper bounds in seconds.
    static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    private struct State {
        var answered: [Answered: Int] = [:]
        var times: [String: Times] = [:]
        var running = 0
    }

    private let state = Mutex(State())

    public init() {}

    func begin() { state.withLock { $0.running += 1 } }

    func end(_ method: String, _ route: String, status: Int, seconds: Double) {
        state.withLock { state in
            state.running -= 1
            state.answered[Answered(method: method, route: route, status: "\(status / 100)xx"), default: 0] += 1
            var times = state.times[route] ?? Times()
            if let place = Self.bounds.firstIndex(where: { seconds <= $0 }) { times.counts[place] += 1 }
            times.total += 1
            times.seconds += seconds
            state.times[route] = times
        }
    }

    /// What was counted so far, in Prometheus' words.
    public func write(to exposition: inout Exposition) {
        let (answered, times, running) = state.withLock { ($0.answered, $0.times, $0.running) }
        exposition.family("ponte_http_requests_total", "counter", "Requests answered, by method, pattern of the address, and class of status.") { family in
            for (one, count) in answered.sorted(by: { ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status) }) {
                family.sample(["method": one.method, "route": one.route, "status": one.status], Double(count))
            }
        }
        exposition.family("ponte_http_request_duration_seconds", "histogram", "From the request's head to the answer's, by pattern of the address.") { family in
            for (route, times) in times.sorted(by: { $0.key < $1.key }) {
                var sum = 0
                for (bound, count) in zip(Self.bounds, times.counts) {
                    sum += count
                    family.sample(["route": route, "le": Exposition.number(bound)], Double(sum), suffix: "_bucket")
                }
                family.sample(["route": route, "le": "+Inf"], Double(times.total), suffix: "_bucket")
                family.sample(["route": route], times.seconds, suffix: "_sum")
                family.sample(["route": route], Double(times.total), suffix: "_count")
            }
        }
        exposition.gauge("ponte_http_requests_running", "Requests that are being answered now.", Double(running))
    }
}
