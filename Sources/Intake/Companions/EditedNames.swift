import Model

/// How programs name the edited version of a picture.
package enum EditedNames {
    /// What Google puts behind the stem, in the languages it speaks.
    static let words = [
        "-edited", "-edytowane", "-bearbeitet", "-bewerkt", "-編集済み", "-编辑", "-modificato", "-modifié",
        "-ha editado", "-editado", "-editat", "-편집됨", "-已編輯", "-已编辑", "-editada", "-modificata", "-muokattu",
        "-измененный", "-отредактировано", "-відредаговано", "-düzenlendi", "-已修改", "-redigeret", "-redigert",
        "-redigerad", "-upravené",
    ]

    /// The stem of the original, in lower case; nil when the stem is not that of an edited version.
    ///
    /// A counter stays: the original of `IMG_1-edited(2)` is `IMG_1(2)`. Cameras' phones write `IMG_E0001` for
    /// `IMG_0001`.
    package static func original(of stem: String) -> String? {
        let lower = stem.lowercased()
        if lower.hasPrefix("img_e"), lower.dropFirst(5).allSatisfy(\.isNumber), lower.count > 5 {
            return "img_" + lower.dropFirst(5)
        }
        var (base, counter) = (lower[...], "")
        if base.last == ")", let open = base.lastIndex(of: "("),
            base[base.index(after: open)...].dropLast().allSatisfy(\.isNumber)
        {
            counter = String(base[open...])
            base = base[..<open]
        }
        for word in words where base.hasSuffix(word) && base.count > word.count {
            return base.dropLast(word.count) + counter
        }
        return nil
    }
}
