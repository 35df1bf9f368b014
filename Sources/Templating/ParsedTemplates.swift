import CTemplateShim

/// One generation of parsed templates; owns ctemplate's cache and never changes.
final class ParsedTemplates: @unchecked Sendable {
    let structures: [String: TemplateStructure]
    private let handle: OpaquePointer

    init(_ files: [String: TemplateFile]) throws(TemplateError) {
        guard let handle = photostead_templates_new() else {
            throw TemplateError(file: "Templates", reason: "there is no memory for the templates")
        }
        // Owned from here on: a class that throws in its initializer runs no deinit.
        do {
            structures = try Self.parse(files, into: handle)
        } catch {
            photostead_templates_free(handle)
            throw error
        }
        photostead_templates_freeze(handle)
        self.handle = handle
    }

    deinit { photostead_templates_free(handle) }

    private static func parse(
        _ files: [String: TemplateFile], into handle: OpaquePointer
    ) throws(TemplateError) -> [String: TemplateStructure] {
        var structures: [String: TemplateStructure] = [:]
        for (name, file) in files.sorted(by: { $0.key < $1.key }) {
            structures[name] = try TemplateStructure(file: "\(name).html", text: file.text)
            let complaint = TemplateText.unindented(file.text).withUnsafeBufferPointer {
                photostead_templates_add(handle, name, $0.baseAddress, $0.count)
            }
            if let complaint {
                defer { photostead_template_text_free(complaint) }
                throw parseError(name, String(cString: complaint))
            }
        }
        return structures
    }

    /// ctemplate's words are `ERROR: Template NAME: reason (line N)` or `Template NAME:N: reason`, one or more.
    private static func parseError(_ name: String, _ complaint: String) -> TemplateError {
        let words = complaint.split(separator: "\n").first.map(String.init) ?? complaint
        return TemplateError(file: "\(name).html", reason: words)
    }

    func render(_ name: String, _ value: TemplateValue) throws(TemplateError) -> [UInt8] {
        guard structures[name] != nil else {
            throw TemplateError(file: "\(name).html", reason: "there is no such template")
        }
        var out: UnsafePointer<UInt8>?
        var count = 0
        var owner: UnsafeMutableRawPointer?
        let complaint = ValueEncoding(value).bytes.withUnsafeBufferPointer {
            photostead_templates_render(handle, name, $0.baseAddress, $0.count, &out, &count, &owner)
        }
        if let complaint {
            defer { photostead_template_text_free(complaint) }
            throw TemplateError(file: "\(name).html", reason: String(cString: complaint))
        }
        defer { photostead_template_bytes_free(owner) }
        return [UInt8](UnsafeBufferPointer(start: out, count: count))
    }
}
