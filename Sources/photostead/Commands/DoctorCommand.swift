import Composition
import Engine
import Glibc
import MetadataWrite
import Model
import Platform
import StorageAccess
import Storages
import Store

struct DoctorCommand: Command {
    static let verb = Verb(
        "doctor", "check the library and the tools it uses",
        """
        Checks the database, every relation between its tables, the storages, and the programs Photostead works with.
        Nothing is changed. Exit 1 when something is wrong.
        """)

    init(_ values: VerbValues) {}

    func run(_ terminal: Terminal) throws -> ExitCode {
        var findings = try tools()
        findings += try LibraryReading.with(terminal.configuration.data) { library in
            let damage = try library.store.integrityProblems().map {
                Finding("database", isFine: false, $0)
            }
            let relations = try library.store.read { try LibraryCheck.problems($0) }.map {
                Finding("library", isFine: false, $0)
            }
            let storages = try library.storages.list().map(Self.finding)
            return (damage.isEmpty ? [Finding("database", isFine: true, "sound")] : damage)
                + (relations.isEmpty ? [Finding("library", isFine: true, "every relation holds")] : relations)
                + storages
        }
        for finding in findings {
            try terminal.answer(finding, text: "\(finding.ok ? "ok  " : "BAD ") \(finding.subject): \(finding.message)")
        }
        return findings.allSatisfy(\.ok) ? .done : .failed
    }

    /// Whether a storage can be reached now.
    private static func finding(_ storage: StorageRecord) throws -> Finding {
        do {
            _ = try StorageRoot.open(storage)
            return Finding("storage \(storage.name)", isFine: true, storage.state.rawValue)
        } catch let offline as StorageOffline {
            return Finding("storage \(storage.name)", isFine: false, offline.reason)
        }
    }

    private func tools() throws -> [Finding] {
        let worker = Finding("worker", isFine: true, try Programs.worker())
        let confinement = Finding(
            "confinement", isFine: true,
            Confinement.isSupported
                ? "workers and exiftool reach only what they are given"
                : "this kernel has no Landlock: workers and exiftool are only limited, not confined")
        guard let exifTool = ExifTool.find() else {
            return [
                worker, confinement, Finding("exiftool", isFine: false, "not installed: ratings go to sidecars only"),
            ]
        }
        return [worker, confinement, Finding("exiftool", isFine: true, exifTool)]
    }

    private struct Finding: Encodable {
        let subject: String
        let ok: Bool
        let message: String

        init(_ subject: String, isFine: Bool, _ message: String) {
            self.subject = subject
            ok = isFine
            self.message = message
        }
    }
}
