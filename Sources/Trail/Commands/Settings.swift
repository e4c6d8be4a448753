import Kernel
import Store

/// Values that an installation makes once and keeps.
public enum InstallationSetting {
    /// The stored value, or `make()` stored now. Two processes that start together agree on one.
    public static func value(_ name: String, orStore make: @autoclosure () -> String, in writer: Writer) throws -> String {
        try writer.run("INSERT INTO setting (name, value) VALUES (\(name), \(make())) ON CONFLICT (name) DO NOTHING")
        return try value(name, writer.reader) ?? ""
    }

    public static func value(_ name: String, _ reader: Reader) throws -> String? {
        try reader.first("SELECT value FROM setting WHERE name = \(name)") { try $0["value"] }
    }

    public static func set(_ name: String, to value: String, in writer: Writer) throws {
        try writer.run("INSERT INTO setting (name, value) VALUES (\(name), \(value)) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
    }
}
