/// What the libraries say of damage, in words for people.
enum DecoderWords {
    /// A part of what a library says, and what it means. The first that fits counts.
    private static let meanings: [(said: String, means: String)] = [
        ("Premature end", "the picture ends too early, a part of it is missing"),
        ("premature end", "the picture ends too early, a part of it is missing"),
        ("bad seek", "the file ends too early, a part of it is missing"),
        ("unknown image type", "its content is no picture that can be read"),
        ("not a known file format", "its content is no picture that can be read"),
        ("Failed to read image data", "its content is damaged and cannot be read to the end"),
        ("corrupted image metadata", "what is written in it about the picture is damaged"),
        ("libpng read error", "its content is damaged and cannot be read to the end"),
        ("Corrupt JPEG data", "a part of the picture is damaged"),
        ("Bogus marker length", "a part of the picture is damaged"),
        ("Input data does not contain a valid image", "its content is no picture that can be read"),
    ]

    static func plain(_ text: String) -> String { meanings.first { text.contains($0.said) }?.means ?? text }
}
