import Glibc
package import Media
package import MetadataWrite
package import Platform
package import Renditions

/// What a library works with that a test or a fault trial replaces: who reads and draws photos, the tools, the clock.
package struct LibraryParts: Sendable {
    /// Reads what files are and say.
    package var facts: any FactsReading
    /// Makes pictures of photos.
    package var pictures: any RenditionMaking
    /// Compares an edited copy with its original.
    package var inspector: any CopyInspector
    /// Lists every tag of a file.
    package var tags: any TagSource
    /// nil = what is edited goes to sidecars.
    package var exifTool: ExifTool?
    package var time: any TimeSource
    /// Workers that may be busy at once; threads that open files and wait for them are some more.
    package var workers: Int
    /// Bytes that must be free for the library before an operation starts.
    package var neededSpace: Int64 = 64 << 20
    /// The processes behind the readers, where there are any.
    private let pool: WorkerPool?

    /// Parts that need no process.
    package init(
        facts: any FactsReading, pictures: any RenditionMaking, inspector: any CopyInspector, tags: any TagSource,
        exifTool: ExifTool? = nil, time: any TimeSource, workers: Int = 1
    ) {
        self.facts = facts
        self.pictures = pictures
        self.inspector = inspector
        self.tags = tags
        self.exifTool = exifTool
        self.time = time
        self.workers = workers
        pool = nil
    }

    /// The decoders in processes of their own, one for each core, and exiftool where it is installed.
    ///
    /// - Parameter worker: path of `photostead-worker`.
    package init(worker: String, time: any TimeSource = SystemTime()) {
        let workers = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let pool = WorkerPool(executable: worker, count: workers, time: time)
        (facts, pictures, inspector, tags) = (pool, pool, PoolInspector(pool), pool)
        exifTool = ExifTool.find().map { ExifTool(executable: $0, clock: time) }
        self.time = time
        self.workers = workers
        self.pool = pool
    }

    /// Ends processes that nobody has used for a while.
    func endIdle() {
        pool?.endIdleWorkers()
        exifTool?.endIfIdle(for: 60)
    }

    func close() {
        pool?.close()
        exifTool?.end()
    }
}
