import Members

/// Questions to servers elsewhere: within seconds, at most so many at once.
enum OutsideLine {
    private static let line = ConversationLine(atOnce: 8, mostWaiting: 64)

    /// - Throws: `OutsideSilence`.
    static func ask(_ question: OutsideQuestion) async throws -> OutsideAnswer {
        try await line.ask(question.url, headers: question.headers, body: question.form, within: .seconds(OutsideQuestion.mostSeconds), mostBytes: OutsideQuestion.mostBytes)
    }
}
