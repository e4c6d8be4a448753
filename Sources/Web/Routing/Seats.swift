/// So many at once and no more: whoever comes then waits for a seat, and when too many wait is sent away.
actor Seats {
    private var free: Int
    private let mostWaiting: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int, mostWaiting: Int) {
        free = count
        self.mostWaiting = mostWaiting
    }

    /// - Returns: false when too many wait already.
    func take() async -> Bool {
        if free > 0 {
            free -= 1
            return true
        }
        guard waiting.count < mostWaiting else { return false }
        await withCheckedContinuation { waiting.append($0) }
        return true
    }

    /// The seat goes to whoever waited longest.
    func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
