/// `operation_type` of docs/interface.md.
package enum OperationKind: String, Sendable, CaseIterable {
    case index
    case updateIndex = "update_index"
    case `import`
    case rebuild
    case terraform
    case bulkMetadata = "bulk_metadata"
    case dateEdit = "date_edit"
    case takeoutScan = "takeout_scan"
    case takeoutImport = "takeout_import"
    case approvedView = "approved_view"
    case snapshot
    case thumbnails
    case verify
    case duplicatesResolution = "duplicates_resolution"
    case trash
    case backup
    case restore
}
