import Foundation
import Store

/// A few threads that block on the database so that Swift's own threads never do. Each brings its seat, made on that
/// thread and used nowhere else. Work is done in the order it came.
final class Crew: @unchecked Sendable {
    private let size: Int
    private let patience: Duration
    private let makeSeat: @Sendable () -> Seat

    /// Guards everything below; signalled when there is work or the day is over.
    private let bell = NSCondition()
    private var waiting: [Job] = []
    private var threads = 0
    private var idle = 0
    private var isClosed = false
    private var onLastLeaving: [@Sendable () -> Void] = []

    init(size: Int, patience: Duration, makeSeat: @escaping @Sendable () -> Seat) {
        self.size = size
        self.patience = patience
        self.makeSeat = makeSeat
    }

    var figures: PoolFigures { bell.withLock { PoolFigures(limit: size, running: threads - idle, waiting: waiting.count) } }

    /// Does the work on one of the threads.
    /// - Throws: what the work throws, `StoreError.unreachable` when no thread was free in time or the crew has gone
    ///   home, `CancellationError` when the task is cancelled before the work began.
    func perform<Value: Sendable>(_ work: @escaping @Sendable (Seat) throws -> Value) async throws -> Value {
        let job = Job()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
                job.work = { seat in continuation.resume(with: Result { try work(seat) }) }
                job.refuse = { error in continuation.resume(throwing: error) }
                take(on: job)
            }
        } onCancel: {
            withdraw(job, because: CancellationError())
        }
    }

    /// Ends every thread after its present work. What still waits is refused.
    func dismiss() {
        let refused = bell.withLock {
            isClosed = true
            bell.broadcast()
            defer { waiting = [] }
            return waiting
        }
        for job in refused { job.refuse?(Self.closed) }
    }

    func close() async {
        dismiss()
        await withCheckedContinuation { continuation in
            let everybodyLeft = bell.withLock {
                if threads > 0 { onLastLeaving.append { continuation.resume() } }
                return threads == 0
            }
            if everybodyLeft { continuation.resume() }
        }
    }

    private func take(on job: Job) {
        let refusal: (any Error)? = bell.withLock {
            if job.isCancelled { return CancellationError() }
            if isClosed { return Self.closed }
            waiting.append(job)
            if waiting.count <= idle {
                bell.signal()
            } else if threads < size {
                threads += 1
                Thread { self.workday() }.start()
            } else {
                limitTheWait(of: job)
            }
            return nil
        }
        if let refusal { job.refuse?(refusal) }
    }

    private func limitTheWait(of job: Job) {
        job.timer = Task { [patience, weak self] in
            guard (try? await Task.sleep(for: patience)) != nil else { return }
            self?.withdraw(job, because: StoreError.unreachable("no connection was free within \(patience)"))
        }
    }

    private func withdraw(_ job: Job, because error: any Error) {
        let wasWaiting = bell.withLock {
            job.isCancelled = true
            guard let place = waiting.firstIndex(where: { $0 === job }) else { return false }
            waiting.remove(at: place)
            return true
        }
        if wasWaiting { job.refuse?(error) }
    }

    private func workday() {
        let seat = makeSeat()
        while let job = nextJob() {
            job.timer?.cancel()
            job.work?(seat)
        }
        seat.leave()
        let farewells = bell.withLock {
            threads -= 1
            guard threads == 0 else { return [] as [@Sendable () -> Void] }
            defer { onLastLeaving = [] }
            return onLastLeaving
        }
        for farewell in farewells { farewell() }
    }

    private func nextJob() -> Job? {
        bell.withLock {
            while waiting.isEmpty {
                if isClosed { return nil }
                idle += 1
                bell.wait()
                idle -= 1
            }
            return waiting.removeFirst()
        }
    }

    private static let closed = StoreError.unreachable("the database was closed")

    /// One piece of work. `work` and `refuse` are set once, before it is queued; exactly one of them is called.
    private final class Job: @unchecked Sendable {
        var work: ((Seat) -> Void)?
        var refuse: ((any Error) -> Void)?
        var timer: Task<Void, Never>?
        var isCancelled = false
    }
}
