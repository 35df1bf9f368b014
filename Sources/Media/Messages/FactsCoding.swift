import Model
import Platform

extension Facts {
    /// The facts as a worker sends them.
    package var body: [UInt8] {
        var writer = MessageWriter()
        writer.put(digests.md5)
        writer.put(digests.headMD5)
        writer.put(digests.sha256)
        writer.put(digests.crc32)
        writer.put(digests.size)
        writer.put(pictureHash.value)
        writer.put(pictureHash.scope == .data)
        writer.put(mimeType)
        writer.put(isMIMESuspect)
        writer.put(mediaType?.rawValue) { $0.put($1) }
        for number in [width, height, orientation, iso] { writer.put(number) { $0.put(Int64($1)) } }
        writer.put(taken) { writer, taken in
            writer.put(taken.local)
            writer.put(Int32(taken.milliseconds))
            writer.put(taken.utcOffset) { $0.put(Int32($1)) }
            writer.put(taken.source.rawValue)
        }
        for text in texts { writer.put(text) { $0.put($1) } }
        for number in [focalLength, fNumber, durationSeconds] { writer.put(number) { $0.put($1) } }
        writer.put(coordinate) { writer, place in
            writer.put(place.latitude)
            writer.put(place.longitude)
            writer.put(place.altitude) { $0.put($1) }
        }
        writer.put(rating) { $0.put(Int8($1.stars)) }
        writer.put(people)
        writer.put(keywords)
        return writer.bytes
    }

    private var texts: [String?] {
        [cameraMake, cameraModel, lensModel, exposureTime, label, title, caption, problem]
    }

    package init(body: [UInt8]) throws(WorkerProblem) {
        var reader = MessageReader(body)
        let digests = Digests(
            md5: try reader.text(), headMD5: try reader.text(), sha256: try reader.text(), crc32: try reader.text(),
            size: try reader.integer())
        let picture = PictureHash(value: try reader.text(), scope: try reader.bool() ? .data : .file)
        self.init(digests: digests, pictureHash: picture, mimeType: try reader.text())
        isMIMESuspect = try reader.bool()
        mediaType = try reader.optionalText().flatMap(MediaType.init(rawValue:))
        width = try reader.optionalInteger()
        height = try reader.optionalInteger()
        orientation = try reader.optionalInteger()
        iso = try reader.optionalInteger()
        taken = try reader.optional { (reader) throws(WorkerProblem) in try reader.captureDate() }
        cameraMake = try reader.optionalText()
        cameraModel = try reader.optionalText()
        lensModel = try reader.optionalText()
        exposureTime = try reader.optionalText()
        label = try reader.optionalText()
        title = try reader.optionalText()
        caption = try reader.optionalText()
        problem = try reader.optionalText()
        focalLength = try reader.optionalDouble()
        fNumber = try reader.optionalDouble()
        durationSeconds = try reader.optionalDouble()
        coordinate = try reader.optional { (reader) throws(WorkerProblem) in try reader.coordinate() } ?? nil
        rating =
            try reader.optional { (reader) throws(WorkerProblem) in
                Rating(Int(Int8(bitPattern: try reader.byte())))
            } ?? nil
        people = try reader.texts()
        keywords = try reader.texts()
    }
}

extension MessageReader {
    mutating func optionalText() throws(WorkerProblem) -> String? {
        try optional { (reader) throws(WorkerProblem) in try reader.text() }
    }

    mutating func optionalInteger() throws(WorkerProblem) -> Int? {
        try optional { (reader) throws(WorkerProblem) in Int(try reader.integer(Int64.self)) }
    }

    mutating func optionalDouble() throws(WorkerProblem) -> Double? {
        try optional { (reader) throws(WorkerProblem) in try reader.double() }
    }

    fileprivate mutating func captureDate() throws(WorkerProblem) -> CaptureDate {
        let local = try integer(Int64.self)
        let milliseconds = Int(try integer(Int32.self))
        let offset = try optional { (reader) throws(WorkerProblem) in Int(try reader.integer(Int32.self)) }
        guard let source = TakenSource(rawValue: try text()), (0...999).contains(milliseconds) else {
            throw .protocolBroken("a date from nowhere")
        }
        return CaptureDate(local: local, milliseconds: milliseconds, utcOffset: offset, source: source)
    }

    fileprivate mutating func coordinate() throws(WorkerProblem) -> Coordinate? {
        let latitude = try double()
        let longitude = try double()
        let altitude = try optionalDouble()
        return Coordinate(latitude: latitude, longitude: longitude, altitude: altitude)
    }
}
