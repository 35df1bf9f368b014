/// The names of our own files in a storage (seed 2, INTERFACE.md "Files others read").
package enum StorageFiles {
    package static let signature = StorageSignature.fileName
    package static let masterIndex = "imalink-master.json"
    package static let previousMasterIndex = "imalink-master.json.previous"
    package static let names: Set<String> = [signature, masterIndex, previousMasterIndex]
}
