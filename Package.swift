// swift-tools-version: 6.2
import PackageDescription

/// A thin Swift-visible face of a C library: a module map and, where Swift cannot call it, a shim header.
func systemLibrary(_ name: String, pkgConfig: String? = nil, apt: String) -> Target {
    .systemLibrary(name: name, path: "Sources/C/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// One module of the house together with the modules it may see; everything else is refused by the import check.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies)
}

let package = Package(
    name: "photostead",
    products: [
        .executable(name: "photostead", targets: ["photostead"]),
        .executable(name: "photostead-worker", targets: ["photostead-worker"]),
    ],
    targets: [
        // 0 C modules
        systemLibrary("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        systemLibrary("CMicrohttpd", pkgConfig: "libmicrohttpd", apt: "libmicrohttpd-dev"),
        systemLibrary("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        systemLibrary("CMagic", pkgConfig: "libmagic", apt: "libmagic-dev"),
        systemLibrary("CVips", pkgConfig: "vips", apt: "libvips-dev"),
        systemLibrary("CLittleCMS", pkgConfig: "lcms2", apt: "liblcms2-dev"),
        systemLibrary("CLibAV", pkgConfig: "libavformat", apt: "libavformat-dev"),
        systemLibrary("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
        systemLibrary("CDeflate", pkgConfig: "libdeflate", apt: "libdeflate-dev"),
        .target(name: "CPlatform", path: "Sources/C/CPlatform"),
        .target(name: "CExiv2Shim", path: "Sources/C/CExiv2Shim", linkerSettings: [.linkedLibrary("exiv2")]),
        .target(
            name: "CTemplateShim", path: "Sources/C/CTemplateShim", linkerSettings: [.linkedLibrary("ctemplate")]),

        // 1 words; files, digests, threads, text; database; wire; HTML
        module("Model"),
        module("Platform", ["Model", "CPlatform", "CCrypto", "CDeflate"]),
        module("SQLite", ["Model", "Platform", "CSQLite"]),
        module("HTTP", ["Model", "Platform", "CMicrohttpd", "CCurl", "CDeflate"]),
        module("Templating", ["Model", "Platform", "CTemplateShim"]),

        // 2 facts and rows
        module("Media", ["Model", "Platform"]),
        module("Store", ["Model", "Platform", "SQLite", "Media"]),

        // 3 crash-safe operations; decoders, linked by the worker alone
        module("Engine", ["Model", "Platform", "SQLite", "Media", "Store"]),
        module(
            "Decoding",
            ["Model", "Platform", "Media", "CMagic", "CExiv2Shim", "CVips", "CLittleCMS", "CLibAV", "CDeflate"]),

        // 3b a storage's root, signature, lock
        module("StorageAccess", ["Model", "Platform", "Media", "Store", "Engine"]),

        // 4 what several capabilities need; none knows another
        module("StorageFormats", ["Model", "Platform", "Store", "StorageAccess"]),
        module("Intake", ["Model", "Platform", "Media", "Store", "Engine", "StorageAccess"]),
        module("MetadataWrite", ["Model", "Platform", "Media", "Store", "StorageAccess"]),
        module("Renditions", ["Model", "Platform", "Media", "Store", "Engine", "StorageAccess"]),

        // 5 the capabilities; none knows another
        module("Storages", ["Model", "Platform", "Media", "Store", "Engine", "StorageAccess", "StorageFormats"]),
        module("Curation", ["Model", "Platform", "Media", "Store", "Engine", "StorageAccess", "MetadataWrite"]),
        module("Imports", ["Model", "Platform", "Media", "Store", "Engine", "StorageAccess", "Intake"]),
        module("Browsing", ["Model", "Platform", "Media", "Store", "Engine", "StorageAccess"]),

        // 6 the wiring
        module(
            "Composition",
            [
                "Model", "Platform", "Media", "Store", "Engine", "StorageAccess", "StorageFormats", "Intake",
                "MetadataWrite", "Renditions", "Storages", "Curation", "Imports", "Browsing",
            ]),

        // 7 the browser's face
        module(
            "Web",
            [
                "Model", "Platform", "HTTP", "Templating", "Media", "Store", "Engine", "StorageAccess", "Intake",
                "MetadataWrite", "Renditions", "Storages", "Curation", "Imports", "Browsing", "Composition",
            ]),

        // 8 the program and the decoders in a process of their own
        .executableTarget(
            name: "photostead",
            dependencies: [
                "Model", "Platform", "HTTP", "Templating", "Media", "Store", "Engine", "StorageAccess",
                "StorageFormats", "Intake", "MetadataWrite", "Renditions", "Storages", "Curation", "Imports",
                "Browsing", "Composition", "Web",
            ]),
        .executableTarget(name: "photostead-worker", dependencies: ["Model", "Platform", "Media", "Decoding"]),

        // Tests, one target per module
        .target(name: "TestSupport", dependencies: ["Media", "Model", "Platform"], path: "Tests/TestSupport"),
        .target(
            name: "TestLibrary",
            dependencies: [
                "Composition", "StorageAccess", "MetadataWrite", "Renditions", "Engine", "Store", "Media", "Model",
                "Platform", "TestSupport",
            ],
            path: "Tests/TestLibrary"),
        .target(
            name: "FaultSupport", dependencies: ["MetadataWrite", "Media", "Model", "Platform"],
            path: "Tests/Faults/Support"),
        .executableTarget(
            name: "fault-trial", dependencies: ["FaultSupport", "MetadataWrite", "Media", "Model", "Platform"],
            path: "Tests/Faults/Trial"),
        .testTarget(name: "ModelTests", dependencies: ["Model"]),
        .testTarget(name: "PlatformTests", dependencies: ["Platform", "Model", "TestSupport"]),
        .testTarget(name: "SQLiteTests", dependencies: ["SQLite", "Model", "Platform", "TestSupport"]),
        .testTarget(name: "HTTPTests", dependencies: ["HTTP", "Model", "Platform", "CDeflate", "TestSupport"]),
        .testTarget(name: "TemplatingTests", dependencies: ["Templating", "Model", "Platform", "TestSupport"]),
        .testTarget(name: "MediaTests", dependencies: ["Media", "Model", "Platform", "TestSupport"]),
        .testTarget(
            name: "StoreTests", dependencies: ["Store", "SQLite", "Media", "Model", "Platform", "TestSupport"],
            exclude: ["schema.sql"]),
        .testTarget(
            name: "EngineTests",
            dependencies: ["Engine", "Store", "SQLite", "Media", "Model", "Platform", "TestSupport"]),
        .testTarget(
            name: "DecodingTests", dependencies: ["Decoding", "CVips", "Media", "Model", "Platform", "TestSupport"]),
        .testTarget(
            name: "StorageAccessTests",
            dependencies: [
                "StorageAccess", "Engine", "Media", "Store", "SQLite", "Model", "Platform", "TestSupport",
                "fault-trial",
            ]),
        .testTarget(
            name: "StorageFormatsTests",
            dependencies: [
                "StorageFormats", "StorageAccess", "Store", "SQLite", "Media", "Model", "Platform", "TestSupport",
            ]),
        .testTarget(name: "IntakeTests", dependencies: ["Intake", "Media", "Model", "Platform", "TestSupport"]),
        .testTarget(
            name: "MetadataWriteTests",
            dependencies: [
                "MetadataWrite", "Media", "Model", "Platform", "TestSupport", "FaultSupport", "fault-trial",
                "photostead-worker",
            ]),
        .testTarget(
            name: "RenditionsTests",
            dependencies: [
                "Renditions", "Engine", "Store", "SQLite", "Media", "Model", "Platform", "TestSupport",
            ]),
        .testTarget(
            name: "StoragesTests",
            dependencies: [
                "Composition", "Storages", "StorageAccess", "StorageFormats", "Engine", "Store", "SQLite", "Media",
                "Model", "Platform", "TestLibrary", "TestSupport",
            ]),
        .testTarget(
            name: "CurationTests",
            dependencies: [
                "Composition", "Curation", "StorageAccess", "MetadataWrite", "Engine", "Store", "SQLite", "Media",
                "Model", "Platform", "TestLibrary", "TestSupport", "FaultSupport",
            ]),
        .testTarget(
            name: "ImportsTests",
            dependencies: [
                "Composition", "Imports", "StorageAccess", "Intake", "Engine", "Store", "SQLite", "Media", "Model",
                "Platform", "TestLibrary", "TestSupport",
            ]),
        .testTarget(
            name: "BrowsingTests",
            dependencies: [
                "Browsing", "Composition", "StorageAccess", "Store", "SQLite", "Media", "Model", "Platform",
                "TestLibrary", "TestSupport",
            ]),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Web", "Composition", "HTTP", "Templating", "Storages", "Curation", "Imports", "Browsing",
                "StorageAccess", "Intake", "MetadataWrite", "Renditions", "Engine", "Store", "SQLite", "Media",
                "Model", "Platform", "TestLibrary", "TestSupport",
            ],
            exclude: ["Snapshots"]),
        .testTarget(
            name: "ProgramTests",
            dependencies: ["photostead", "photostead-worker", "SQLite", "Model", "Platform", "TestSupport"]),
        .testTarget(
            name: "BrowserTests", dependencies: ["photostead", "photostead-worker", "Platform", "TestSupport"]),
    ],
    cxxLanguageStandard: .cxx17
)

/// Every Swift target gets the same floor: Swift 6 mode, three upcoming features, warnings as errors.
let writtenInC: Set = ["CPlatform", "CTemplateShim", "CExiv2Shim"]
for target in package.targets where target.type != .system && !writtenInC.contains(target.name) {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ]
}
