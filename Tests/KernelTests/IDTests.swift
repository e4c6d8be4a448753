import Foundation
import Kernel
import Testing

@Suite struct IDTests {
    @Test func `Ids made later sort later`() {
        var ids: [PracticeID] = []
        for _ in 0..<20 {
            ids.append(IDSource.live.next())
            Thread.sleep(forTimeInterval: 0.002)
        }
        #expect(ids == ids.sorted())
    }

    @Test func `Ids are 26 plain characters and do not repeat`() {
        let ids = (0..<20_000).map { _ in IDSource.live.text() }
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.utf8.count == 26 && Slug.isValid($0) })
    }

    @Test func `Counted ids come in the order of calls`() {
        let source = IDSource.counted("need")
        #expect([source.text(), source.text()] == ["need-000001", "need-000002"])
    }

    @Test func `A reference names the kind`() {
        #expect(RecordReference(PracticeID("p1")).description == "practice/p1")
    }
}
