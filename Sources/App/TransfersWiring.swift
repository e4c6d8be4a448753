import Compendium
import Gatherings
import Kernel
import Matching
import Members
import Store
import Transfers
import Web

/// Fills the ports between transfers, the compendium, matching and gatherings.
extension Installation {
    static let transfersPorts = TransfersPorts(
        practice: { slug, reader in
            guard let practice = try Practices.bySlug(slug, reader), let short = try CompendiumModule.inShort([practice.id], reader)[practice.id] else { return nil }
            return GivingPractice(short, blocks: practice.blocks.map { GivingPractice.Block(id: $0.id, title: $0.title, description: $0.description, isCore: $0.isCore) })
        },
        practices: { ids, reader in try CompendiumModule.inShort(ids, reader).mapValues { GivingPractice($0, blocks: []) } },
        need: { id, practice, viewer, reader in
            guard let found = try MatchingModule.need(id, for: viewer, reader) else { return nil }
            let answers = Dictionary(found.work.answers(on: practice).map { ($0.precondition, $0) }, uniquingKeysWith: { first, _ in first })
            let preconditions = try CompendiumModule.preconditions(of: practice, reader)
            return ReceivingNeed(
                id: id, version: found.need.version, name: found.need.name, text: found.need.content.text, city: found.need.content.city,
                preconditions: preconditions.map { one in
                    ReceivingNeed.Precondition(
                        id: one.id, text: one.text, state: answers[one.id].flatMap { ReceivingNeed.Precondition.State(rawValue: $0.answer.rawValue) } ?? .open,
                        note: answers[one.id]?.note)
                }, mayWrite: found.mayWrite)
        },
        visitHref: { transfer in
            Fields([
                ("for", RecordReference(transfer.id).description), ("kind", "study-visit"), ("title", transfer.name), ("city", transfer.giving), ("host", transfer.giving),
                ("visiting", transfer.receiving), ("practice", transfer.practice),
            ] + (transfer.topic.map { [("questions", $0)] } ?? [])).link(GatheringsPaths.plan)
        },
        mentorHref: { transfer in
            Fields([
                ("for", RecordReference(transfer.id).description), ("city", transfer.receiving), ("goals", [transfer.name, transfer.topic].compactMap(\.self).joined(separator: ": ")),
            ]).link(GatheringsPaths.wish)
        })

    static let takenFurther: @Sendable (NeedID, Viewer, Reader) throws -> [PracticeID: TakenFurther] = { need, viewer, reader in
        try TransfersModule.ofNeed(need, for: viewer, reader).mapValues { TakenFurther(href: TransfersPaths.transfer($0.id), stageKey: $0.stageKey) }
    }

    static let blocksInUse: @Sendable (PracticeID, Reader) throws -> [BlockInUse] = { practice, reader in
        try BlockUses.of(practice, reader).map { use in
            BlockInUse(block: use.block, city: use.city, isAdapted: use.isAdapted, since: use.since, answer: use.followUp.flatMap(BlockInUse.Answer.init(rawValue:)), unanswered: use.unanswered)
        }
    }
}

extension GivingPractice {
    fileprivate init(_ practice: PracticeInShort, blocks: [Block]) {
        self.init(
            id: practice.id, slug: practice.slug, version: practice.version, title: practice.title, city: practice.city, blocks: blocks,
            outOfUse: practice.outOfUseKey.map { OutOfUse(key: $0, reason: practice.reason, successor: practice.successor) }, owner: practice.owner)
    }
}
