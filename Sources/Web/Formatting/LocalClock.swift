import Glibc

extension Times {
    /// Times as the clock on this machine's wall shows them.
    static func local(now: Double) -> Times {
        Times(now: now) { moment in
            var seconds = time_t(moment)
            var fields = tm()
            localtime_r(&seconds, &fields)
            return Int(fields.tm_gmtoff)
        }
    }
}
