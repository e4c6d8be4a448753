import Kernel
import Store

/// The roles that people were given.
public enum Grants {
    /// What a row of `role_grant` must meet to count at a moment: it has no last day, or that is yet to come.
    public static func inForce(at now: Instant) -> SQL { "(role_grant.expires_at IS NULL OR role_grant.expires_at > \(now))" }
}
