import Kernel
import Store

/// Questions about what programmes say to those whom they look for.
enum PartnerSearches {
    static func of(_ programme: ProgrammeID, _ reader: Reader) throws -> PartnerSearch? {
        try reader.first("SELECT * FROM partner_search WHERE programme_id = \(programme)", PartnerSearch.init(row:))
    }
}
