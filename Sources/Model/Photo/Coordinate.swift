/// A place on Earth, WGS 84.
package struct Coordinate: Hashable, Sendable {
    /// Degrees, -90...90, north positive.
    package let latitude: Double
    /// Degrees, -180...180, east positive.
    package let longitude: Double
    /// Metres above sea level.
    package let altitude: Double?

    /// - Returns: nil when a value is no number or out of range.
    package init?(latitude: Double, longitude: Double, altitude: Double? = nil) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        self.latitude = latitude
        self.longitude = longitude
        self.altitude = altitude.flatMap { $0.isFinite ? $0 : nil }
    }
}
