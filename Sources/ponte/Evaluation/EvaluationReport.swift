import Foundation

/// What an evaluation found.
struct EvaluationReport: Sendable {
    struct Ranked: Sendable {
        let slug: String
        let score: Double
        let band: String
    }

    struct Result: Sendable {
        let file: String
        let need: JudgedNeed
        let matches: [Ranked]
        var gain: Double { Gain.of(matches.map(\.slug), need.relevant) }
    }

    let results: [Result]
    let usesMeaning: Bool
    /// The slugs on record.
    let practices: Set<String>

    /// Groups of needs in the order they are told.
    private var groups: [(name: String, holds: (Result) -> Bool)] {
        var groups: [(name: String, holds: (Result) -> Bool)] = [
            ("all", { _ in true }), ("English", { $0.need.language == "en" }), ("outside English", { $0.need.language != "en" }),
        ]
        for language in Set(results.map(\.need.language)).sorted() { groups.append(("  \(language)", { $0.need.language == language })) }
        return groups
    }

    private var files: [String] {
        var seen: Set<String> = []
        return results.map(\.file).filter { seen.insert($0).inserted }
    }

    private func mean(_ results: [Result]) -> Double? {
        results.isEmpty ? nil : results.map(\.gain).reduce(0, +) / Double(results.count)
    }

    /// Practices that were judged and are not there.
    private var missing: [String] { Set(results.flatMap { $0.need.relevant.keys }).subtracting(practices).sorted() }

    func show(details: Bool) {
        if !missing.isEmpty {
            Say.error("\(counted(missing.count, "judged practice is", "judged practices are")) not on record and \(missing.count == 1 ? "counts" : "count") as not found: \(missing.prefix(5).joined(separator: ", "))\(missing.count > 5 ? " …" : "")")
        }
        if details { showNeeds() }
        Say.line("nDCG@10 over \(counted(practices.count, "practice")), \(usesMeaning ? "with meaning" : "without meaning")")
        let names = files.count > 1 ? files : []
        var table = Table(columns: [("", .left), ("NEEDS", .right), ("nDCG@10", .right)] + names.map { (name($0), .right) })
        for group in groups {
            let mine = results.filter(group.holds)
            guard let mean = mean(mine) else { continue }
            table.add([group.name, String(mine.count), decimal(mean, 3)] + names.map { file in self.mean(mine.filter { $0.file == file }).map { decimal($0, 3) } ?? "–" })
        }
        table.show()
    }

    private func name(_ file: String) -> String { URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent }

    private func showNeeds() {
        for result in results {
            Say.line("\(result.need.id)  \(result.need.language)  \(decimal(result.gain, 3))  \(Table.cut(result.need.text.replacingOccurrences(of: "\n", with: " "), to: 96))")
            for (position, match) in result.matches.enumerated() {
                let grade = result.need.relevant[match.slug].map { $0 == 0 ? "·" : String($0) } ?? "·"
                let rank = position < 9 ? " \(position + 1)" : "\(position + 1)"
                Say.line("    \(rank)  \(grade)  \(decimal(match.score, 2))  \(match.slug)")
            }
            let found = Set(result.matches.map(\.slug))
            let lost = result.need.relevant.filter { $0.value > 1 && !found.contains($0.key) }.keys.sorted()
            if !lost.isEmpty { Say.line("     –  2        not found: \(lost.joined(separator: ", "))") }
            Say.line("")
        }
    }
}

extension EvaluationReport {
    struct Figure: Encodable {
        let needs: Int
        let ndcg: Double
    }

    struct NeedFigure: Encodable {
        struct Place: Encodable {
            let slug: String
            let score: Double
            let band: String
            let grade: Int
        }

        let file, id, language: String
        let ndcg: Double
        let matches: [Place]
    }

    struct Figures: Encodable {
        let measure: String
        let semantic: Bool
        let practices: Int
        let all: Figure?
        let english: Figure?
        let outsideEnglish: Figure?
        let languages: [String: Figure]
        let files: [String: Figure]
        let notOnRecord: [String]
        let needs: [NeedFigure]?

        enum CodingKeys: String, CodingKey {
            case measure, semantic, practices, all, english, outsideEnglish = "outside_english", languages, files, notOnRecord = "not_on_record", needs
        }
    }

    func forMachines(details: Bool) -> Figures {
        func figure(_ results: [Result]) -> Figure? { mean(results).map { Figure(needs: results.count, ndcg: $0) } }
        return Figures(
            measure: "nDCG@10", semantic: usesMeaning, practices: practices.count, all: figure(results),
            english: figure(results.filter { $0.need.language == "en" }), outsideEnglish: figure(results.filter { $0.need.language != "en" }),
            languages: Dictionary(grouping: results, by: \.need.language).compactMapValues(figure),
            files: Dictionary(grouping: results, by: \.file).compactMapValues(figure), notOnRecord: missing,
            needs: details
                ? results.map { result in
                    NeedFigure(
                        file: result.file, id: result.need.id, language: result.need.language, ndcg: result.gain,
                        matches: result.matches.map { .init(slug: $0.slug, score: $0.score, band: $0.band, grade: result.need.relevant[$0.slug] ?? 0) })
                } : nil)
    }
}
