/// The names of our own files in a storage (docs/interface.md).
package enum StorageFiles {
    package static let signature = StorageSignature.fileName
    package static let masterIndex = "imalink-master.json"
    package static let previousMasterIndex = "imalink-master.json.previous"
    /// Folder of the sessions' files.
    package static let sessions = "imalink-sessions"
    /// Folder of everything else that is ours: staging, trash, manifests.
    package static let own = ".photostead"
    /// In `own`: a master index that could not be read, before the first one of this library took its place.
    package static let damagedMasterIndex = "imalink-master.json.damaged"
    package static let names: Set<String> = [signature, masterIndex, previousMasterIndex]
}
