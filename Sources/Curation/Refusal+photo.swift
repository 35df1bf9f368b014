import Model

extension Refusal {
    static func noPicture(_ path: String) -> Refusal {
        Refusal(
            path, "the file is empty, there is no picture to edit",
            hint: "Replace it by a copy that is whole, and index its storage again.")
    }

    static func unknownPhoto(_ id: String) -> Refusal {
        Refusal(
            id, "there is no photo with this id or path",
            hint: "Give the id from the address of its page, or the path of a file in an indexed storage.", .notFound)
    }
}
