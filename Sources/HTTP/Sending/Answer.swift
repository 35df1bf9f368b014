/// An answer as it goes over the wire.
package struct Answer: Sendable {
    package var status: Status
    package var headers: Headers
    package var body: ResponseBody
    /// Bytes of the body a GET would have got; differs from the body of a HEAD or a 304.
    package var announcedLength: Int64?
    /// The connection ends with this answer.
    package var closes = false
}
