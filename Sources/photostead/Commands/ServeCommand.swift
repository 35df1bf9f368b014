import Composition
import Engine
import Glibc
import HTTP
import Model
import Platform
import Web

struct ServeCommand: Command {
    static let receivesSignals = true
    static let settings = ["bind", "port", "assets"]
    static let verb = Verb(
        "serve", "the dashboard, for browsers on this machine",
        """
        Opens the library and serves its pages. The first line on standard output says where:
        {"listening":"http://127.0.0.1:8080/"}. SIGINT or SIGTERM pauses what runs with a checkpoint and ends.
        """,
        takes: [
            .option("--bind", "ADDRESS", "bind", "only this machine (127.0.0.1 or ::1) until there is a log-in"),
            .option("--port", "PORT", "port", "0 picks a free one"),
            .option("--assets", "DIR", "assets", "the folder with Templates and Public"),
            .flag("--dev", "dev", true, "pick up edited templates without a restart"),
        ])

    private let isDevelopment: Bool

    init(_ values: VerbValues) { isDevelopment = values.isSet("dev") }

    func run(_ terminal: Terminal) throws -> ExitCode {
        let configuration = terminal.configuration
        guard ["127.0.0.1", "::1", "localhost"].contains(configuration.bind) else {
            throw Refusal.setting(
                "--bind \(configuration.bind)",
                "only this machine's own address can be served until Photostead has a log-in",
                hint: "Use 127.0.0.1, and an SSH tunnel from other machines.")
        }
        try RunningSite.check(configuration)
        let library = try OpenLibrary(configuration)
        let running = try RunningSite(library, configuration, isDevelopment: isDevelopment)
        let end = Condition<ExitCode?>(nil)
        Interrupts.receive { code in end.change { $0 = code } }
        terminal.print("{\"listening\":\"\(running.address)\"}")
        terminal.tell("Open \(running.address) in a browser; Ctrl-C pauses what runs and ends.")
        _ = end.wait { $0 }
        running.stop()
        try library.close()
        return .done
    }
}
