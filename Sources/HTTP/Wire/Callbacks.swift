import CMicrohttpd
import Glibc

// Called by libmicrohttpd on its pool threads. They live here and not in a main.swift, whose closures would belong to
// the main actor and die at the first call.

/// The daemon behind the context pointer of a callback.
private func daemon(_ context: UnsafeMutableRawPointer?) -> Daemon? {
    context.map { Unmanaged<Daemon>.fromOpaque($0).takeUnretainedValue() }
}

/// A client wants to connect.
func acceptConnection(
    context: UnsafeMutableRawPointer?, address: UnsafePointer<sockaddr>?, size: socklen_t
) -> MHD_Result {
    daemon(context)?.isStopping == false ? .YES : .NO
}

/// A socket was opened or is about to be closed.
func connectionChanged(
    context: UnsafeMutableRawPointer?, connection: OpaquePointer?,
    record: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, event: MHD_ConnectionNotificationCode
) {
    guard let daemon = daemon(context), let connection, let record else { return }
    if event == .CONNECTION_NOTIFY_STARTED {
        let client = Connection(
            socket: photostead_connection_socket(connection),
            peer: photostead_connection_peer(connection).map(NumericAddress.text) ?? "")
        daemon.connections.add(client, deadline: daemon.now() + daemon.configuration.headerDeadline)
        record.pointee = Unmanaged.passRetained(client).toOpaque()
    } else if let pointer = record.pointee {
        daemon.connections.remove(Unmanaged<Connection>.fromOpaque(pointer).takeRetainedValue())
        record.pointee = nil
    }
}

/// The request line has come; what is returned accompanies the request.
func requestLineArrived(
    context: UnsafeMutableRawPointer?, target: UnsafePointer<CChar>?, connection: OpaquePointer?
) -> UnsafeMutableRawPointer? {
    guard let daemon = daemon(context), let target, let connection,
        let record = photostead_connection_record(connection)
    else { return nil }
    let client = Unmanaged<Connection>.fromOpaque(record).takeUnretainedValue()
    let exchange = Exchange(daemon, client: client, connection: connection, rawTarget: target)
    return Unmanaged.passRetained(exchange).toOpaque()
}

/// libmicrohttpd would decode the target in place; ours stays raw for the guard.
func leaveEscaped(
    context: UnsafeMutableRawPointer?, connection: OpaquePointer?, text: UnsafeMutablePointer<CChar>?
) -> Int {
    text.map { strlen($0) } ?? 0
}

/// The head, a piece of the body, or the end of the request has come, or the connection woke.
func requestArrived(
    context: UnsafeMutableRawPointer?, connection: OpaquePointer?, target: UnsafePointer<CChar>?,
    method: UnsafePointer<CChar>?, version: UnsafePointer<CChar>?, data: UnsafePointer<CChar>?,
    size: UnsafeMutablePointer<Int>?, request: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let pointer = request?.pointee, let method, let version, let size else { return .NO }
    let exchange = Unmanaged<Exchange>.fromOpaque(pointer).takeUnretainedValue()
    let bytes = UnsafeRawBufferPointer(start: data, count: size.pointee)
    let result = exchange.proceed(method: method, version: version, data: bytes)
    if result == .YES { size.pointee = 0 }
    return result
}

/// The request is over.
func requestCompleted(
    context: UnsafeMutableRawPointer?, connection: OpaquePointer?,
    request: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, reason: MHD_RequestTerminationCode
) {
    guard let pointer = request?.pointee else { return }
    Unmanaged<Exchange>.fromOpaque(pointer).takeRetainedValue().end()
    request?.pointee = nil
}
