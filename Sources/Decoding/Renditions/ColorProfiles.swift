import CLittleCMS
import Glibc

/// Brings colours to sRGB by the profiles of pictures; it keeps what it computed for the profiles seen last, because the
/// pictures of one camera share theirs.
final class ColorProfiles {
    private var recent: [ColorTransform] = []
    private static let mostKept = 8

    /// - Returns: nil when the profile is not one for red, green and blue.
    func transform(_ profile: [UInt8]) -> ColorTransform? {
        if let place = recent.firstIndex(where: { $0.profile == profile }) {
            let known = recent.remove(at: place)
            recent.insert(known, at: 0)
            return known
        }
        guard let made = ColorTransform(profile) else { return nil }
        recent.insert(made, at: 0)
        if recent.count > Self.mostKept { recent.removeLast() }
        return made
    }

    /// Whether a profile calls itself sRGB, as most do; they differ from ours by less than a JPEG shows.
    static func isSRGB(_ profile: [UInt8]) -> Bool {
        // Its name stands there in ASCII or in UTF-16.
        let letters = profile.prefix(4096).filter { $0 != 0 }
        func says(_ words: String) -> Bool {
            letters.indices.contains { letters[$0...].starts(with: words.utf8) }
        }
        // Small profiles of well-known sites are called c2; others have only the curve of sRGB, not its colours.
        return says("desc\u{3}c2") || says("sRGB") && !says("P3")
    }
}

/// From the colours of one profile to sRGB, relatively colorimetric.
final class ColorTransform {
    let profile: [UInt8]
    private let transform: cmsHTRANSFORM

    init?(_ profile: [UInt8]) {
        guard let source = cmsOpenProfileFromMem(profile, UInt32(profile.count)) else { return nil }
        defer { cmsCloseProfile(source) }
        guard cmsGetColorSpace(source) == cmsSigRgbData, let target = cmsCreate_sRGBProfile() else { return nil }
        defer { cmsCloseProfile(target) }
        let transform = cmsCreateTransform(
            source, photostead_lcms_rgb, target, photostead_lcms_rgb, UInt32(INTENT_RELATIVE_COLORIMETRIC), 0)
        guard let transform else { return nil }
        self.profile = profile
        self.transform = transform
    }

    deinit { cmsDeleteTransform(transform) }

    func applied(to pixels: Pixels) -> Pixels {
        Pixels(width: pixels.width, height: pixels.height) { room in
            cmsDoTransform(transform, pixels.bytes, room.baseAddress, UInt32(pixels.width * pixels.height))
            return true
        }
    }
}
