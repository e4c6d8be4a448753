import Kernel
import Web

/// Who else may see a need, as the form says it.
struct ShareForm {
    enum Audience: String, CaseIterable { case me, some, city }

    let audience: Audience
    /// Those that were ticked and may be.
    let people: [PersonID]
    let problems: [FieldProblem]

    /// - Parameters:
    ///   - colleagues: those a need may be shared with.
    ///   - hasCity: a need without a city cannot be shared with everyone of it.
    init(_ fields: Fields, colleagues: [PersonID], hasCity: Bool) {
        var reader = FieldReader(fields)
        let allowed = Audience.allCases.filter { $0 != .city || hasCity }.map(\.rawValue)
        let chosen = reader.optionalCode("audience", among: allowed)
        if chosen == nil && reader.problems.isEmpty { reader.report("audience", "matching.share.error.nothing") }
        audience = chosen.flatMap(Audience.init(rawValue:)) ?? .me
        people = reader.codes("person", among: colleagues.map(\.rawValue)).map { PersonID($0) }
        if audience == .some && people.isEmpty && reader.problems.isEmpty { reader.report("person", "matching.share.error.nobody") }
        problems = reader.problems
    }

    var visibility: Need.Visibility {
        switch audience {
        case .me: .owner
        case .some: .people
        case .city: .city
        }
    }
}
