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
        let own = transfers.filter { $0.receiving == city.id }.map { details[$0.id] ?? TransferParts() }
        return [total(own, speaking)].compactMap(\.self) + transfers.flatMap { transfer -> [HandoverLine] in
            guard let giving = cities[transfer.giving], let receiving = cities[transfer.receiving] else { return [] }
            let (parts, href) = (details[transfer.id] ?? TransferParts(), TransfersPaths.transfer(transfer.id))
            let route = speaking.route(giving, receiving)
            let state = "\(speaking.stage(transfer.stage)) · \(words("transfers.since", ["date": speaking.format.day(transfer.stageAt.day)]))"
            let why = transfer.stage == .stopped ? parts.whyStopped.map { "\(words("transfers.why")) \($0)" } : nil
            var lines = [HandoverLine(.commitments, transfer.name, [route, state, why, transfer.challenge], href: href)]
            if let content = parts.outcome?.content {
                lines.append(HandoverLine(.evidence, transfer.name, content.said.map { name, text in "\(words("transfers.field.\(name)")): \(text)" }, href: href))
            }
            for followUp in parts.followUps where followUp.state != nil {
                let state = words("transfers.followUp.state.\(followUp.state?.rawValue ?? "")")
                lines.append(HandoverLine(.evidence, "\(words("transfers.followUp.month\(followUp.months)")): \(transfer.name)", [state, followUp.answer], href: href))
            }
            if let cost = speaking.cost(parts) { lines.append(HandoverLine(.costs, transfer.name, [cost, route, state], href: href)) }
            for next in parts.next(at: transfer.stage) {
                let (what, owner) = speaking.what(next)
                lines.append(HandoverLine(.dates, what, [transfer.name, owner], day: next.day, href: href))
            }
            return lines
        }
    }

    /// What the city plans and spends on what it takes over, all together; nil while no transfer has figures.
    private static func total(_ own: [TransferParts], _ speaking: Speaking) -> HandoverLine? {
        let known = own.filter { speaking.cost($0) != nil }
        let all = TransferParts(actions: known.flatMap(\.actions))
        return speaking.cost(all).map { cost in
            HandoverLine(
                .costs, speaking.words("transfers.handover.total"),
                [cost, speaking.words("transfers.handover.known", ["known": speaking.format.number(known.count), "all": speaking.format.number(own.count)])])
        }
    }
}
