import CPlatform

/// The heap of this process.
package enum HeapMemory {
    /// Keeps freed memory at hand: without it, what is freed after one file goes back to the kernel and is asked for
    /// again, page by page, for the next.
    ///
    /// - Parameter bytes: kept at most; blocks of a quarter and more go back at once.
    package static func keepFreed(bytes: Int) { photostead_keep_freed(bytes) }
}
