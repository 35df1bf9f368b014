import Browsing
import Model
import Templating

@testable import Web

extension Specimen {
    private static let shapes = [
        (6000, 4000), (4000, 6000), (4032, 3024), (3024, 4032), (5472, 3648), (1920, 1080), (3000, 3000), (8000, 2600),
        (4000, 2250), (3648, 5472), (6000, 4000), (4608, 3456),
    ]
    private static let colours: [UInt32] = [
        0x6f8f9f, 0x8a7a5c, 0x3d5a45, 0xb08f6a, 0x2e3b52, 0xa9b8c4, 0x734a3d, 0x5f6f50, 0xc7a57b, 0x405c7c,
    ]

    static func tile(_ number: Int) -> PhotoTile {
        var tile = PhotoTile(id: mediaID(number), fileName: "IMG_\(4200 + number).jpg")
        tile.size = shapes[(number * 7) % shapes.count]
        tile.dominantColor = colours[(number * 3) % colours.count]
        tile.taken = taken(number < 14 ? 5 : number < 31 ? 4 : 3, max(1, 28 - number % 27))
        if number % 6 == 1 { tile.rating = .favorite }
        if number % 9 == 4, let stars = Rating(3) { tile.rating = stars }
        if number % 11 == 5 {
            tile.mediaType = .video
            tile.fileName = "MVI_\(4200 + number).mp4"
            tile.duration = 32 + Double(number) * 7
        }
        if number % 13 == 2 { tile.isRaw = true }
        if number % 17 == 8 { tile.copies = 3 }
        if number % 19 == 3 { tile.isOffline = true }
        if number % 23 == 9 { tile.hasPicture = false }
        if number % 8 == 3 { tile.label = ColorLabel.allCases[number % 5].rawValue }
        return tile
    }

    static let years = (2006...2024).reversed().map { YearCount(year: $0, count: 400 + ($0 * 7919) % 5200) }
    static let storageNames = [
        StorageName(uuid: "6f1c2a34-1111-4000-8000-00000000000a", name: "Family archive"),
        StorageName(uuid: "6f1c2a34-2222-4000-8000-00000000000b", name: "Archive 2"),
    ]

    static func grid(_ kind: GridPage.Kind, _ filter: LibraryFilter = LibraryFilter(), tiles: Int = 48) -> GridPage {
        var page = GridPage(
            kind: kind, filter: filter, tiles: (0..<tiles).map(tile), total: tiles == 0 ? 0 : 43_072,
            next: tiles == 0 ? nil : "eyJsIjoxNzE1NTI")
        page.years = years
        page.storages = storageNames
        return page
    }

    private static func filter(_ change: (inout LibraryFilter) -> Void) -> LibraryFilter {
        var filter = LibraryFilter()
        change(&filter)
        return filter
    }

    static let photos: [Specimen] = [
        Specimen("library", grid(.library), context: busy),
        Specimen("library-filtered", grid(.library, filter { ($0.year, $0.minimumRating) = (2024, 3) }, tiles: 9)),
        Specimen("library-no-match", grid(.library, filter { $0.type = .video }, tiles: 0)),
        Specimen("library-empty", GridPage(kind: .library, filter: LibraryFilter(), tiles: [], total: 0)),
        Specimen("library-until", grid(.library, tiles: 6).with { $0.until = 2019 }),
        Specimen("favorites", grid(.favorites, tiles: 23).with { ($0.next, $0.total) = (nil, 23) }),
        Specimen("favorites-empty", GridPage(kind: .favorites, filter: LibraryFilter(), tiles: [], total: 0)),
        Specimen("search", grid(.search, filter { $0.search = "beach at sunset" }, tiles: 12)),
        Specimen("search-nothing", grid(.search, filter { $0.search = "unicorn" }, tiles: 0)),
        Specimen("photo", photo, context: context(flash: Flash(.good, "Rated with 5 stars."))),
        Specimen("photo-bare", barePhoto),
        Specimen("photo-video", video),
    ]

    static let photo: PhotoPage = {
        var second = PhotoCopy(
            storage: storageNames[1], state: .offline, path: relativePath("backup/2024/IMG_4212.jpg"), size: 8_412_331)
        second.modified = now - 86400 * 40
        second.problem = "Not seen since 12 April 2024"
        var first = PhotoCopy(
            storage: storageNames[0], state: .online,
            path: relativePath("2024/05 Sardinia with the whole family/Canon/IMG_4212.jpg"), size: 8_412_331)
        first.modified = now - 86400 * 20
        first.sha256 = String(repeating: "3fa9c1d2", count: 8)
        var page = PhotoPage(
            id: mediaID(12), fileName: "IMG_4212.jpg", mediaType: .photo, mimeType: "image/jpeg", rating: .favorite,
            copies: [first, second])
        page.size = (5472, 3648)
        page.photoTitle = "Cala Goloritzé from the ridge"
        page.caption = "The last climb before the beach, an hour before the thunderstorm."
        page.taken = taken(5, 12)
        page.label = "Green"
        page.people = ["Anna", "Jonas"]
        page.keywords = ["sea", "Sardinia", "hiking", "holiday 2024"]
        page.camera.make = "Canon"
        page.camera.model = "Canon EOS 70D"
        page.camera.lens = "EF-S 18-135mm f/3.5-5.6 IS STM"
        page.camera.focalLength = 35
        page.camera.fNumber = 4
        page.camera.exposureTime = "1/250"
        page.camera.iso = 200
        page.coordinate = Coordinate(latitude: 40.10883, longitude: 9.68912, altitude: 241)
        page.tags = (1...14).map { MetadataTag(group: "Exif", name: "Tag\($0)", value: "value \($0)") }
        page.history = [
            HistoryEntry(at: now - 180, text: "Rating changed from 3 to 5 stars", undoID: "41"),
            HistoryEntry(at: now - 86400 * 3, text: "Title written"),
        ]
        page.previous = mediaID(11)
        page.next = mediaID(13)
        page.strip = (6..<19).map(tile)
        return page
    }()

    static let barePhoto: PhotoPage = {
        let copy = PhotoCopy(
            storage: storageNames[0], state: .online, path: relativePath("scan0001.tif"), size: 912)
        var page = PhotoPage(
            id: mediaID(3), fileName: "scan0001.tif", mediaType: .photo, mimeType: "image/tiff", rating: .none,
            copies: [copy])
        page.taken = taken(1, 3, year: 1994, source: .folder)
        page.problem = PageProblem(
            .bad, "This file is damaged: it ends in the middle of the picture.",
            hint: "What could be read is shown. A good copy would be offered here.")
        page.write = .pending(files: 1, reason: "the storage is read-only")
        page.hasPicture = false
        return page
    }()

    static let video: PhotoPage = {
        let copy = PhotoCopy(
            storage: storageNames[0], state: .online, path: relativePath("2023/MVI_0031.mp4"), size: 1_284_412_331)
        var page = PhotoPage(
            id: mediaID(5), fileName: "MVI_0031.mp4", mediaType: .video, mimeType: "video/mp4", rating: .none,
            copies: [copy])
        page.size = (1920, 1080)
        page.duration = 154
        page.taken = taken(8, 2, 19, year: 2023)
        page.write = .failed(reason: "the disk is full", hint: "Make room and re-index the storage.")
        page.next = mediaID(6)
        return page
    }()
}

extension GridPage {
    /// A copy with a change.
    func with(_ change: (inout GridPage) -> Void) -> GridPage {
        var copy = self
        change(&copy)
        return copy
    }
}
