import Kernel
import Store

/// What programmes need from other rooms. A port that is not filled leaves its part of the page out.
public struct ProgrammesPorts: Sendable {
    /// How many transfers of the programme each city has begun and left open beyond their day.
    public var transfersLeftOpen: (@Sendable (_ programme: ProgrammeID, _ today: Day, _ reader: Reader) throws -> [CityID: Int])?
    /// How many gatherings of the programme each city has held without saying what follows from them.
    public var gatheringsLeftOpen: (@Sendable (_ programme: ProgrammeID, _ today: Day, _ reader: Reader) throws -> [CityID: Int])?

    public init(
        transfersLeftOpen: (@Sendable (_ programme: ProgrammeID, _ today: Day, _ reader: Reader) throws -> [CityID: Int])? = nil,
        gatheringsLeftOpen: (@Sendable (_ programme: ProgrammeID, _ today: Day, _ reader: Reader) throws -> [CityID: Int])? = nil
    ) {
        self.transfersLeftOpen = transfersLeftOpen
        self.gatheringsLeftOpen = gatheringsLeftOpen
    }
}
