import Foundation
import Kernel
import Members
import Web

/// A practice to be begun, as a program states it.
struct DraftStartInput {
    let city: City
    let content: ManuscriptContent

    /// - Throws: `Problem.invalid` with everything that is wrong with the body; `Problem.notFound` when nothing is but that there is no such
    ///   city, or none for which the person may write.
    init(_ body: Data, choices: [City]) throws {
        var json = try JSONFields(body)
        var pairs: [(String, String)] = []
        for (name, limit) in [("title", ManuscriptStartForm.longestTitle), ("language", 10), ("city", 80)] {
            if let text = json.optionalText(name, limit: limit) { pairs.append((name, text)) }
        }
        json.refuseNul()
        json.refuseOthers(than: ["title", "language", "city"])
        let form = ManuscriptStartForm(Fields(pairs), choices: choices)
        let known = Set(json.problems.map(\.field))
        let problems = json.problems + form.problems.filter { !known.contains($0.field) }
        guard problems.isEmpty, let city = form.city else {
            throw problems.allSatisfy { $0.field == "city" && $0.message == "compendium.manuscript.problem.unknownCity" } ? Problem.notFound : Problem.invalid(problems)
        }
        self.city = city
        content = form.content
    }
}

/// Fields of a manuscript as a program writes them: a text, a number or a flag where the field is one, a list of texts where it is a list, or
/// nothing.
struct DraftFieldsInput {
    let form: ManuscriptForm

    /// - Throws: `Problem.invalid` with everything that is wrong with the body.
    init(_ body: Data) throws {
        var json = try JSONFields(body)
        let revision = json.optionalInteger("revision", in: 1...1_000_000_000)
        if revision == nil, !json.problems.contains(where: { $0.field == "revision" }) { json.report("revision", "web.field.missing") }
        var pairs: [(String, String)] = []
        let fields = json.members(of: "fields")
        if fields.count > Self.mostAtOnce { json.report("fields", "web.field.tooManyLines", ["count": String(fields.count), "limit": String(Self.mostAtOnce)]) }
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            let place = "fields.\(String(name.prefix(60)))"
            guard ManuscriptForm.isKnown(name) else {
                json.report(place, "web.api.unknownField")
                continue
            }
            switch value {
            case is NSNull: pairs.append((name, ""))
            case let text as String: pairs.append((name, text))
            case let number as NSNumber:
                guard let text = ManuscriptField.named(name)?.kind.text(of: number) else { json.report(place, "web.api.notText"); continue }
                pairs.append((name, text))
            case let list as [Any]:
                guard let texts = list as? [String], ManuscriptField.isList(name) else { json.report(place, "web.api.notTexts"); continue }
                pairs += texts.map { (name, $0) }
            default: json.report(place, "web.api.notText")
            }
            if pairs.contains(where: { $0.0 == name && $0.1.unicodeScalars.count > ManuscriptForm.longest }) {
                json.report(place, "web.field.tooLong", ["count": "> \(ManuscriptForm.longest)", "limit": String(ManuscriptForm.longest)])
            }
        }
        json.refuseNul()
        json.refuseOthers(than: ["revision", "fields"])
        if !json.problems.isEmpty { throw Problem.invalid(json.problems) }
        form = ManuscriptForm(Fields([("_fields", fields.keys.sorted().joined(separator: " ")), ("revision", String(revision ?? 0))] + pairs))
    }

    static let mostAtOnce = 500
}

extension ManuscriptField.Kind {
    /// What a number or a flag of a program is as people type it; nil where the field takes none.
    fileprivate func text(of number: NSNumber) -> String? {
        switch (self, String(cString: number.objCType) == "c") {
        case (.flag, true): number.boolValue ? "true" : ""
        case (.number, false), (.decimal, false): ManuscriptContent.typed(number.doubleValue)
        default: nil
        }
    }
}

extension ManuscriptField {
    /// The field of a name as forms have it: `start_year`, `figures.2.value`.
    fileprivate static func named(_ name: String) -> ManuscriptField? {
        let parts = name.split(separator: ".").map(String.init)
        guard let section = ManuscriptSection.holding(name) else { return nil }
        if parts.count == 3 { return section.lists.first { $0.name == parts[0] }?.fields.first { $0.name == parts[2] } }
        return section.fields.first { $0.name == name }
    }

    /// Whether a field holds any number of texts.
    static func isList(_ name: String) -> Bool {
        let parts = name.split(separator: ".")
        return listNames.contains(parts.count == 3 ? "\(parts[0]).\(parts[2])" : name)
    }

    /// `policy_areas`, `building_blocks.lessons`.
    private static let listNames: Set<String> = {
        func holdsMany(_ field: ManuscriptField) -> Bool {
            switch field.kind {
            case .lines, .choices: true
            default: false
            }
        }
        let plain = ManuscriptSection.allCases.flatMap(\.fields).filter(holdsMany).map(\.name)
        let nested = ManuscriptSection.allCases.flatMap(\.lists).flatMap { list in list.fields.filter(holdsMany).map { "\(list.name).\($0.name)" } }
        return Set(plain + nested)
    }()
}
