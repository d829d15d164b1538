// SPDX-License-Identifier: Apache-2.0

/// What the page of `stanch profile view` adds to the style of flame pages.
enum ViewStyle {
  static let text = """
    .view{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,1.4fr);gap:1rem;align-items:start}
    .scroll{position:relative;overflow:auto;max-height:68vh;min-height:3rem;border:1px solid var(--line);border-radius:.4rem}
    .space{position:relative}
    .space canvas{position:sticky;top:0;display:block}
    .calls{overflow:auto;max-height:68vh;border:1px solid var(--line);border-radius:.4rem}
    #v-sandwich .scroll,#v-sandwich .calls{max-height:32vh}
    .status{min-height:1.5em;font-size:.875rem;overflow-wrap:anywhere}
    h3{font-size:.95rem;margin:.75rem 0 .25rem}
    label{font-size:.875rem;color:var(--muted)}
    select{font:inherit;font-size:.875rem;color:inherit;background:var(--page);border:1px solid var(--line);
    border-radius:.4rem;padding:.2rem .4rem;max-width:16rem}
    input.short{width:9rem}
    nav{display:flex;flex-wrap:wrap;gap:.25rem;border-bottom:1px solid var(--line)}
    nav button{border:0;border-bottom:3px solid transparent;border-radius:0}
    nav button[aria-selected=true]{border-bottom-color:var(--accent);color:var(--accent)}
    kbd{font:inherit;font-size:.75rem;color:var(--muted)}
    #message{border-left:3px solid var(--accent);padding:.35rem .75rem;background:var(--surface)}
    .wide{overflow:auto}
    #table button{border:0;padding:0;background:none;font-weight:600}
    #table th button::after{content:""}
    #table th[aria-sort=ascending] button::after{content:" \\2191"}
    #table th[aria-sort=descending] button::after{content:" \\2193"}
    #table td{overflow-wrap:anywhere}
    #table td.number{overflow-wrap:normal}
    pre{margin:0;overflow:auto;font:.8125rem/1.45 ui-monospace,Menlo,Consolas,monospace;tab-size:4}
    .code{overflow:auto;border:1px solid var(--line);border-radius:.4rem;margin-bottom:1rem}
    .code td{white-space:pre;font:.8125rem/1.45 ui-monospace,Menlo,Consolas,monospace;padding:0 .5rem;tab-size:4}
    .code tr.hot{background:var(--surface)}
    svg.series{width:7rem;height:1.4rem;vertical-align:middle}
    svg.series polyline{fill:none;stroke:var(--accent);stroke-width:1.5}
    #chosen button{margin-left:.5rem}
    @media (max-width:900px){.view{grid-template-columns:minmax(0,1fr)}.calls{max-height:40vh}}
    @media print{.controls,nav,footer,#chosen{display:none!important}.scroll,.calls,.wide{max-height:none!important;overflow:visible}}
    """
}
