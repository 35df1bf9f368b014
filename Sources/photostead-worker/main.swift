import Decoding
import Glibc
import Media
import Platform

/// The descriptor the server connects a worker to.
let socket = MessageSocket(DescriptorSocket(owning: 3))
let service = try WorkerService(socket: socket)
try service.run(hello: Hello(isConfined: false))
