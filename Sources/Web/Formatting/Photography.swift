import Model

/// What a photographer reads below a picture.
enum Photography {
    /// `Canon EOS 70D`: the maker is left out where the model begins with it.
    static func camera(make: String?, model: String?) -> String? {
        guard let model, !model.isEmpty else { return make }
        guard let make, let brand = make.split(separator: " ").first else { return model }
        return model.lowercased().hasPrefix(brand.lowercased()) ? model : "\(make) \(model)"
    }

    /// `35 mm · f/4 · 1/250 s · ISO 200`; nil when nothing is known.
    ///
    /// - Parameter exposure: seconds as `1/250` or `2.5`, as `Media.Facts` has it.
    static func exposure(
        focalLength: Double?, fNumber: Double?, exposure: String?, iso: Int?
    ) -> String? {
        let parts = [
            focalLength.map { "\(Numbers.short($0)) mm" }, fNumber.map { "f/\(Numbers.short($0))" },
            exposure.map { "\($0) s" }, iso.map { "ISO \($0)" },
        ].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: " · ")
    }

    /// `5,472 × 3,648 · 20.0 MP`
    static func size(width: Int, height: Int) -> String {
        let pixels = Double(width) * Double(height) / 1e6
        return "\(Numbers.count(width)) × \(Numbers.count(height)) · \(Numbers.decimal(pixels, 1)) MP"
    }

    /// `47.37170° N, 8.54226° E`
    static func place(_ coordinate: Coordinate) -> String {
        let latitude = "\(Numbers.decimal(abs(coordinate.latitude), 5))° \(coordinate.latitude < 0 ? "S" : "N")"
        let longitude = "\(Numbers.decimal(abs(coordinate.longitude), 5))° \(coordinate.longitude < 0 ? "W" : "E")"
        return "\(latitude), \(longitude)"
    }

    /// Where the date comes from, when that is worth saying.
    static func source(_ source: TakenSource) -> String? {
        switch source {
        case .exif, .xmp, .quicktime, .png: nil
        case .digitized: "date of the scan"
        case .filename: "from the file name"
        case .sidecar: "from the sidecar"
        case .folder: "from the folder name"
        case .mtime: "date of the file"
        }
    }
}
