import Foundation
import Kernel
import Trail
import Web

/// A webhook as an administrator enters it.
struct WebhookForm {
    let address: String
    let kinds: [EventKind]
    let problems: [FieldProblem]
    let typed: Fields

    init(_ fields: Fields, reach: WebhookReach) {
        typed = fields
        var reader = FieldReader(fields)
        address = reader.text("address", limit: 500)
        kinds = reader.codes("kinds", among: EventKind.open.map(\.rawValue)).compactMap(EventKind.init(rawValue:))
        if fields.all("kinds").isEmpty { reader.report("kinds", "members.webhooks.noKind") }
        if !address.isEmpty, let problem = Self.problem(address, reach) { reader.report("address", problem) }
        problems = reader.problems
    }

    /// What is wrong with an address, as far as it can be seen; where a name leads is looked at with every delivery.
    static func problem(_ text: String, _ reach: WebhookReach) -> String? {
        guard text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }), let parts = URLComponents(string: text), let host = parts.host?.lowercased(), !host.isEmpty,
            parts.user == nil, parts.password == nil, parts.fragment == nil, ["http", "https"].contains(parts.scheme)
        else { return "members.webhooks.noAddress" }
        let bare = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        let literal = NetworkAddress(bare)
        let isLocalName = bare == "localhost" || bare.hasSuffix(".localhost")
        if let literal, !reach.permits(literal) { return "members.webhooks.privateAddress" }
        if isLocalName, reach == .internet { return "members.webhooks.privateAddress" }
        if parts.scheme == "http", reach != .everywhere, !(reach == .thisMachine && (isLocalName || literal?.isLoopback == true)) { return "members.webhooks.noTLS" }
        return nil
    }
}
