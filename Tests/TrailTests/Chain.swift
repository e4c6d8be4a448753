import Foundation
import Kernel
import Store
import TestKit
import Testing
import Trail

private let clock = TestClock()

/// A house keeps its trail in a database that has this part's tables alone.
private func withTrail(_ engine: Engine, _ body: (Database, Trail) async throws -> Void) async throws {
    try await withDatabase(engine, migrations: try Trail.migrations()) { database in
        try await body(database, Trail(clock: clock.clock))
    }
}

private func reference(_ number: Int) -> RecordReference { RecordReference(kind: "need", id: "n\(number)") }

private func fact(_ number: Int) -> Fact {
    Fact("need.changed", reference(number % 3), by: number.isMultiple(of: 2) ? .system("import") : .person(PersonID("p")), before: number == 1 ? nil : "{\"v\":\(number - 1)}", after: "{\"v\":\(number)}")
}

@Suite struct ChainTests {
    @Test(arguments: Engines.all) func `A chain is whole`(engine: Engine) async throws {
        try await withTrail(engine) { database, trail in
            #expect(try await database.read { try VerifyChain.run($0) } == .whole(entries: 0))
            for number in 1...5 {
                let seq = try await database.write { try trail.record(fact(number), in: $0) }
                #expect(seq == Int64(number))
            }
            #expect(try await database.read { try VerifyChain.run($0) } == .whole(entries: 5))
            #expect(try await database.read { try Audit.position($0) } == 5)
            let entries = try await database.read { try Audit.entries(of: reference(1), limit: 10, $0) }
            #expect(entries.map(\.seq) == [4, 1], "newest first")
            #expect(entries.map(\.actor) == ["system:import", "person:p"])
            #expect(entries.last?.before == nil && entries.last?.after == "{\"v\":1}")
        }
    }

    @Test(arguments: Engines.all) func `What is undone leaves no entry and no gap`(engine: Engine) async throws {
        try await withTrail(engine) { database, trail in
            try await database.write { try trail.record(fact(1), in: $0) }
            await #expect(throws: Problem.notFound) {
                try await database.write { writer in
                    try trail.record(fact(2), in: writer)
                    throw Problem.notFound
                }
            }
            let seq = try await database.write { try trail.record(fact(3), in: $0) }
            #expect(seq == 2)
            #expect(trail.hub.position == 2, "only what was committed is told")
            #expect(try await database.read { try VerifyChain.run($0) } == .whole(entries: 2))
        }
    }

    static let tampering: [(String, Int64, String)] = [
        ("UPDATE audit SET after_value = '{}' WHERE seq = 3", 3, "was changed after it was written"),
        ("UPDATE audit SET before_value = NULL WHERE seq = 3", 3, "was changed after it was written"),
        ("UPDATE audit SET actor = 'person:other' WHERE seq = 2", 2, "was changed after it was written"),
        ("UPDATE audit SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 4", 4, "was changed after it was written"),
        ("UPDATE audit SET record_kind = 'nee', record_id = 'd' || record_id WHERE seq = 4", 4, "was changed after it was written"),
        ("UPDATE audit SET hash = 'ff' WHERE seq = 2", 2, "was changed after it was written"),
        ("UPDATE audit SET previous_hash = 'ff' WHERE seq = 2", 2, "does not follow from the entry before it"),
        ("DELETE FROM audit WHERE seq = 3", 3, "is missing"),
        ("DELETE FROM audit WHERE seq = 1", 1, "is missing"),
        ("DELETE FROM audit WHERE seq = 5", 5, "is missing at the end"),
        ("UPDATE audit_head SET hash = 'ff'", 5, "is not the one the head names"),
    ]

    @Test(arguments: Engines.all) func `A row that was changed or removed is found`(engine: Engine) async throws {
        for (statement, seq, why) in Self.tampering {
            try await withTrail(engine) { database, trail in
                try await database.write { writer in for number in 1...5 { try trail.record(fact(number), in: writer) } }
                try await database.write { try $0.run(SQL(trusted: statement)) }
                #expect(try await database.read { try VerifyChain.run($0) } == .broken(seq: seq, why: why), "\(statement)")
            }
        }
    }

    @Test(arguments: Engines.all) func `A chain of many entries is walked to its end`(engine: Engine) async throws {
        try await withTrail(engine) { database, trail in
            try await database.write { writer in for number in 1...2001 { try trail.record(fact(number), in: writer) } }
            let reported = try await database.read { reader in
                var reported: [Int64] = []
                let finding = try VerifyChain.run(reader, progress: { reported.append($0) })
                #expect(finding == .whole(entries: 2001))
                return reported
            }
            #expect(reported == [2000, 2001])
            try await database.write { try $0.run("UPDATE audit SET action = 'x' WHERE seq = 2001") }
            #expect(try await database.read { try VerifyChain.run($0) } == .broken(seq: 2001, why: "was changed after it was written"))
        }
    }

    @Test(arguments: Engines.all) func `Writers at the same time leave no gap`(engine: Engine) async throws {
        try await withTrail(engine) { database, trail in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...20 { group.addTask { _ = try await database.write { try trail.record(fact(number), in: $0) } } }
                try await group.waitForAll()
            }
            #expect(try await database.read { try VerifyChain.run($0) } == .whole(entries: 20))
            #expect(trail.hub.position == 20)
        }
    }
}

@Suite struct LineageTests {
    @Test(arguments: Engines.all) func `What was derived from what is told from both ends`(engine: Engine) async throws {
        try await withTrail(engine) { database, trail in
            let need = RecordReference(kind: "need", id: "1"), practice = RecordReference(kind: "practice", id: "1"), other = RecordReference(kind: "practice", id: "2")
            try await database.write { writer in
                try trail.link(need, to: practice, as: "shortlists", in: writer)
                try trail.link(need, to: practice, as: "shortlists", in: writer)
                try trail.link(need, to: other, as: "shortlists", in: writer)
            }
            let parents = try await database.read { try Lineage.parents(of: need, $0) }
            #expect(parents.map(\.parent) == [practice, other], "saying it twice changes nothing")
            #expect(parents.allSatisfy { $0.relation == "shortlists" && $0.at == clock.now })
            #expect(try await database.read { try Lineage.children(of: practice, $0) }.map(\.child) == [need])
            #expect(try await database.read { try Lineage.parents(of: practice, $0) } == [])
        }
    }
}

@Suite struct HubTests {
    private func news(_ numbers: Int64...) -> [News] { numbers.map { News(seq: $0, action: "a", record: reference(1)) } }

    @Test func `News are told once, whatever the order they come in`() {
        let hub = Hub()
        let heard = Heard()
        hub.start(at: 3)
        hub.subscribe { heard.add($0.map(\.seq)) }
        hub.deliver(news(4))
        hub.deliver(news(6))
        #expect(hub.position == 4, "the follower reads on where a number is missing")
        hub.deliver(news(4, 5, 6, 7))
        #expect(heard.all == [[4], [6], [5, 7]])
        #expect(hub.position == 7)
        hub.deliver(news(2, 7))
        #expect(heard.all.count == 3, "nothing new, nobody is told")
    }

    @Test func `What was read at the start is not told`() {
        let hub = Hub()
        let heard = Heard()
        hub.subscribe { heard.add($0.map(\.seq)) }
        hub.deliver(news(9))
        hub.start(at: 8)
        hub.deliver(news(8, 9, 10))
        #expect(heard.all == [[9], [10]])
        #expect(hub.position == 10)
    }

    @Test(arguments: Engines.all) func `A follower reads what others wrote, once and in order`(engine: Engine) async throws {
        try await withTestPlace(engine) { place in
            let mine = try place.open(), theirs = try place.open()
            try await mine.migrate(try Trail.migrations(), at: clock.now)
            let here = Trail(clock: clock.clock), there = Trail(clock: clock.clock)
            let heard = Heard()
            here.hub.subscribe { heard.add($0.map(\.seq)) }
            let follower = Follower(database: mine, hub: here.hub)
            try await theirs.write { writer in for number in 1...3 { try there.record(fact(number), in: writer) } }
            #expect(heard.all == [])
            try await follower.catchUp()
            try await mine.write { try here.record(fact(4), in: $0) }
            try await theirs.write { try there.record(fact(5), in: $0) }
            try await follower.catchUp()
            try await follower.catchUp()
            #expect(heard.all == [[1, 2, 3], [4], [5]])
            await mine.close()
            await theirs.close()
        }
    }

    /// What a subscriber was told, call by call.
    private final class Heard: @unchecked Sendable {
        private let lock = NSLock()
        private var calls: [[Int64]] = []
        func add(_ call: [Int64]) { lock.withLock { calls.append(call) } }
        var all: [[Int64]] { lock.withLock { calls } }
    }
}
