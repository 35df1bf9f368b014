package import Engine
package import Model

/// Every address of Photostead (INTERFACE.md, "Pages and forms", "JSON API"): parsed from a request, printed into links.
///
/// A page links to nothing but values of this type, so a link to what does not exist does not compile.
package enum Route: Hashable, Sendable {
    // Pages
    case dashboard
    case photos
    case photo(MediaID)
    case favorites
    case search
    case storages
    case newStorage
    case storage(String)
    case storageStatistics(String)
    case storageBackup(String)
    /// The copies of a picture or file by its hash.
    case lookup(String)
    case conflicts(String)
    case storageLock(String)
    case discovery
    case imports
    case newImport
    /// By the key of the session or the id of its operation.
    case importSession(String)
    case operations
    case operation(String)
    case settings
    case health

    // Files
    case photoFile(MediaID, PhotoFile)
    case operationEvents(String)
    /// A file below `Public`, by its path there.
    case asset(String)

    // Forms, all POST
    case addStorage
    case editStorage(String)
    case reindexStorage(String)
    case settleConflicts(String)
    case removeStorage(String)
    case breakLock(String)
    case startDiscovery
    case cancelDiscovery
    case addDiscovered
    case startImport
    case previewImport
    case cancelPreview
    /// Files that come from a browser, before they are imported.
    case upload(String)
    case startUpload
    case receiveFiles(String)
    case previewUpload(String)
    case importUpload(String)
    case discardUpload(String)
    case retryImport(String)
    case answerImport(String)
    case rollBackImport(String)
    case restoreImport(String)
    case ratePhoto(MediaID)
    case favoritePhoto(MediaID)
    case labelPhoto(MediaID)
    case describePhoto(MediaID)
    case undoChange(MediaID)
    case editPhotos
    case steerOperation(String, Steering)
    case setAppearance
    case cleanCache

    // The JSON API
    case apiDescription
    case api(CallRoute)
}

/// Which file of a photo an address names.
package enum PhotoFile: String, Sendable, CaseIterable {
    /// At most 256 pixels.
    case thumbnail
    /// At most 640 pixels, for the grid.
    case grid
    /// At most 2,048 pixels.
    case preview
    /// The bytes of the photo's first available item.
    case original
}
