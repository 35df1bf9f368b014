package import Templating

/// Puts a page into the frame and renders it.
package struct PageRenderer: Sendable {
    private let templates: TemplateSet
    private let assets: PublicAssets

    package init(templates: TemplateSet, assets: PublicAssets) {
        self.templates = templates
        self.assets = assets
    }

    /// The whole page in UTF-8.
    func render(_ page: some PageModel, _ context: PageContext) throws(TemplateError) -> [UInt8] {
        try templates.render("layouts/frame", value(page, context))
    }

    /// What the layout is filled with; the page is included in it.
    func value(_ page: some PageModel, _ context: PageContext) -> TemplateValue {
        [
            "TITLE": .text(page.title), "THEME": .optional(theme(context)),
            "IS_RAIL_NARROW": .when(context.appearance.isRailNarrow), "CSRF_TOKEN": .text(context.csrfToken),
            "ICONS": .text(assets.link("icons/icons.svg")), "FAVICON": .text(assets.link("icons/favicon.svg")),
            "STYLES": .section(assets.stylesheets.map { ["STYLE": .text($0)] }),
            "MODULES": .section(assets.modules.map { ["MODULE": .text($0)] }),
            "SCRIPT": .text(assets.link("js/app.js")), "HOME": .text(Route.dashboard.path),
            "PLACES": .section(Place.allCases.map { entry($0, page.place) }),
            "MORE_PLACES": .section(Place.allCases.filter { !$0.isInBottomBar }.map { entry($0, page.place) }),
            "IS_CURRENT_MORE": .when(page.place.map { !$0.isInBottomBar } ?? false),
            "SEARCH_ACTION": .text(Route.search.path), "SEARCHED": .text(page.searchedWords ?? ""),
            "RUNNING": .when(context.running?.value), "FLASH": .when(flash(context)),
            "CONTENT": .include(page.template, page.value(context)),
        ]
    }

    private func theme(_ context: PageContext) -> String? {
        context.appearance.theme == .system ? nil : context.appearance.theme.rawValue
    }

    private func entry(_ place: Place, _ current: Place?) -> TemplateValue {
        [
            "HREF": .text(place.route.path), "LABEL": .text(place.title),
            "SHORT_LABEL": .optional(place.shortTitle), "ICON": .text(place.icon),
            "IS_CURRENT": .when(place == current), "BEGINS_GROUP": .when(place.beginsGroup),
            "IS_IN_BOTTOM_BAR": .when(place.isInBottomBar),
        ]
    }

    private func flash(_ context: PageContext) -> TemplateValue? {
        context.flash.map { ["FLASH_TONE": .text($0.tone.rawValue), "FLASH_TEXT": .text($0.text)] }
    }
}
