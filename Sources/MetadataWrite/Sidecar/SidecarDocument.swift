/// The text of a sidecar of our own: the four things that can be changed and nothing else.
struct SidecarDocument {
    let values: MetadataValues

    /// The XMP packet, as the XMP specification, part 1, section 7 has it.
    var bytes: [UInt8] {
        var text = """
            <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Photostead">
             <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
              <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
            xmlns:dc="http://purl.org/dc/elements/1.1/">

            """
        if let rating = values.rating { text += "   <xmp:Rating>\(rating)</xmp:Rating>\n" }
        if let label = values.label { text += "   <xmp:Label>\(Self.escaped(label))</xmp:Label>\n" }
        if let title = values.title { text += Self.alternative("dc:title", title) }
        if let description = values.description { text += Self.alternative("dc:description", description) }
        text += "  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>\n"
        return Array(text.utf8)
    }

    /// A text in the default language.
    private static func alternative(_ name: String, _ text: String) -> String {
        "   <\(name)><rdf:Alt><rdf:li xml:lang=\"x-default\">\(escaped(text))</rdf:li></rdf:Alt></\(name)>\n"
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
