import Testing

@testable import Templating

@Suite struct TemplateTextTests {
    @Test(arguments: [
        ("one line", "<p>a</p>\n", "<p>a</p>\n"),
        ("indentation", "<ul>\n  <li>a</li>  \n\t<li>b</li>\n</ul>\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("a line that goes on", "<p>\\\n  a \\\n  b\\\n</p>\n", "<p>a b</p>\n"),
        ("a break in a tag", "<a class=\"x\"\n    href=\"{{HREF}}\">\n", "<a class=\"x\" href=\"{{HREF}}\">\n"),
        ("a value with a mark in it", "<a title=\"a > b\"\n  id='<'>\n", "<a title=\"a > b\" id='<'>\n"),
        (
            "a break in a value", "<a class=\"x{{#Y}} y{{/Y}}\\\n  {{#Z}} z{{/Z}}\">\n",
            "<a class=\"x{{#Y}} y{{/Y}}{{#Z}} z{{/Z}}\">\n"
        ),
        ("a comment of ours", "{{!Less < more}}\n  <p>\n", "{{!Less < more}}\n<p>\n"),
        ("no tag", "1 < 2\n  3\n", "1 < 2\n3\n"),
        ("no end", "a\n  b", "a\nb"),
        ("nothing", "", ""),
    ])
    func `indentation and breaks are for people only`(what: String, template: String, sent: String) {
        #expect(String(decoding: TemplateText.unindented(Array(template.utf8)), as: UTF8.self) == sent, "\(what)")
    }
}
