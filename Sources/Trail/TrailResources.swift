import Foundation
import Store

extension Trail {
    public static func migrations() throws -> [Migration] {
        try Migration.all(ofRoom: "trail", in: URL(fileURLWithPath: Bundle.module.resourcePath ?? "").appendingPathComponent("migrations"))
    }
}
