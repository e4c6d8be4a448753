import Kernel
import Store

/// What this room keeps of people. Who registers, and what they need to take part, goes a year after the gathering. What others work with
/// stays, of a former member; where it names somebody who asks to be forgotten, in full or by address, the name is taken out.
extension GatheringsModule {
    public static let kept: [KeptTable] = [
        KeptTable(
            "note", personal: "author_id text written_at received_at", other: "id gathering_id slot_id", about: "gatherings.privacy.kept.notes", for: .work, until: .withRecord,
            seenBy: [.themselves, .colleagues], whose: { "author_id = \($0)" }, becomes: .unnamed, erasing: { person, _ in unnamed("note", ["text"], person) }),
        KeptTable(
            "lesson", personal: "owner_id owner_name created_by created_at text", other: "id gathering_id city_id block_id block intention due_day done_at", about: "gatherings.privacy.kept.outcomes",
            for: .work, until: .withRecord, seenBy: [.themselves, .colleagues], whose: { "(owner_id = \($0) OR created_by = \($0))" }, becomes: .unnamed,
            erasing: { person, _ in ["UPDATE lesson SET owner_id = NULL WHERE owner_id = \(person) AND done_at IS NULL"] + unnamed("lesson", ["text", "owner_name"], person) }),
        KeptTable(
            "gathering_follow_up", personal: "owner_id created_by created_at text", other: "id gathering_id due_day done_at", about: "gatherings.privacy.kept.outcomes", for: .work,
            until: .withRecord, seenBy: [.themselves, .colleagues], whose: { "(owner_id = \($0) OR created_by = \($0))" }, becomes: .unnamed,
            erasing: { person, _ in
                ["UPDATE gathering_follow_up SET owner_id = NULL WHERE owner_id = \(person) AND done_at IS NULL"] + unnamed("gathering_follow_up", ["text"], person)
            }),
        KeptTable(
            "registration", personal: "person_id name email city_id organisation role needs language state attended at", other: "id gathering_id expires_at",
            about: "gatherings.privacy.kept.registrations", for: .work, until: .runsOut(at: "expires_at", within: Registration.keptDays), seenBy: [.themselves, .colleagues],
            whose: { "(person_id = \($0) OR email = (SELECT person.email FROM person WHERE person.id = \($0)))" }, becomes: .deleted),
        KeptTable(
            "calendar_key", personal: "digest! person_id created_at", about: "gatherings.privacy.kept.calendars", for: .account, until: .withAccount, seenBy: [.themselves],
            whose: { "person_id = \($0)" }, becomes: .deleted),
        KeptTable(
            "reminder", personal: "person_id subject at", about: "gatherings.privacy.kept.reminders", for: .letters, until: .days(400, after: "at"), seenBy: [.themselves],
            whose: { "person_id = \($0)" }, becomes: .deleted),
        KeptTable(
            "reminder_choice", personal: "person_id at", about: "gatherings.privacy.kept.reminders", for: .letters, until: .withAccount, seenBy: [.themselves],
            whose: { "person_id = \($0)" }, becomes: .deleted),
        KeptTable(
            "mentoring_entry", personal: "by_id at day minutes topic advice agreed next", other: "id mentoring_id kind", about: "gatherings.privacy.kept.mentoring", for: .work,
            until: .withRecord, seenBy: [.themselves, .colleagues], whose: { "by_id = \($0)" }, becomes: .unnamed,
            erasing: { person, _ in unnamed("mentoring_entry", ["topic", "advice", "agreed", "next"], person) }),
        KeptTable(
            "mentoring_follow_up", personal: "owner_id created_by created_at text", other: "id mentoring_id due_day done_at", about: "gatherings.privacy.kept.mentoring", for: .work,
            until: .withRecord, seenBy: [.themselves, .colleagues], whose: { "(owner_id = \($0) OR created_by = \($0))" }, becomes: .unnamed,
            erasing: { person, _ in
                ["UPDATE mentoring_follow_up SET owner_id = NULL WHERE owner_id = \(person) AND done_at IS NULL"] + unnamed("mentoring_follow_up", ["text"], person)
            }),
        KeptTable(
            "mentoring", personal: "mentor_id created_by created_at changed_at goals reason", other: "id wish_id mentor_city_id mentee_city_id score stage is_withdrawn",
            about: "gatherings.privacy.kept.mentoring", for: .work, until: .withRecord, seenBy: [.themselves, .colleagues], whose: { "(mentor_id = \($0) OR created_by = \($0))" },
            becomes: .unnamed, erasing: { person, _ in unnamed("mentoring", ["goals", "reason"], person) }),
        .impersonal("mentor_wish_item", "wish_id kind code"),
        KeptTable(
            "mentor_wish", personal: "created_by created_at goals", other: "id city_id is_open origin", about: "gatherings.privacy.kept.mentoring", for: .work, until: .withRecord,
            seenBy: [.themselves, .colleagues], whose: { "created_by = \($0)" }, becomes: .unnamed, erasing: { person, _ in unnamed("mentor_wish", ["goals"], person) }),
        KeptTable(
            "mentor_offer_item", personal: "person_id kind code", about: "gatherings.privacy.kept.offers", for: .work, until: .withAccount, seenBy: [.themselves, .colleagues],
            whose: { "person_id = \($0)" }, becomes: .deleted),
        KeptTable(
            "mentor_offer", personal: "person_id city_id capacity is_open text changed_at", about: "gatherings.privacy.kept.offers", for: .work, until: .withAccount,
            seenBy: [.themselves, .colleagues], whose: { "person_id = \($0)" }, becomes: .deleted),
        KeptTable(
            "gathering_task", personal: "done_by done_at text", other: "id gathering_id side position code", about: "gatherings.privacy.kept.gatherings", for: .work, until: .withRecord,
            seenBy: [.colleagues], whose: { "done_by = \($0)" }, becomes: .unnamed, erasing: { person, _ in unnamed("gathering_task", ["text"], person) }),
        KeptTable(
            "agenda_slot", personal: "who", other: "id gathering_id starts_at ends_at title place", about: "gatherings.privacy.kept.gatherings", for: .work, until: .withRecord,
            seenBy: [.everybody], whose: { "who LIKE '%' || \(fullName($0)) || '%'" }, becomes: .unnamed, erasing: { person, _ in unnamed("agenda_slot", ["who"], person) }),
        .impersonal("gathering_question", "gathering_id position text"),
        .impersonal("gathering_city", "gathering_id part city_id"),
        KeptTable(
            "gathering", personal: "created_by created_at changed_by changed_at report held_reason cancel_reason logistics",
            other: """
                id version kind title city_id place zone starts_at ends_at practice_id programme_id admission capacity register_until budget_cents access stage
                held_starts_at held_ends_at held_place held_people spent_cents
                """,
            about: "gatherings.privacy.kept.gatherings", for: .work, until: .withRecord, seenBy: [.everybody], whose: { "(created_by = \($0) OR changed_by = \($0))" },
            becomes: .unnamed, erasing: { person, _ in unnamed("gathering", ["report", "held_reason", "cancel_reason", "logistics"], person) }),
    ]

    /// What stands where a name was.
    static let removed = "[…]"

    private static func fullName(_ person: PersonID) -> SQL { "(SELECT person.name FROM person WHERE person.id = \(person))" }

    /// Takes somebody's full name and address out of texts. A single word is left: it may be any word.
    private static func unnamed(_ table: String, _ columns: [String], _ person: PersonID) -> [SQL] {
        let name: SQL = "(SELECT person.name FROM person WHERE person.id = \(person) AND person.name LIKE '% %')"
        let address: SQL = "(SELECT person.email FROM person WHERE person.id = \(person))"
        return columns.flatMap { column in
            [name, address].map { said in
                SQL(trusted: "UPDATE \(table) SET \(column) = replace(\(column), ") + said + ", \(removed)) WHERE " + SQL(trusted: "\(column) LIKE '%' || ") + said + " || '%'"
            }
        }
    }
}
