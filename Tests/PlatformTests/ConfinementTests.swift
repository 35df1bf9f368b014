import Glibc
import Testing

@testable import Platform

/// What a process can still open after it has confined itself.
struct ConfinementTests {
    @Test func `a confined process opens nothing outside its folders`() async {
        await #expect(processExitsWith: .success) {
            let open = { (path: String) in Glibc.open(path, O_RDONLY) }
            let isOpenBefore = open("/etc/passwd") >= 0
            let isConfined = try Confinement.confineToReading(["/usr"])
            let isRefused = open("/etc/passwd") < 0 && errno == EACCES
            let canRead = open("/usr/bin/env") >= 0
            // A kernel that cannot confine has to be known to.
            exit(isOpenBefore && isConfined == isRefused && canRead ? EXIT_SUCCESS : EXIT_FAILURE)
        }
    }

    @Test func `a confined process writes nothing`() async {
        await #expect(processExitsWith: .success) {
            try Confinement.limit(memory: 4 << 30, fileSize: 0, descriptors: 64)
            var name = Array("/tmp/photostead-limit-XXXXXX".utf8CString)
            let file = mkstemp(&name)
            unlink(name)
            let isWritten = write(file, "x", 1) == 1
            exit(file < 0 || isWritten ? EXIT_FAILURE : EXIT_SUCCESS)
        }
    }
}
