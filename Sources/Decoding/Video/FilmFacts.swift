import CLibAV
import Media
import Model
import Platform

/// What the container of a film tells.
struct FilmFacts {
    private let film: Film
    private let source: ByteSource

    init(_ source: ByteSource) throws(DecodingProblem) {
        self.source = source
        film = try Film(source)
    }

    /// Fills facts and dates that nothing more trusted has told.
    func fill(_ facts: inout Facts, _ dates: inout DateTags) throws(DecodingProblem) {
        if film.picture.map({ $0.pointee.codecpar.pointee.width == 0 }) ?? false || film.duration == nil {
            // Some headers leave size or duration to the packets.
            try film.findStreams()
        }
        if let picture = film.picture {
            let parameters = picture.pointee.codecpar.pointee
            if facts.width == nil, parameters.width > 0, parameters.height > 0 {
                (facts.width, facts.height) = (Int(parameters.width), Int(parameters.height))
            }
            facts.orientation = facts.orientation ?? (film.orientation == 1 ? nil : film.orientation)
        }
        facts.durationSeconds = film.duration
        facts.cameraMake = facts.cameraMake ?? text("com.apple.quicktime.make", "com.android.manufacturer", "make")
        facts.cameraModel = facts.cameraModel ?? text("com.apple.quicktime.model", "com.android.model", "model")
        facts.title = facts.title ?? text("com.apple.quicktime.title", "title")
        facts.caption = facts.caption ?? text("com.apple.quicktime.description", "description", "comment")
        if facts.coordinate == nil {
            facts.coordinate = text("com.apple.quicktime.location.ISO6709", "location").flatMap(ISO6709.read)
        }
        dates.quickTime = text("com.apple.quicktime.creationdate", "date", "DATE_RECORDED")
        dates.movieHeader = text("creation_time").flatMap { DateText.iso($0, source: .quicktime)?.local }
    }

    private func text(_ keys: String...) -> String? {
        for key in keys {
            let values = [film.context.pointee.metadata] + film.streams.map { $0.pointee.metadata }
            for dictionary in values {
                if let value = film.text(key, of: dictionary)?.trimmingBlanks, !value.isEmpty { return String(value) }
            }
        }
        return nil
    }
}

/// Places as films write them: `+37.3318-122.0312+012.3/`.
enum ISO6709 {
    /// - Returns: nil when the text is no place in degrees.
    static func read(_ text: String) -> Coordinate? {
        var numbers: [Double] = []
        var current = ""
        for character in text {
            if character == "+" || character == "-" || character == "/" || character == "C" {
                if let number = Double(current) { numbers.append(number) }
                current = character == "-" ? "-" : ""
                if character == "/" || character == "C" { break }
            } else {
                current.append(character)
            }
        }
        if let number = Double(current) { numbers.append(number) }
        guard numbers.count >= 2 else { return nil }
        return Coordinate(
            latitude: numbers[0], longitude: numbers[1], altitude: numbers.count > 2 ? numbers[2] : nil)
    }
}
