import Kernel
import Store

/// Takes the next letter that is due in hand. From then on no other process has it; should this one end before it says what came
/// of it, the letter is not sent again but shown to an administrator.
public enum TakeLetter {
    /// - Parameter process: names this process, so that only it can say what came of the letter.
    /// - Returns: nil when nothing is due.
    public static func next(for process: String, _ trail: Trail, in writer: Writer) throws -> Letter? {
        let now = trail.clock.now
        return try writer.reader.first(
            """
            UPDATE letter SET state = 'sending', tries = tries + 1, leased_by = \(process), leased_until = \(now.adding(Postage.lease))
            WHERE state = 'waiting' AND id = (SELECT id FROM letter WHERE state = 'waiting' AND due_at <= \(now) ORDER BY due_at, id LIMIT 1)
            RETURNING *
            """, Letter.init(row:))
    }

    /// Letters that a process had in hand and said no more about.
    /// - Returns: how many there were.
    @discardableResult
    public static func setStrandedAside(_ trail: Trail, in writer: Writer) throws -> Int {
        let now = trail.clock.now
        let stranded: [LetterID] = try writer.reader.all(
            """
            UPDATE letter SET state = 'unsure', problem = 'The process that was sending it ended.', ended_at = \(now)
            WHERE state = 'sending' AND leased_until < \(now) RETURNING id
            """) { try $0["id"] }
        for id in stranded.sorted() { try trail.record(Fact("letter.unsure", RecordReference(id), by: .system("mail")), in: writer) }
        return stranded.count
    }
}
