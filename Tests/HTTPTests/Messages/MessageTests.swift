import Testing

@testable import HTTP

@Suite struct MessageTests {
    @Test func `headers are found without regard to case and keep their order`() {
        var headers: Headers = ["A": "1", "b": "2"]
        headers.add("a", "3")
        #expect(headers["a"] == "1" && headers.values("A") == ["1", "3"] && headers["c"] == nil)
        headers["B"] = nil
        headers["A"] = "4"
        #expect(headers.fields.map(\.value) == ["4", "3"])
    }

    @Test func `names that differ in more than case are not the same`() {
        #expect(!Headers.isSame("Host", "Hos"))
        #expect(!Headers.isSame("A[", "A{"))
        #expect(Headers.isSame("X-Ab", "x-aB"))
    }

    @Test func `a target gives decoded components and an ordered query`() throws {
        let target = try Target(parsing: Array("/a%20b/%C3%BC/?x=1&y=a+b&x=%2F&flag&=z".utf8))
        #expect(target.path == ["a b", "ü"])
        #expect(target.query.all("x") == ["1", "/"])
        #expect(target.query["y"] == "a b" && target.query["flag"] == "" && target.query[""] == "z")
    }

    @Test func `a query keeps bytes that are not UTF-8`() throws {
        let target = try Target(parsing: Array("/?path=%FF".utf8))
        #expect(target.query.bytes("path") == [0xFF])
        #expect(target.query["path"] == "\u{FFFD}")
    }

    @Test func `cookies are read from all fields`() {
        let headers: Headers = ["Cookie": "a=1; b=\"two\";c ; =x;d=e=f", "cookie": "g=7"]
        let cookies = Cookies.parse(headers)
        #expect(cookies.map(\.name) == ["a", "b", "d", "g"])
        #expect(cookies.map(\.value) == ["1", "two", "e=f", "7"])
    }

    @Test func `a cookie is set with safe defaults`() {
        #expect(SetCookie("s", "abc").header == "s=abc; Path=/; HttpOnly; SameSite=Lax")
        var cookie = SetCookie("s", "a;b\r\n c", maxAge: 0)
        cookie.isSecure = true
        cookie.sameSite = .strict
        #expect(cookie.header == "s=abc; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Strict")
    }

    @Test func `a bearer token is told from other schemes`() throws {
        func token(_ value: String) throws -> String? {
            let target = try Target(parsing: Array("/".utf8))
            return RequestHead(method: .get, target: target, headers: ["Authorization": value], peer: "").bearerToken
        }
        #expect(try token("bearer abc") == "abc")
        #expect(try token("Basic abc") == nil)
        #expect(try token("Bearer ") == nil)
    }

    @Test(arguments: [
        ("photo.jpg", "attachment; filename=\"photo.jpg\""),
        ("Käse \"x\".jpg", "attachment; filename=\"K_se _x_.jpg\"; filename*=UTF-8''K%C3%A4se%20%22x%22.jpg"),
        ("../../etc/passwd", "attachment; filename=\"passwd\""),
        ("C:\\dir\\a.jpg", "attachment; filename=\"a.jpg\""),
        ("a\r\nSet-Cookie: x.jpg", "attachment; filename=\"aSet-Cookie: x.jpg\""),
        ("..", "attachment; filename=\"file\""), ("", "attachment; filename=\"file\""),
        ("gpj\u{202E}exe", "attachment; filename=\"gpjexe\""),
        ("100%.jpg", "attachment; filename=\"100_.jpg\"; filename*=UTF-8''100%25.jpg"),
    ])
    func `a file name is safe in a header`(name: String, expected: String) {
        #expect(ContentDisposition.attachment(name) == expected)
    }

    @Test func `types say whether they are worth compressing`() {
        #expect(ContentTypes.type(forExtension: "css") == "text/css; charset=utf-8")
        #expect(ContentTypes.type(forExtension: "exe") == "application/octet-stream")
        for type in ["text/html", "application/json; charset=utf-8", "image/svg+xml", "application/xml"] {
            #expect(ContentTypes.isCompressible(type))
        }
        for type in ["image/jpeg", "text/event-stream", "", "application/zip", "video/mp4"] {
            #expect(!ContentTypes.isCompressible(type))
        }
    }
}
