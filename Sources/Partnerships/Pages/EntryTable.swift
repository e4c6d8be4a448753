import Kernel
import Web

/// A list of entries as a table, with what to do next; shown by the partial `_entries`.
struct EntryTable {
    let telling: Telling
    let city: String
    /// Whether the reader may change them.
    let canKeep: Bool
    var assessment: AssessmentID?

    /// - Parameters:
    ///   - columns: the fields beside the first one.
    ///   - state: what is to be said of an entry, as a text key and a code for its looks.
    func view(_ shape: Shape, _ entries: [Entry], columns: [String], state: (Entry) -> (key: String, code: String)? = { _ in nil }) -> View {
        let words = telling.words
        let fields = columns.compactMap(shape.field)
        let headLabel = shape.field(shape.head).map(telling.label) ?? ""
        return [
            "listId": "list-\(shape.name)", "listTitle": words("partnerships.list.\(shape.name).title"),
            "addHref": canKeep && shape.most > entries.count ? PartnershipsPaths.newEntry(city, shape, of: assessment) : nil,
            "addText": words("partnerships.list.\(shape.name).add"), "emptyText": words("partnerships.list.\(shape.name).empty"), "hasEntries": !entries.isEmpty, "isWide": fields.count >= 5,
            "columns": ([headLabel] + fields.map(telling.label)).map { ["columnText": $0] as View },
            "entries": entries.map { entry in
                let said = state(entry)
                return [
                    "headText": telling.name(entry, shape), "headHref": canKeep ? PartnershipsPaths.entry(city, shape, entry.id) : nil,
                    "stateText": said.map { words($0.key) }, "stateCode": said?.code,
                    "cells": fields.map { cell($0, entry) },
                ] as View
            },
        ]
    }
}

extension EntryTable {
    /// An address may be broken before its @ and nowhere else.
    private func cell(_ field: ShapeField, _ entry: Entry) -> View {
        let text = telling.text(field, entry.content) ?? "–"
        let at = field.kind == .email ? text.firstIndex(of: "@") : nil
        let names = telling.names(field, entry.content)
        return [
            "cellLabel": telling.label(field), "cellText": at.map { String(text[..<$0]) } ?? text, "cellRest": at.map { String(text[$0...]) }, "hasNames": !names.isEmpty,
            "names": names.map { ["nameText": $0] as View },
        ]
    }
}

/// The parts of a partnership, as tabs.
struct PartnershipTabs {
    static func view(_ current: Shape.Place, _ opened: PartnershipsRoom.Opened, _ words: Wording) -> [View] {
        let places: [(Shape.Place, String)] =
            [(.overview, PartnershipsPaths.overview(opened.city))]
            + (opened.canKeep ? [(.stakeholders, PartnershipsPaths.stakeholders(opened.city)), (.network, PartnershipsPaths.network(opened.city))] : [])
            + [(.assessments, PartnershipsPaths.assessments(opened.city)), (.mechanisms, PartnershipsPaths.mechanisms(opened.city))]
        return places.map { place, href in
            ["tabHref": href, "tabText": words("partnerships.place.\(place.rawValue)"), "isCurrent": place == current || (place == .assessments && current == .assessment)]
        }
    }

    static func breadcrumbs(_ words: Wording) -> [View] { [["href": PartnershipsPaths.list, "label": words("partnerships.title")]] }
}
