import Glibc

/// Runs `body` with the file rights of the user `nobody`, on this thread alone; only root can.
package func asNobody<Result>(_ body: () throws -> Result) rethrows -> Result {
    // setfsuid(2) stands in a header that Glibc's module map leaves out.
    typealias SetUser = @convention(c) (uid_t) -> CInt
    guard let symbol = dlsym(nil, "setfsuid") else { preconditionFailure("the C library has no setfsuid") }
    let setUser = unsafeBitCast(symbol, to: SetUser.self)
    _ = setUser(65534)
    defer { _ = setUser(0) }
    return try body()
}
