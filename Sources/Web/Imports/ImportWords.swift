import Intake
import Model

/// One way of doing something, as a radio button says it.
struct ChoiceWords {
    let name: String
    let help: String
}

extension DuplicatePolicy {
    var words: ChoiceWords {
        switch self {
        case .skip: ChoiceWords(name: "Skip them", help: "What the library has stays as it is.")
        case .keep: ChoiceWords(name: "Keep both", help: "They are imported as further copies.")
        case .replace:
            ChoiceWords(
                name: "Replace", help: "The copy in the chosen storage goes to its trash, the new file takes its place."
            )
        case .ask: ChoiceWords(name: "Ask me", help: "They wait on the page of the import; everything else goes on.")
        }
    }

    /// A button that answers the question about a duplicate.
    var answer: String {
        switch self {
        case .skip: "Skip"
        case .keep: "Keep both"
        case .replace: "Replace"
        case .ask: "Ask"
        }
    }
}

extension SamePicturePolicy {
    var words: ChoiceWords {
        switch self {
        case .import: ChoiceWords(name: "Import it", help: "Both files belong to one photo from then on.")
        case .skip: ChoiceWords(name: "Skip it", help: "What its metadata says stays behind.")
        }
    }
}

/// How the fields of the page name the organisations.
enum OrganisationWords {
    static let template = "template"

    /// As the form sends it, and its words.
    static let all: [(value: String, words: ChoiceWords)] = [
        ("date", ChoiceWords(name: "By month", help: "photos/2024/06/IMG_0001.JPG")),
        ("keep", ChoiceWords(name: "As in the source", help: "photos/DCIM/100CANON/IMG_0001.JPG")),
        ("session", ChoiceWords(name: "A folder for this import", help: "photos/Import-12/IMG_0001.JPG")),
        ("flat", ChoiceWords(name: "One folder for all", help: "photos/IMG_0001.JPG")),
        (template, ChoiceWords(name: "My own template", help: "Folders and a name, made of tokens.")),
    ]
}

extension PathTemplate {
    /// Shown in the empty field.
    static let example = "{year}/{month}/{camera}/{original}"
}

extension PathTemplate.Token {
    /// What it stands for.
    var words: String {
        switch self {
        case .year: "Year the photo was taken, 2024"
        case .month: "Month, 06"
        case .day: "Day, 03"
        case .hour: "Hour, 14"
        case .minute: "Minute, 07"
        case .camera: "Model of the camera"
        case .make: "Maker of the camera"
        case .session: "Title of this import"
        case .original: "Name of the file without its extension"
        case .ext: "Its extension; it stays what it is"
        case .hash8: "First 8 digits of the picture’s hash"
        case .sequence: "Number within this import"
        case .album: "Folder that the file lies in"
        }
    }
}

extension Fate {
    /// What would become of files, below their number in a preview.
    var foreseen: String {
        switch self {
        case .imported: "to import"
        case .duplicate: "duplicates"
        case .replaced: "to replace"
        case .rejected: "cannot be imported"
        case .failed: "could not be read"
        case .ignored: "no photos"
        }
    }
}
