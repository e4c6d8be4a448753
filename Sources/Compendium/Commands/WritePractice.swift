import Kernel
import Store

/// Writes a practice with all its parts, and keeps the version as it is now.
struct WritePractice {
    let draft: PracticeDraft
    let id: PracticeID
    let version: Int
    let city: CityID
    let content: String
    let at: Instant

    func run(_ writer: Writer) throws {
        try clear(writer)
        try writePractice(writer)
        try writeLists(writer)
        try writeQuestions(writer)
        try writeParts(writer)
        try writer.run("INSERT INTO practice_version (practice_id, version, at, content) VALUES (\(id), \(version), \(at), \(content))")
    }

    private func clear(_ writer: Writer) throws {
        try writer.run("DELETE FROM building_block_item WHERE block_id IN (SELECT id FROM building_block WHERE practice_id = \(id))")
        for table in ["building_block", "practice_title", "practice_item", "practice_question", "practice_source", "practice_figure", "practice_study"] {
            try writer.run(SQL(trusted: "DELETE FROM \(table) WHERE practice_id = ") + "\(id)")
        }
    }

    private func writePractice(_ writer: Writer) throws {
        try writer.run(
            """
            INSERT INTO practice (id, slug, version, kind, language, city_id, lead_organisation, organisation_type, start_year, end_year, status,
                problem, solution, migrants_involved, resources, budget_cents, results, what_failed, beneficiaries, evidence, changed_at)
            VALUES (\(id), \(draft.slug), \(version), \(draft.kind), \(draft.language), \(city), \(draft.leadOrganisation), \(draft.organisationType),
                \(draft.startYear), \(draft.endYear), \(draft.status), \(draft.problem), \(draft.solution), \(draft.migrantsInvolved), \(draft.resources), \(draft.budget),
                \(draft.results), \(draft.whatFailed), \(draft.beneficiaries), \(draft.evidence), \(at))
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, kind = excluded.kind, language = excluded.language, city_id = excluded.city_id,
                lead_organisation = excluded.lead_organisation, organisation_type = excluded.organisation_type, start_year = excluded.start_year,
                end_year = excluded.end_year, status = excluded.status, problem = excluded.problem, solution = excluded.solution,
                migrants_involved = excluded.migrants_involved, resources = excluded.resources, budget_cents = excluded.budget_cents, results = excluded.results,
                what_failed = excluded.what_failed, beneficiaries = excluded.beneficiaries, evidence = excluded.evidence, changed_at = excluded.changed_at
            """)
        for (language, title) in draft.titles.sorted(by: { $0.key < $1.key }) {
            try writer.run("INSERT INTO practice_title (practice_id, language, title) VALUES (\(id), \(language), \(title))")
        }
    }

    private func writeLists(_ writer: Writer) throws {
        let lists: [(String, [String])] = [
            ("policy_area", draft.policyAreas.map(\.rawValue)), ("target_group", draft.targetGroups.map(\.rawValue)), ("partner", draft.partners),
            ("funding", draft.funding), ("precondition", draft.preconditions), ("taken_up", draft.takenUp),
            ("language", draft.languagesOfService ?? []), ("asked_by", draft.askedBy),
        ]
        for (kind, texts) in lists {
            for (position, text) in texts.enumerated() {
                try writer.run(
                    """
                    INSERT INTO practice_item (practice_id, kind, position, item_id, text)
                    VALUES (\(id), \(kind), \(position), \(PartID.item(kind, text, of: draft.slug)), \(text))
                    """)
            }
        }
    }

    /// Some eighty to a practice, so in one statement.
    private func writeQuestions(_ writer: Writer) throws {
        let rows = draft.askedIn.sorted { $0.key < $1.key }.flatMap { language, texts in
            texts.enumerated().map { position, text -> SQL in "(\(id), \(language), \(position), \(text))" }
        }
        guard let first = rows.first else { return }
        try writer.run("INSERT INTO practice_question (practice_id, language, position, text) VALUES \(rows.dropFirst().reduce(first) { "\($0), \($1)" })")
    }

    private func writeParts(_ writer: Writer) throws {
        for (position, source) in draft.sources.enumerated() {
            try writer.run(
                """
                INSERT INTO practice_source (practice_id, position, title, publisher, url, note)
                VALUES (\(id), \(position), \(source.title), \(source.publisher), \(source.url), \(source.note))
                """)
        }
        for (position, block) in draft.blocks.enumerated() {
            let blockID = PartID.block(block.title, of: draft.slug)
            try writer.run(
                """
                INSERT INTO building_block (practice_id, position, id, title, description, is_core)
                VALUES (\(id), \(position), \(blockID), \(block.title), \(block.description), \(block.isCore))
                """)
            for (kind, texts) in [("enabling_factor", block.enablingFactors), ("lesson", block.lessons), ("precondition", block.preconditions)] {
                for (place, text) in texts.enumerated() {
                    try writer.run("INSERT INTO building_block_item (block_id, kind, position, text) VALUES (\(blockID), \(kind), \(place), \(text))")
                }
            }
        }
        for (position, figure) in draft.figures.enumerated() {
            try writer.run(
                """
                INSERT INTO practice_figure (practice_id, position, label, value, unit, year, baseline, source)
                VALUES (\(id), \(position), \(figure.label), \(figure.value), \(figure.unit), \(figure.year), \(figure.baseline), \(figure.source))
                """)
        }
        for (position, study) in draft.studies.enumerated() {
            try writer.run(
                """
                INSERT INTO practice_study (practice_id, position, title, design, is_independent, done_by, url, year)
                VALUES (\(id), \(position), \(study.title), \(study.design.rawValue), \(study.isIndependent), \(study.doneBy), \(study.url), \(study.year))
                """)
        }
    }
}
