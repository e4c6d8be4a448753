import Kernel
import Store

/// What programmes need from other rooms. A port that is not filled leaves its part of the page out.
public struct ProgrammesPorts: Sendable {
    /// How many transfers of the programme each city has begun and left open beyond their day.
    public var transfersLeftOpen: (@Sendable (_ programme: ProgrammeID, _ today: Day, _ reader: Reader) throws -> [CityID: Int])?
    /// How many gatherings of the programme each city has held without saying what follows from them.
    public var gatheringsLeftOpen: (@Sendable (_ programme: ProgrammeID, _ today: Day, _ reader: Reader) throws -> [CityID: Int])?

    /// The gatherings of the programme that begin between two days, by their days; what was called off is not among them.
    public var gatherings: (@Sendable (_ programme: ProgrammeID, _ from: Day, _ to: Day, _ reader: Reader) throws -> [ProgrammeGathering])?

    public init(
        transfersLeftOpen: (@Sendable (_ programme: ProgrammeID, _ today: Day, _ reader: Reader) throws -> [CityID: Int])? = nil,
        gatheringsLeftOpen: (@Sendable (_ programme: ProgrammeID, _ today: Day, _ reader: Reader) throws -> [CityID: Int])? = nil,
        gatherings: (@Sendable (_ programme: ProgrammeID, _ from: Day, _ to: Day, _ reader: Reader) throws -> [ProgrammeGathering])? = nil
    ) {
        self.transfersLeftOpen = transfersLeftOpen
        self.gatheringsLeftOpen = gatheringsLeftOpen
        self.gatherings = gatherings
    }
}

/// A visit or meeting that belongs to a programme, as its coordinator sees it in the calendar.
public struct ProgrammeGathering: Sendable, Equatable {
    public let id: GatheringID
    public let title: String
    /// On which it begins, where it happens.
    public let day: Day
    public let city: CityID
    /// Still to come, as far as anybody has said.
    public let isOpen: Bool
    public let href: String

    public init(id: GatheringID, title: String, day: Day, city: CityID, isOpen: Bool, href: String) {
        self.id = id
        self.title = title
        self.day = day
        self.city = city
        self.isOpen = isOpen
        self.href = href
    }
}
