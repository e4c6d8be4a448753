import Foundation
import Kernel
import Store

/// A city's names in other languages, as its row keeps them: JSON, so that another language needs no other table.
enum CityNames {
    /// The same few texts are read with every page that names cities.
    private static let read = Kept<String, [Language: String]>(most: 2000)

    static func read(_ text: String) throws -> [Language: String] {
        try read.value(text) {
            guard let texts = try? JSONDecoder().decode([String: String].self, from: Data(text.utf8)) else {
                throw StoreError.unreadable(column: "names", as: "city names", value: text)
            }
            // A language that this version does not speak is nobody's to show.
            return Dictionary(uniqueKeysWithValues: texts.compactMap { code, name in Language(rawValue: code).map { ($0, name) } })
        }
    }

    /// Always in the same order, so that the same names are the same text.
    static func written(_ names: [Language: String]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(Dictionary(uniqueKeysWithValues: names.map { ($0.key.code, $0.value) })), as: UTF8.self)
    }
}
