import Model
import Platform
import Templating

extension PhotoPage {
    /// Everything beside the picture.
    func panel(_ context: PageContext) -> TemplateValue {
        edits.merging(facts).merging(files(context)).merging(changes(context))
    }

    /// What can be changed.
    private var edits: TemplateValue {
        [
            "RATING_ACTION": .text(Route.ratePhoto(id).path), "STARS": .include("shared/_stars", stars),
            "FAVORITE_ACTION": .text(Route.favoritePhoto(id).path),
            "FAVORITE_VALUE": rating.isFavorite ? "0" : "1", "IS_PRESSED": rating.isFavorite ? "true" : "false",
            "FAVORITE_WORD": rating.isFavorite ? "Remove from favorites" : "Add to favorites",
            "LABEL_ACTION": .text(Route.labelPhoto(id).path), "LABELS": .section(labels),
            "DESCRIPTION_ACTION": .text(Route.describePhoto(id).path), "PHOTO_TITLE": .text(photoTitle ?? ""),
            "CAPTION": .text(caption ?? ""), "SHOWN_TITLE": .text(title),
            "SHOWN_CAPTION": .optional(caption.flatMap { $0.isEmpty ? nil : $0 }), "WRITE": .when(writeNote),
        ]
    }

    private var stars: TemplateValue {
        [
            "CHOICES": .section(
                (0...5).map { number in
                    [
                        "STAR": .number(number),
                        "STAR_NAME": .text(number == 0 ? "No stars" : Numbers.count(number, "star")),
                        "IS_CHECKED": .when(max(0, rating.stars) == number), "IS_NONE": .when(number == 0),
                    ]
                })
        ]
    }

    private var labels: [TemplateValue] {
        let known = ColorLabel.allCases.map(\.rawValue)
        // A label of another program that is no colour of ours is kept and shown as it is.
        let others = label.map { known.contains($0) || $0.isEmpty ? [] : [$0] } ?? []
        let none = (label ?? "").isEmpty
        return [["LABEL_VALUE": "", "LABEL_NAME": "None", "LABEL_CLASS": "none", "IS_CHECKED": .when(none)]]
            + (known + others).map { name in
                [
                    "LABEL_VALUE": .text(name), "LABEL_NAME": .text(name),
                    "LABEL_CLASS": .text(known.contains(name) ? name.lowercased() : "other"),
                    "IS_CHECKED": .when(label == name),
                ]
            }
    }

    private var writeNote: TemplateValue? {
        switch write {
        case .written: nil
        case .pending(let files, let reason):
            [
                "WRITE_TONE": "info",
                "WRITE_TEXT": .text("Waits to be written into \(Numbers.count(files, "file")): \(reason)."),
            ]
        case .failed(let reason, let hint):
            [
                "WRITE_TONE": "bad",
                "WRITE_TEXT": .text("The last change is not in the file: \(reason).\(hint.map { " \($0)" } ?? "")"),
            ]
        }
    }

    /// What cannot be changed here.
    private var facts: TemplateValue {
        let exposure = Photography.exposure(
            focalLength: camera.focalLength, fNumber: camera.fNumber, exposure: camera.exposureTime, iso: camera.iso)
        return [
            "TAKEN": .optional(taken.map(Times.taken)),
            "TAKEN_ISO": .text(taken.map(Self.iso) ?? ""),
            "TAKEN_SOURCE": .optional(taken.flatMap { Photography.source($0.source) }),
            "CAMERA": .optional(Photography.camera(make: camera.make, model: camera.model)),
            "LENS": .optional(camera.lens), "EXPOSURE": .optional(exposure),
            "HAS_CAMERA": .when(camera != CameraFacts()),
            "SIZE": .optional(size.map { Photography.size(width: $0.width, height: $0.height) }),
            "LENGTH": .optional(duration.map(Times.length)), "PLACE": .when(placeFacts),
            "PEOPLE": .section(people.map { ["PERSON": .text($0)] }), "HAS_PEOPLE": .when(!people.isEmpty),
            "KEYWORDS": .section(
                keywords.map { word in
                    [
                        "KEYWORD": .text(word),
                        "KEYWORD_HREF": .text(Route.search.link([(name: "q", value: word)])),
                    ]
                }), "HAS_KEYWORDS": .when(!keywords.isEmpty),
        ]
    }

    private static func iso(_ date: CaptureDate) -> String {
        ISO8601.wallTime(local: date.local, milliseconds: date.milliseconds, utcOffset: date.utcOffset)
    }

    private var placeFacts: TemplateValue? {
        coordinate.map { place in
            let latitude = Numbers.decimal(place.latitude, 5)
            let longitude = Numbers.decimal(place.longitude, 5)
            return [
                "PLACE_TEXT": .text(Photography.place(place)),
                "ALTITUDE": .optional(place.altitude.map { "\(Numbers.decimal($0, 0)) m" }),
                "MAP_HREF": .text(
                    "https://www.openstreetmap.org/?mlat=\(latitude)&mlon=\(longitude)#map=15/\(latitude)/\(longitude)"),
            ]
        }
    }

    private func files(_ context: PageContext) -> TemplateValue {
        [
            "COPIES_HEADING": .text(copies.count == 1 ? "File" : Numbers.count(copies.count, "copy", "copies")),
            "COPIES": .section(copies.map { $0.value(context) }),
            "ARE_TAGS_OPEN": .when(areTagsComplete), "READ_TAGS": .optional(areTagsComplete ? nil : readTags),
            "HAS_TAGS": .when(!tags.isEmpty), "TAG_COUNT": .text(Numbers.count(tags.count, "tag")),
            "TAGS": .section(
                tags.map { ["TAG_NAME": .text($0.name), "TAG_VALUE": .text($0.value), "TAG_GROUP": .text($0.group)] }),
        ]
    }

    private func changes(_ context: PageContext) -> TemplateValue {
        [
            "HAS_HISTORY": .when(!history.isEmpty), "UNDO_ACTION": .text(Route.undoChange(id).path),
            "HISTORY": .section(
                history.map { entry in
                    [
                        "CHANGE": .text(entry.text), "CHANGE_TIME": context.times.content(entry.at),
                        "UNDO_ID": .optional(entry.undoID),
                    ]
                }),
        ]
    }
}
