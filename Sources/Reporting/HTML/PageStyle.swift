// SPDX-License-Identifier: Apache-2.0

/// The style of the page, by hand and without a library.
enum PageStyle {
  /// Colors for light, dark and paper, then the rules.
  static let text = schemes + layout + parts + pictures + small

  private static var schemes: String {
    let (light, dark) = (ColorTable.declarations(dark: false), ColorTable.declarations(dark: true))
    let areas = ColorTable.entries.filter { $0.name.hasPrefix("part-") }.map { ".\($0.name){fill:var(--\($0.name))}" }
    return """
      :root{color-scheme:light;\(light)}
      @media (prefers-color-scheme:dark){:root{color-scheme:dark;\(dark)}}
      :root[data-theme=light]{color-scheme:light;\(light)}
      :root[data-theme=dark]{color-scheme:dark;\(dark)}
      @media print{:root,:root[data-theme]{color-scheme:light;\(light)}}
      \(areas.joined())

      """
  }

  private static let layout = """
    *{box-sizing:border-box}
    [hidden]{display:none!important}
    html{scroll-padding-top:4.5rem;-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--page);color:var(--text);overflow-wrap:break-word;
    font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",sans-serif}
    main,.bar,footer{max-width:70rem;margin:0 auto;padding:0 1.5rem}
    main{overflow-x:clip}
    .summary,h3,p,dd,li{overflow-wrap:anywhere}
    section{margin:0 0 4.5rem}
    h1,h2,h3{line-height:1.25;margin:0;font-weight:650;letter-spacing:-.01em}
    h2{font-size:1.5rem;margin-bottom:1.25rem}
    h3{font-size:1.0625rem}
    p{margin:.5rem 0}
    a{color:var(--accent);text-underline-offset:.18em}
    code,pre{font:.875em/1.55 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;
    direction:ltr;unicode-bidi:isolate}
    pre{margin:0;overflow-x:auto;white-space:pre;tab-size:4}
    pre code{font-size:1em}
    ul,ol{margin:.5rem 0;padding-left:1.4rem}
    ul.plain{list-style:none;padding:0}
    ul.plain>li+li{margin-top:.3rem}
    summary{cursor:pointer;color:var(--accent)}
    button,input{font:inherit;color:inherit}
    button{background:none;border:1px solid var(--line);border-radius:.5rem;padding:.15rem .7rem;cursor:pointer;
    font-size:.875rem}
    button:hover{border-color:var(--accent);color:var(--accent)}
    :focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:.25rem}
    .muted,.lead,.more{color:var(--muted)}
    .lead{max-width:46rem;margin:-.75rem 0 1.25rem}
    .more{font-size:.875rem}
    .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .skip{position:absolute;left:-99rem}
    .skip:focus{left:1rem;top:.5rem;z-index:3;background:var(--page);padding:.5rem}
    .icon{width:1em;height:1em;flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;
    stroke-linejoin:round}

    """

  private static let parts = """
    .top{position:sticky;top:0;z-index:2;background:var(--page);border-bottom:1px solid var(--line)}
    .bar{display:flex;align-items:center;gap:1.5rem;min-height:3.25rem}
    .brand{font-weight:700;letter-spacing:-.01em;color:var(--text);text-decoration:none}
    nav{display:flex;gap:1.25rem;overflow-x:auto;flex:1;scrollbar-width:none}
    nav a{color:var(--muted);text-decoration:none;font-size:.9375rem;white-space:nowrap;padding:.3rem 0}
    nav a:hover{color:var(--accent)}
    .tools{display:flex;align-items:center;gap:.5rem}
    #search{width:9rem;background:var(--surface);border:1px solid var(--line);border-radius:.5rem;
    padding:.2rem .7rem;font-size:.875rem}
    #found{font-size:.8125rem;color:var(--muted);white-space:nowrap}
    .verdict{margin:2rem 0 4rem;padding:2.25rem 2.5rem 2rem;border-radius:1rem;background:var(--surface)}
    .verdict.leak{background:var(--leak-tint)}
    .verdict.doubt{background:var(--doubt-tint)}
    .verdict.good{background:var(--accent-tint)}
    .verdict h1{display:flex;align-items:center;gap:.55rem;font-size:2.5rem;margin:.75rem 0 .5rem;color:var(--accent)}
    .leak h1,.leak .level{color:var(--leak)}
    .doubt h1,.doubt .level{color:var(--doubt)}
    .target{margin:0;color:var(--muted);font-size:.9375rem}
    .target strong{color:var(--text)}
    .target time{white-space:nowrap}
    .summary{font-size:1.25rem;line-height:1.5;max-width:46rem;margin:0 0 1.5rem}
    .next{background:var(--page);border-radius:.75rem;padding:1.25rem 1.5rem;max-width:54rem}
    .next h2,.settle h2{font-size:.9375rem;margin:0 0 .35rem;color:var(--muted);font-weight:600;letter-spacing:0}
    .next p{margin:.25rem 0}
    .next .where{font-size:1.125rem}
    .next .where code:first-child{font-weight:700}
    .statement{background:var(--surface);border-radius:.4rem;padding:.4rem .75rem;margin:.5rem 0}
    .numbers{display:flex;flex-wrap:wrap;gap:1.25rem 2.75rem;margin:1.75rem 0 0}
    .numbers>div{min-width:0}
    .numbers dt{font-size:.875rem;color:var(--muted)}
    .numbers dd{margin:0;font-size:1.125rem;font-variant-numeric:tabular-nums}
    .to{color:var(--muted)}
    .urgent dd{font-weight:700;color:var(--leak)}
    .doubt .urgent dd{color:var(--doubt)}
    .settle{margin-top:1.75rem;max-width:54rem}
    .suspect{border-top:1px solid var(--line);padding:2rem 0 .5rem;scroll-margin-top:3.5rem}
    .suspect:first-of-type{border-top:0;padding-top:0}
    .suspect>p{max-width:46rem}
    .suspect h3{font-size:1.3125rem;margin:.35rem 0 .75rem;max-width:52rem}
    .function{font-weight:400;color:var(--muted)}
    .tags{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:0;font-size:.9375rem;color:var(--muted)}
    .level{display:inline-flex;align-items:center;gap:.3rem;font-weight:700}
    .permalink{text-decoration:none;color:var(--muted);font-weight:400}
    .facts{margin:1.25rem 0 0}
    .facts>div{display:grid;grid-template-columns:8.5rem minmax(0,1fr);gap:0 1.5rem;padding:.85rem 0}
    .facts dt{font-weight:600;color:var(--muted);font-size:.9375rem}
    .facts dd{margin:0;min-width:0}
    .facts dd>:first-child{margin-top:0}
    .facts dd>:last-child{margin-bottom:0}
    .source{list-style:none;counter-reset:none;margin:.6rem 0;padding:.6rem 0;background:var(--surface);
    border-radius:.6rem;overflow-x:auto;max-height:34rem}
    .source li{display:flex;min-width:max-content;padding:0 1rem 0 0;white-space:pre;tab-size:4}
    .source li::before{content:attr(value);flex:none;width:3.5rem;padding-right:1.1rem;text-align:right;
    color:var(--muted);font:.8125rem/1.7 ui-monospace,Menlo,Consolas,monospace;font-variant-numeric:tabular-nums}
    .source .gap{padding-left:2.2rem;color:var(--muted)}
    .source .gap::before{content:none}
    .source .point{background:var(--leak-tint)}
    .doubt .source .point{background:var(--doubt-tint)}
    .source .point code{font-weight:700}
    .source .point::before{color:var(--leak);font-weight:700}
    .doubt .source .point::before{color:var(--doubt)}
    .change{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:1rem;margin:.75rem 0}
    .change figure{margin:0;min-width:0}
    .change figcaption{font-size:.875rem;color:var(--muted);margin-bottom:.25rem}
    .change pre,.copyable pre{background:var(--surface);border-radius:.6rem;padding:.7rem 1rem}
    .copyable{display:flex;align-items:flex-start;gap:.5rem;margin:.4rem 0 .8rem}
    .copyable pre{flex:1;min-width:0}
    .copyable button{flex:none;margin-top:.45rem;font-size:.8125rem}
    .note{padding:.6rem 0;border-top:1px solid var(--line)}
    .note:first-of-type{border-top:0}
    .note p{max-width:46rem}

    """

  private static let pictures = """
    .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr));gap:2rem 2.5rem}
    .chart{margin:0;min-width:0}
    .chart figcaption{display:flex;justify-content:space-between;gap:.75rem;font-size:.9375rem;margin-bottom:.35rem;
    flex-wrap:wrap}
    .chart figcaption span{color:var(--muted);font-variant-numeric:tabular-nums}
    .chart figcaption span b{color:var(--text)}
    svg{display:block}
    svg text{fill:var(--text);font-size:12px;font-family:inherit}
    .plot text{fill:var(--muted);font-size:11px}
    .plot{overflow:visible}
    .grid{stroke:var(--line)}
    .axis{stroke:var(--mark)}
    .line{fill:none;stroke:var(--accent);stroke-width:2;vector-effect:non-scaling-stroke;stroke-linejoin:round}
    .area{fill:var(--accent);opacity:.09}
    .band{fill:var(--accent);opacity:.22}
    .mark{stroke:var(--mark);stroke-width:1}
    .mark.collection{stroke-dasharray:2 3}
    .mark.trace{stroke-dasharray:7 3}
    .mark.leak-profile{stroke-dasharray:1 2;stroke-width:2}
    .mark.restart{stroke:var(--leak);stroke-width:2}
    .cursor{stroke:var(--text);stroke-width:1}
    .legend{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;list-style:none;padding:0;margin:1.5rem 0 .75rem;
    font-size:.875rem;color:var(--muted)}
    .legend li{display:flex;align-items:center;gap:.4rem}
    .ledger{margin:0 0 1rem;overflow:visible}
    .ledger rect{stroke:var(--page);stroke-width:1.5}
    .swatch{display:inline-block;margin-right:.6rem;vertical-align:-1px}
    .spark{display:inline-block;vertical-align:middle}
    .spark polyline{fill:none;stroke:var(--accent);stroke-width:1.75;stroke-linejoin:round;stroke-linecap:round}
    .wide{overflow-x:auto;margin:.75rem 0}
    table{border-collapse:collapse;width:100%;font-size:.9375rem}
    th,td{text-align:left;padding:.55rem .9rem .55rem 0;vertical-align:top;border-bottom:1px solid var(--line);
    font-weight:400}
    thead th{color:var(--muted);font-size:.875rem;white-space:nowrap}
    thead button{border:0;padding:0;color:inherit}
    tbody th{white-space:nowrap}
    .calls tbody th{white-space:normal}
    td.number{white-space:nowrap;font-variant-numeric:tabular-nums;text-align:right;padding-right:1.4rem}
    .groups thead th[data-sort=number]{text-align:right;padding-right:1.4rem}
    .words{color:var(--muted);min-width:16rem}
    .aside{color:var(--muted)}
    td.grown{font-weight:700}
    .parts thead th:nth-child(2),.parts thead th:nth-child(3){text-align:right;padding-right:1.4rem}
    td.main{min-width:16rem}
    .stack{font-size:.875rem}
    .stack ol{list-style:none;padding-left:.2rem}
    .figures td,.items td{white-space:nowrap}
    .tree{margin:0;padding:1rem 0;border-top:1px solid var(--line)}
    .tree>summary h3{display:inline;color:var(--text)}
    .tree>p{margin:.25rem 0 .9rem}
    .flame{margin:.25rem 0 .5rem}
    .flame rect{stroke:var(--page);stroke-width:1}
    .box{cursor:pointer}
    .box text{font-size:12px;pointer-events:none}
    .own rect{fill:var(--own)}
    .dependency rect{fill:var(--dependency)}
    .library rect,.whole rect{fill:var(--library)}
    .box:hover rect,.box.current rect{stroke:var(--text);stroke-width:2}
    .box.hit rect{stroke:var(--accent);stroke-width:3}
    .searching .box:not(.hit){opacity:.45}
    .selected{font-size:.875rem;min-height:1.6em;font-family:ui-monospace,Menlo,Consolas,monospace}
    .key{white-space:nowrap;border-radius:.3rem;padding:.05rem .5rem;font-size:.875rem;color:var(--text)}
    .key.own{background:var(--own)}
    .key.dependency{background:var(--dependency)}
    .key.library{background:var(--library)}
    .indent{display:inline-block}
    .held code{font-size:.875rem;overflow-wrap:anywhere}
    .share rect{fill:var(--accent)}
    .gather{font-size:.75rem;border-radius:.3rem;padding:0 .4rem;background:var(--own);color:var(--text)}
    .calls tr[aria-expanded] th{cursor:pointer}
    .calls tr[aria-expanded] th::after{content:" \\25BE";color:var(--muted)}
    .calls tr[aria-expanded=false] th::after{content:" \\25B8"}
    footer{color:var(--muted);font-size:.875rem;padding-bottom:3rem}
    dialog{border:1px solid var(--line);border-radius:.75rem;background:var(--page);color:var(--text);padding:1.5rem 2rem}
    dialog dl{display:grid;grid-template-columns:auto 1fr;gap:.4rem 1.5rem;margin:1rem 0}
    dialog dd{margin:0}
    kbd{font:inherit;border:1px solid var(--line);border-radius:.3rem;padding:0 .4rem;background:var(--surface)}

    """

  private static let small = """
    @media (max-width:46rem){
    main,.bar,footer{padding:0 1.1rem}
    .bar{flex-wrap:wrap;gap:.25rem 1rem;padding-top:.5rem;padding-bottom:.35rem}
    nav{order:3;flex-basis:100%}
    .tools{margin-left:auto}
    #search{width:6.5rem}
    #keys{display:none}
    html{scroll-padding-top:6rem}
    section{margin-bottom:3.25rem}
    .verdict{margin:1rem -.35rem 2.75rem;padding:1.4rem 1.2rem 1.3rem}
    .verdict h1{font-size:2rem}
    .summary{font-size:1.125rem;margin-bottom:1.1rem}
    .next{padding:1rem 1.1rem}
    .next .where{font-size:1rem}
    .numbers{gap:.9rem 2rem}
    .facts>div{grid-template-columns:1fr;padding:.6rem 0}
    .suspect h3{font-size:1.1875rem}
    .words{min-width:12rem}
    .groups thead{display:none}
    .groups,.groups tbody{display:block}
    .groups tr{display:grid;grid-template-columns:1fr 1fr 1fr;padding:.9rem 0;border-bottom:1px solid var(--line)}
    .groups td{border:0;padding:.2rem 0;text-align:left;min-width:0}
    .groups td::before{content:attr(data-label);display:block;font-size:.75rem;color:var(--muted);font-weight:400}
    .groups .main{grid-column:1/-1;grid-row:1;padding-bottom:.5rem}
    .groups .main::before{content:none}
    .groups td:nth-child(5){grid-column:1/3}
    }
    @media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
    @media print{
    .top,.skip,.copyable button,.permalink,.selected{display:none!important}
    body{font-size:10pt}
    main,footer{max-width:none;padding:0}
    section{margin-bottom:1.5rem}
    .verdict{margin-top:0}
    details::details-content{content-visibility:visible;block-size:auto}
    pre,.source li{white-space:pre-wrap}
    .source{max-height:none}
    .source li{min-width:0}
    .verdict,.next,.source,pre,rect{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    article,figure,tr{break-inside:avoid}
    .suspect{break-inside:auto}
    }
    """
}
