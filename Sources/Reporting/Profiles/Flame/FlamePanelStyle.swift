// SPDX-License-Identifier: Apache-2.0

/// The style of pages with a flame graph, by hand and without a library.
package enum FlamePanelStyle {
  package static let text = """
    :root{color-scheme:light;--page:#fff;--text:#1c2024;--muted:#5f6b76;--line:#dfe3e7;--surface:#f5f6f8;--accent:#0b63c5}
    @media (prefers-color-scheme:dark){:root{color-scheme:dark;--page:#15181c;--text:#e7eaee;--muted:#a2adb8;
    --line:#333a42;--surface:#1f242a;--accent:#7db7ff}}
    :root[data-theme=light]{color-scheme:light;--page:#fff;--text:#1c2024;--muted:#5f6b76;--line:#dfe3e7;--surface:#f5f6f8;
    --accent:#0b63c5}
    :root[data-theme=dark]{color-scheme:dark;--page:#15181c;--text:#e7eaee;--muted:#a2adb8;--line:#333a42;
    --surface:#1f242a;--accent:#7db7ff}
    *{box-sizing:border-box}
    [hidden]{display:none!important}
    body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,
    "Noto Sans",sans-serif;overflow-wrap:break-word}
    header,main,footer{padding:0 1.25rem}
    h1{font-size:1.4rem;line-height:1.25;margin:1rem 0 .25rem}
    h2{font-size:1.1rem;margin:1.5rem 0 .5rem}
    p{margin:.35rem 0}
    .about{color:var(--muted);font-size:.875rem}
    .about span{margin-right:1.25rem;overflow-wrap:anywhere}
    #sum{font-weight:600}
    .controls{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:.75rem 0}
    button,input{font:inherit;font-size:.875rem;color:inherit;background:var(--page);border:1px solid var(--line);
    border-radius:.4rem;padding:.25rem .7rem}
    button{cursor:pointer}
    button:hover,button[aria-pressed=true]{border-color:var(--accent);color:var(--accent)}
    input{width:19rem;max-width:100%}
    :focus-visible{outline:2px solid var(--accent);outline-offset:1px}
    #found{color:var(--muted);font-size:.8125rem;min-width:5rem}
    #view{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,1.4fr);gap:1rem;align-items:start}
    #scroll{position:relative;overflow:auto;max-height:72vh;border:1px solid var(--line);border-radius:.4rem}
    #space{position:relative}
    #flame{position:sticky;top:0;display:block}
    #calls{overflow:auto;max-height:72vh;border:1px solid var(--line);border-radius:.4rem}
    table{border-collapse:collapse;width:100%;font-size:.8125rem}
    th{text-align:left;font-weight:500}
    thead th{position:sticky;top:0;background:var(--surface);font-weight:600}
    th,td{padding:.15rem .5rem;vertical-align:top}
    tbody tr:hover{background:var(--surface)}
    tbody th{overflow-wrap:anywhere}
    tr[aria-selected=true]{background:var(--surface);box-shadow:inset 3px 0 var(--accent)}
    .number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
    .twist{display:inline-block;width:1rem;color:var(--muted)}
    #status{min-height:1.5em;font-size:.875rem;overflow-wrap:anywhere}
    footer{color:var(--muted);font-size:.8125rem;margin:2rem 0 1rem}
    dialog{background:var(--page);color:var(--text);border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.5rem}
    dl{display:grid;grid-template-columns:auto 1fr;gap:.2rem 1.25rem}
    dt{font-weight:600}dd{margin:0}
    @media (max-width:900px){#view{grid-template-columns:minmax(0,1fr)}#calls{max-height:40vh}}
    @media print{#view,.controls,#status{display:none!important}}
    """
}
