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
            "addText": words("partnerships.list.\(shape.name).add"), "emptyText": words("partnerships.list.\(shape.name).empty"), "hasEntries": !entries.isEmpty,
            "columns": ([headLabel] + fields.map(telling.label)).map { ["columnText": $0] as View },
            "entries": entries.map { entry in
                let said = state(entry)
                return [
                    "headText": telling.name(entry, shape), "headHref": canKeep ? PartnershipsPaths.entry(city, shape, entry.id) : nil,
                    "stateText": said.map { words($0.key) }, "stateCode": said?.code,
                    "cells": fields.map { ["cellLabel": telling.label($0), "cellText": telling.text($0, entry.content) ?? "–"] as View },
                ] as View
            },
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
