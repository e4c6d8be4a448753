import Kernel
import Web

/// Where a visit and a mentor are asked for: for the transfer as a whole, or about what is missing.
struct Proposals {
    let opened: TransfersRoom.Open
    let ports: TransfersPorts
    let speaking: Speaking

    /// - Parameter topic: what is missing, in words; nil: the transfer as a whole.
    func view(about missing: String? = nil) -> View {
        let (transfer, practice) = (opened.transfer, opened.practice)
        let topic = missing.map { missing in
            speaking.words("transfers.topic", ["what": speaking.brief(missing, 200), "practice": practice.title.text(in: speaking.language.code).text])
        }
        let short = TransferInShort(
            id: transfer.id, name: transfer.name, giving: opened.giving.slug, receiving: opened.receiving.slug, practice: practice.slug, topic: topic)
        return [
            "visitHref": opened.mayWrite ? ports.visitHref?(short) : nil, "mentorHref": opened.mayWrite ? ports.mentorHref?(short) : nil, "topicText": missing,
        ]
    }
}
