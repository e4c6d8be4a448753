import Foundation

/// Threads of their own for work that holds its thread, such as waiting for a server elsewhere. Those of Dispatch are few, and the tasks of the
/// whole program run on them too. They begin when they are needed and stay.
final class Workers: Sendable {
    private let hall: Hall

    /// - Parameter most: how many work at once; what comes then waits its turn.
    init(_ name: String, most: Int) { hall = Hall(name, most) }

    deinit { hall.close() }

    /// How much waits for a thread.
    var waiting: Int { hall.waiting }

    func work(_ job: @escaping @Sendable () -> Void) { hall.take(job) }

    /// Apart from the workers, so that its threads do not keep them alive.
    private final class Hall: @unchecked Sendable {
        private let condition = NSCondition()
        private let name: String
        private let most: Int
        private var jobs: [@Sendable () -> Void] = []
        private var threads = 0
        private var idle = 0
        private var isClosed = false

        init(_ name: String, _ most: Int) { (self.name, self.most) = (name, most) }

        var waiting: Int { condition.withLock { jobs.count } }

        func take(_ job: @escaping @Sendable () -> Void) {
            condition.withLock {
                jobs.append(job)
                if idle < jobs.count, threads < most {
                    threads += 1
                    let thread = Foundation.Thread { [self] in serve() }
                    thread.name = name
                    thread.start()
                }
                condition.signal()
            }
        }

        func close() {
            condition.withLock {
                isClosed = true
                condition.broadcast()
            }
        }

        private func serve() { while let job = next() { job() } }

        private func next() -> (@Sendable () -> Void)? {
            condition.withLock {
                idle += 1
                defer { idle -= 1 }
                while jobs.isEmpty {
                    if isClosed { return nil }
                    condition.wait()
                }
                return jobs.removeFirst()
            }
        }
    }
}
