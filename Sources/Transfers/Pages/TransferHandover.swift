import Kernel
import Members
import Store
import Web

extension TransfersModule {
    /// What a city promised, learned, pays and has before it, by its transfers.
    public static func handover(of city: City, for viewer: Viewer, at today: Day, _ words: Wording, _ reader: Reader) throws -> [HandoverLine] {
        let speaking = Speaking(words)
        let transfers = try Transfers.readable(by: viewer, city: city.id, limit: 200, reader)
        let details = try TransferDetails.of(transfers.map(\.id), reader)
        let cities = Dictionary(uniqueKeysWithValues: try Cities.all(reader).map { ($0.id, $0) })
        return transfers.flatMap { transfer -> [HandoverLine] in
            guard let giving = cities[transfer.giving], let receiving = cities[transfer.receiving] else { return [] }
            let (parts, href) = (details[transfer.id] ?? TransferParts(), TransfersPaths.transfer(transfer.id))
            let state = "\(speaking.stage(transfer.stage)) · \(words("transfers.since", ["date": speaking.format.day(transfer.stageAt.day)]))"
            var lines = [HandoverLine(.commitments, transfer.name, [speaking.route(giving, receiving), state, transfer.challenge], href: href)]
            if let content = parts.outcome?.content {
                let said = [("kept", content.kept), ("changed", content.changed), ("failed", content.failed), ("why", content.why)]
                lines.append(HandoverLine(.evidence, transfer.name, said.map { name, text in "\(words("transfers.field.\(name)")): \(text)" }, href: href))
            }
            for followUp in parts.followUps where followUp.state != nil {
                let state = words("transfers.followUp.state.\(followUp.state?.rawValue ?? "")")
                lines.append(HandoverLine(.evidence, "\(words("transfers.followUp.month\(followUp.months)")): \(transfer.name)", [state, followUp.answer], href: href))
            }
            if let cost = speaking.cost(parts) { lines.append(HandoverLine(.costs, transfer.name, [cost], href: href)) }
            for next in parts.next(at: transfer.stage) {
                let (what, owner) = speaking.what(next)
                lines.append(HandoverLine(.dates, what, [transfer.name, owner], day: next.day, href: href))
            }
            return lines
        }
    }
}
