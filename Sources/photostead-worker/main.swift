import Decoding
import Glibc
import Media
import Platform

/// Seconds of computing for one request.
let secondsPerRequest: UInt64 = 300

do {
    // The descriptor the server connects a worker to.
    let socket = MessageSocket(DescriptorSocket(owning: 3))
    let service = try WorkerService(socket: socket) {
        // The limit was set at start, so it can be moved.
        try? Confinement.allow(seconds: secondsPerRequest)
    }
    // HEIC needs 600 MB of address space; nothing is ever written to a file.
    try Confinement.limit(memory: 2 << 30, fileSize: 0, descriptors: 256)
    try Confinement.allow(seconds: secondsPerRequest)
    let isConfined = try Confinement.confineToReading(["/usr", "/etc"])
    // From here on decoders talk to nobody but us.
    let null = open("/dev/null", O_WRONLY)
    if null >= 0 { dup2(null, STDERR_FILENO) }
    try service.run(hello: Hello(isConfined: isConfined))
} catch {
    let line = Array("photostead-worker: \(error)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
    exit(1)
}
