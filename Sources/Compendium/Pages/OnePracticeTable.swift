import Kernel
import Members

/// One practice as a table for a spreadsheet: a row for each field, the field's name in the reader's language and what it says.
struct OnePracticeTable {
    let edition: Edition
    let baseURL: String
    let display: Display

    var csv: String {
        let words = display.words
        let version = [words("compendium.document.version"), String(edition.number)]
        let address = [words("compendium.table.address"), baseURL + CompendiumPaths.version(edition.practice.slug, edition.number)]
        let parts = PracticeParts(edition.practice, edition.city, files: edition.files, display).all.map { [$0.label, $0.text ?? words("compendium.notSaid")] }
        let rows = [[words("compendium.document.field"), words("compendium.document.content")]] + parts + [version, address]
        return "\u{FEFF}" + rows.map { $0.map(PracticeTable.cell).joined(separator: ",") + "\r\n" }.joined()
    }
}
