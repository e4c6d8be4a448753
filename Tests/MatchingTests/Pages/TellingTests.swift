import Kernel
import TestKit
import Testing
import Web
@testable import Matching

@Suite struct TellingTests {
    @Test func `A quote in a reason stands in the marks of the reader's language`() async throws {
        try await withHouse(.sqlite) { house in
            let ports = MatchingPorts(
                practices: { _ in [] }, askedElsewhere: { _ in [:] }, cities: { [] }, frontPage: { _ in [:] }, card: { _, _ in nil }, news: { _, _ in nil }, vectors: nil,
                policyAreas: [], targetGroups: [])
            let room = MatchingRoom(house: house.installation.house, trail: house.trail, matcher: house.installation.matching.matcher, ports: ports)
            let marks: [Language: (String, String)] = [.en: ("“", "”"), .it: ("«", "»"), .de: ("„", "“"), .es: ("«", "»"), .fr: ("«\u{202F}", "\u{202F}»"), .ar: ("«", "»")]
            for (language, (opening, closing)) in marks {
                let telling = Telling(room, language)
                #expect(telling.line(Telling.Reason(text: "So:", quote: "how?", quoteLanguage: "en")) == "So: \(opening)\u{2068}how?\u{2069}\(closing)", "\(language)")
                #expect(telling.line(Telling.Reason(text: "So.")) == "So.")
            }
        }
    }
}
