import CMicrohttpd
import Glibc

/// A body that libmicrohttpd asks for piece by piece, on a pool thread.
protocol BodyFeed: AnyObject {
    /// Fills the buffer and returns how many bytes; 0 only after suspending the connection, else an `Ending`.
    func feed(_ buffer: UnsafeMutableRawBufferPointer) -> Int

    /// The answer has been sent or given up.
    func release()
}

/// The values that end a body: MHD_CONTENT_READER_END_OF_STREAM and MHD_CONTENT_READER_END_WITH_ERROR.
enum Ending {
    static let complete = -1
    static let broken = -2
}

/// Carries a feed through the context pointer of the callbacks.
private final class FeedBox {
    let feed: any BodyFeed

    init(_ feed: any BodyFeed) { self.feed = feed }
}

/// An answer whose body comes from `feed`.
///
/// - Parameter length: nil makes it chunked.
func makeResponse(_ feed: any BodyFeed, length: Int64?, block: Int) -> OpaquePointer? {
    let box = Unmanaged.passRetained(FeedBox(feed))
    // MHD_SIZE_UNKNOWN is the greatest number.
    let size = length.map(UInt64.init) ?? .max
    let response = MHD_create_response_from_callback(size, block, pullBody, box.toOpaque(), releaseBody)
    if response == nil { box.takeRetainedValue().feed.release() }
    return response
}

private func pullBody(
    context: UnsafeMutableRawPointer?, position: UInt64, buffer: UnsafeMutablePointer<CChar>?, size: Int
) -> Int {
    guard let context else { return Ending.broken }
    let box = Unmanaged<FeedBox>.fromOpaque(context).takeUnretainedValue()
    return box.feed.feed(UnsafeMutableRawBufferPointer(start: buffer, count: size))
}

private func releaseBody(context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    Unmanaged<FeedBox>.fromOpaque(context).takeRetainedValue().feed.release()
}

/// The body of an answer that has none of its own but the length of one, as HEAD and 304 have it; never asked.
final class LengthOnly: BodyFeed {
    func feed(_ buffer: UnsafeMutableRawBufferPointer) -> Int { Ending.broken }
    func release() {}
}
