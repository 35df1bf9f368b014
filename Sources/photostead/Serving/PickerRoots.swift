import Glibc
import Web

/// Folders that the picker may browse: the home folder and the places where drives appear.
enum PickerRoots {
    static func present() -> [PickerRoot] {
        let home = getenv("HOME").map { String(cString: $0) }
        let candidates =
            [(PickerRoot.home, "Home", home ?? "")]
            + ["/mnt", "/media", "/run/media", "/nas", "/srv"].map {
                (String($0.dropFirst().map { $0 == "/" ? "-" : $0 }), $0, $0)
            }
        return candidates.filter { !$0.2.isEmpty && access($0.2, R_OK | X_OK) == 0 }.map {
            PickerRoot(id: $0.0, name: $0.1, path: $0.2)
        }
    }
}
