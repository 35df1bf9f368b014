import Foundation

/// A folder of its own for one test, removed with everything in it when the test lets go of it.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        path = NSTemporaryDirectory() + "photostead-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        // Nothing hangs on the removal, and a deinit cannot throw.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file, making its folders; returns its absolute path.
    @discardableResult
    package func write(_ relativePath: String, _ content: String = "content") throws -> String {
        try write(relativePath, Array(content.utf8))
    }

    @discardableResult
    package func write(_ relativePath: String, _ content: [UInt8]) throws -> String {
        let target = URL(fileURLWithPath: path).appendingPathComponent(relativePath)
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(content).write(to: target)
        return target.path
    }

    /// Makes a folder; returns its absolute path.
    @discardableResult
    package func makeFolder(_ relativePath: String) throws -> String {
        let target = path + "/" + relativePath
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        return target
    }
}
