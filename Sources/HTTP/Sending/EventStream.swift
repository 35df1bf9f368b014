/// Placeholder shape until the sending part follows.
package final class EventStream: Sendable {
}
