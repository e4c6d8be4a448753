/// Turns the `?` of a statement into PostgreSQL's `$1`, `$2` …, leaving alone those in quotes and comments.
enum Placeholders {
    /// - Returns: the statement for PostgreSQL, and how many placeholders it has.
    static func numbered(_ text: String) -> (text: String, count: Int) {
        let bytes = Array(text.utf8)
        var numbered: [UInt8] = []
        numbered.reserveCapacity(bytes.count + 16)
        var count = 0
        var place = 0
        while place < bytes.count {
            let end = endOfQuotation(in: bytes, at: place)
            if end > place {
                numbered += bytes[place..<end]
                place = end
                continue
            }
            if bytes[place] == UInt8(ascii: "?") {
                count += 1
                numbered += Array("$\(count)".utf8)
            } else {
                numbered.append(bytes[place])
            }
            place += 1
        }
        return (String(decoding: numbered, as: UTF8.self), count)
    }

    /// Where the quotation or comment that starts here ends; `place` itself when none starts here. A doubled quote ends
    /// one quotation and starts the next, which comes to the same.
    private static func endOfQuotation(in bytes: [UInt8], at place: Int) -> Int {
        let next = place + 1 < bytes.count ? bytes[place + 1] : 0
        switch (bytes[place], next) {
        case (UInt8(ascii: "'"), _), (UInt8(ascii: "\""), _):
            return after([bytes[place]], in: bytes, from: place + 1)
        case (UInt8(ascii: "-"), UInt8(ascii: "-")):
            return after([UInt8(ascii: "\n")], in: bytes, from: place + 2)
        case (UInt8(ascii: "/"), UInt8(ascii: "*")):
            return after([UInt8(ascii: "*"), UInt8(ascii: "/")], in: bytes, from: place + 2)
        default:
            return place
        }
    }

    private static func after(_ mark: [UInt8], in bytes: [UInt8], from start: Int) -> Int {
        var place = start
        while place + mark.count <= bytes.count {
            if bytes[place..<place + mark.count].elementsEqual(mark) { return place + mark.count }
            place += 1
        }
        return bytes.count
    }
}
