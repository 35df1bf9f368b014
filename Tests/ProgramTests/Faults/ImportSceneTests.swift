import TestSupport
import Testing

/// What the fault bench compares disturbed imports with.
@Suite(.serialized)
struct ImportSceneTests {
    @Test(arguments: [false, true])
    func `an import takes from the card only what it moves`(isMove: Bool) throws {
        let scene = try ImportScene(isMove: isMove)
        try #require(try scene.run([]).code == 0)
        #expect(try Originals(scene.source).differences(from: scene.card).isEmpty != isMove)
    }

    @Test func `a rollback leaves the files as they were before the import`() throws {
        let scene = try ImportScene("rollback")
        try #require(try scene.run([]).code == 0)
        #expect(try Originals(scene.target).differences(from: scene.files) == [])
    }

    @Test func `an import that finds no room for the trash leaves nothing half`() throws {
        let scene = try ImportScene()
        try #require(try scene.run([]).code == 0)
        let undisturbed = try scene.ending()
        try scene.reset()
        let fault = Fault(kind: .full, at: 1, path: scene.target + "/.photostead/trash")
        let end = try scene.run(fault.environment())
        #expect(end.code != 0 && end.words.contains("full"), "\(end)")
        #expect(try scene.harm() == [])
        #expect(try scene.run([]).code == 0)
        #expect(try scene.ending() == undisturbed)
    }
}
