import Kernel
import Store

/// What editors said of pairs that look alike and are not the same.
enum Distinctions {
    struct Key: Hashable, Sendable {
        let one: PracticeID
        let other: PracticeID

        init(_ one: PracticeID, _ other: PracticeID) {
            self.one = min(one, other)
            self.other = max(one, other)
        }
    }

    static func all(_ reader: Reader) throws -> Set<Key> {
        Set(try reader.all("SELECT one_id, other_id FROM practice_distinction") { Key(try $0["one_id"], try $0["other_id"]) })
    }
}
