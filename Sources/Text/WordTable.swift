/// Words by number, each kept once, in the order in which they came. Their bytes stand end to end, so a word costs some twenty bytes where
/// a dictionary of strings takes five times as many.
struct WordTable: Sendable {
    private var bytes: [UInt8] = []
    /// Where each word ends.
    private var ends: [UInt32] = []
    /// Number and one of the word that stands at a place, 0 for none. A power of two; a word whose place is taken stands at the next free one.
    private var places = Array(repeating: UInt32(0), count: 16)

    var count: Int { ends.count }
    var indices: Range<Int> { ends.indices }

    subscript(number: Int) -> String { String(decoding: bytes[range(number)], as: UTF8.self) }

    func number(of word: String) -> Int? {
        var word = word
        return word.withUTF8 { word in
            let found = places[place(of: word)]
            return found == 0 ? nil : Int(found) - 1
        }
    }

    mutating func insert(_ word: String) -> (number: Int, isNew: Bool) {
        var word = word
        return word.withUTF8 { word in
            let place = place(of: word)
            if places[place] != 0 { return (Int(places[place]) - 1, false) }
            bytes.append(contentsOf: word)
            ends.append(UInt32(bytes.count))
            places[place] = UInt32(ends.count)
            if 4 * ends.count > 3 * places.count { makeRoom() }
            return (ends.count - 1, true)
        }
    }

    func starts(_ number: Int, with beginning: [UInt8]) -> Bool {
        let word = range(number)
        return word.count >= beginning.count && bytes[word.prefix(beginning.count)].elementsEqual(beginning)
    }

    private func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number]) }

    /// Where a word stands, or would stand.
    private func place(of word: UnsafeBufferPointer<UInt8>) -> Int {
        var place = Self.hash(UnsafeRawBufferPointer(word)) & (places.count - 1)
        bytes.withUnsafeBytes { bytes in
            while places[place] != 0 {
                let known = UnsafeRawBufferPointer(rebasing: bytes[range(Int(places[place]) - 1)])
                if known.count == word.count, known.elementsEqual(UnsafeRawBufferPointer(word)) { break }
                place = (place + 1) & (places.count - 1)
            }
        }
        return place
    }

    private mutating func makeRoom() {
        places = Array(repeating: 0, count: 2 * places.count)
        bytes.withUnsafeBytes { bytes in
            for number in ends.indices {
                var place = Self.hash(UnsafeRawBufferPointer(rebasing: bytes[range(number)])) & (places.count - 1)
                while places[place] != 0 { place = (place + 1) & (places.count - 1) }
                places[place] = UInt32(number + 1)
            }
        }
    }

    /// Seeded anew by every process, so that nobody can choose words that all stand at one place.
    private static func hash(_ word: UnsafeRawBufferPointer) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: word)
        return hasher.finalize()
    }
}
