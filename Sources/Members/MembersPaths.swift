/// Every address of Members, once.
public enum MembersPaths {
    public static let signIn = "/sign-in"
    public static let signOut = "/sign-out"
    public static let account = "/account"
    public static let endSession = "/account/sessions/end"
    public static let signOutEverywhere = "/account/sessions/end-all"
}
