import Foundation
import Kernel
import TestKit
@testable import Compendium

/// A practice from a record of the fixture, without a database.
func practice(_ changes: Fixture.Record = [:]) throws -> Practice {
    let file = (name: "test.json", data: try Fixture.data(Fixture.practice("test", changes)))
    let draft = try ImportPractices(files: [file]).entries[0].draft
    return Practice(draft: draft, id: PracticeID("test"), version: 1, city: CityID("catania"), changedAt: Instant(milliseconds: 0))
}

func study(_ design: String, independent: Bool = false) -> Fixture.Record { ["title": "A study", "design": design, "independent": independent] }
