// Runs before every page: what moved, and what an operation's stream told.
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const moved = entry.sources?.map(({ node }) => node?.nodeType === 1 ? `${node.localName}.${node.className}` : "text");
    if (!entry.hadRecentInput) window.shifts.push([entry.value, moved?.join(" ")]);
  }
}).observe({ type: "layout-shift", buffered: true });

{
  const Source = window.EventSource;
  const told = (kind, data) => {
    const story = JSON.parse(sessionStorage.getItem("told") ?? "[]");
    sessionStorage.setItem("told", JSON.stringify([...story, [kind, JSON.parse(data)]]));
  };
  window.EventSource = class extends Source {
    constructor(...values) {
      super(...values);
      for (const kind of ["progress", "end"]) this.addEventListener(kind, (event) => told(kind, event.data));
    }
  };
}
