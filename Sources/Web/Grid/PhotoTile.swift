import Glibc
import Model
import Templating

/// One photo in a grid or strip.
struct PhotoTile: Sendable {
    var id: MediaID
    /// Name of the first file, for the alternative text.
    var fileName: String
    var title: String?
    var taken: CaptureDate?
    var mediaType = MediaType.photo
    /// Pixels as shown, orientation applied; nil = unknown, shown as 3:2.
    var size: (width: Int, height: Int)?
    var rating = Rating.none
    var label: String?
    /// Seconds, for videos.
    var duration: Double?
    var isRaw = false
    var isLive = false
    /// How many files carry the photo.
    var copies = 1
    /// No storage with a copy is online.
    var isOffline = false
    /// `0xRRGGBB`, the placeholder until the picture is there; nil = neutral.
    var dominantColor: UInt32?
    /// Whether there is a picture to show, or will be; else the tile shows the name of the file.
    var hasPicture = true
    /// Whether it stands in a form and can be selected; `GridPage` sets it.
    var isEditable = false

    /// - Parameter query: the filter the tile stands in, so that previous and next stay in it.
    func value(_ query: [(name: String, value: String)]) -> TemplateValue {
        let picture = pictureSize
        let badges = badges
        let page = Route.photo(id)
        return [
            "ID": .text(id.text), "HREF": .text(page.link(query)),
            "PICTURE": .optional(hasPicture ? Route.photoFile(id, .grid).path : nil),
            "FILE": .optional(hasPicture ? nil : fileName), "ALT": .text(alternative),
            "WIDTH": .number(picture.width), "HEIGHT": .number(picture.height),
            "SHAPE": .number(TileClass.shape(width: picture.width, height: picture.height)),
            "COLOUR": .optional(dominantColor.map { String(TileClass.colour($0)) }),
            "FAVORITE_ACTION": .text(Route.favoritePhoto(id).path),
            "FAVORITE_VALUE": rating.isFavorite ? "0" : "1", "IS_PRESSED": rating.isFavorite ? "true" : "false",
            "STARS": .optional(rating.stars > 0 ? String(rating.stars) : nil), "RATING": .number(rating.stars),
            "IS_REJECTED": .when(rating == .rejected), "LABEL": .optional(colorLabel), "BADGES": .section(badges),
            "BADGE_LIST": .when(!badges.isEmpty),
            "IS_EDITABLE": .when(isEditable),
        ]
    }

    /// The size of the picture in the grid: at most 640 pixels on the longer side.
    private var pictureSize: (width: Int, height: Int) {
        guard let size, size.width > 0, size.height > 0 else { return (640, 427) }
        let longer = max(size.width, size.height)
        guard longer > 640 else { return size }
        return (max(1, size.width * 640 / longer), max(1, size.height * 640 / longer))
    }

    private var alternative: String {
        let name = title.map { $0.isEmpty ? fileName : $0 } ?? fileName
        let what = mediaType == .video ? "Video \(name)" : name
        return taken.map { "\(what), \(Times.taken($0))" } ?? what
    }

    /// The label when it is one of the colours, as a class.
    private var colorLabel: String? { label.flatMap(ColorLabel.init(rawValue:))?.rawValue.lowercased() }

    private var badges: [TemplateValue] {
        var badges: [String] = []
        if mediaType == .video { badges.append(duration.map(Times.length) ?? "Video") }
        if isRaw { badges.append("RAW") }
        if isLive { badges.append("Live") }
        if copies > 1 { badges.append("\(Numbers.count(copies)) copies") }
        if isOffline { badges.append("Offline") }
        return badges.map { ["BADGE": .text($0)] }
    }
}

/// Classes from fixed sets, because the page's policy forbids inline styles and nothing may move when pictures arrive.
///
/// `ratios.css` and `colours.css` hold the rules; a test compares them with these formulas.
enum TileClass {
    static let shapeCount = 106

    /// The ratio of width to height of class `s0`...`s105`: 0.4 to 3.2 in steps of 2 %.
    static func ratio(_ shape: Int) -> Double { 0.4 * pow(1.02, Double(shape)) }

    /// The class whose ratio is nearest.
    static func shape(width: Int, height: Int) -> Int {
        let ratio = Double(max(1, width)) / Double(max(1, height))
        return min(shapeCount - 1, max(0, Int((log(ratio / 0.4) / log(1.02)).rounded())))
    }

    /// The class `k0`...`k215` nearest to `0xRRGGBB`: six levels for each primary colour.
    static func colour(_ rgb: UInt32) -> Int {
        func level(_ shift: UInt32) -> Int { (Int(rgb >> shift & 255) + 25) / 51 }
        return level(16) * 36 + level(8) * 6 + level(0)
    }
}
