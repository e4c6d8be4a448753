import Kernel
import Store

/// What this room needs from others.
public struct PartnershipsPorts: Sendable {
    /// A need as an assessment found it.
    public struct FoundNeed: Sendable {
        public let statement: String
        /// In the city's own words.
        public let group: String?
        /// A code of the policy areas.
        public let area: String?
        public let people: Int?
        public let city: CityID
    }

    public typealias Describe = @Sendable (FoundNeed, PersonID, Writer) throws -> NeedID

    /// Puts a need on record that practices can be matched with, in the transaction of who asks. nil: there is no such room, and nothing
    /// offers it.
    public var describe: Describe?
    /// Where such a need is read.
    public var needHref: @Sendable (NeedID) -> String
    /// What organisations and needs can be about: codes with a label each at `compendium.policyArea.<code>`.
    public var policyAreas: [String]

    public init(describe: Describe?, needHref: @escaping @Sendable (NeedID) -> String, policyAreas: [String]) {
        self.describe = describe
        self.needHref = needHref
        self.policyAreas = policyAreas
    }
}
