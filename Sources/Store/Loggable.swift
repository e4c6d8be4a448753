/// What a log may say of an error: what kind it is and where, and nothing of what people wrote. Errors of this house are worded for
/// that; of others, whose words may quote anything, only the kind is told.
public func loggable(_ error: any Error) -> String {
    switch error {
    case let error as StoreError: error.description
    case let error as Unreachable: error.description
    default: "\(type(of: error))"
    }
}
