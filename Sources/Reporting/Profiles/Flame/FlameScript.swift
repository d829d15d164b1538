// SPDX-License-Identifier: Apache-2.0

/// What the flame page does: draws the part of the graph that is visible, zooms, searches, inverts, focuses.
///
/// Written by hand, without a library; names reach the page as text alone (`textContent`, `fillText`).
enum FlameScript {
  static let text = model + drawing + grid + acting

  /// The tree as it was sent, and the trees that views make of it.
  private static let model = #"""
    'use strict';
    const $ = (id) => document.getElementById(id);
    const data = JSON.parse($('data').textContent);
    const count = data.parent.length;
    const before = data.before || new Array(count).fill(0);
    const widths = data.width || data.after;
    const state = { invert: false, focus: '', hide: false, diff: data.compares, search: '', zoom: [] };
    const label = (n) => n < 0 ? '' : data.names[n];
    const packageOf = (name) => {
      const slash = name.lastIndexOf('/');
      const dot = name.indexOf('.', slash + 1);
      return dot < 0 ? name : name.slice(0, dot);
    };
    const isRuntime = (name) => /^(runtime|internal\/runtime)[./]/.test(name);
    const children = Array.from({ length: count }, () => []);
    for (let i = 1; i < count; i++) children[data.parent[i]].push(i);
    const own = (i) => {
      let a = data.after[i], b = before[i];
      for (const c of children[i]) { a -= data.after[c]; b -= before[c]; }
      return { a: Math.max(0, a), b: Math.max(0, b) };
    };
    const makeNode = (name, parent, folded) => ({ name, parent, folded: folded || 0, a: 0, b: 0, w: 0, oa: 0, ob: 0,
      kids: new Map(), depth: parent ? parent.depth + 1 : 0, x: 0, h: 0 });
    const child = (node, name, folded) => {
      const key = folded ? '\u0000' : name;
      let found = node.kids.get(key);
      if (!found) { found = makeNode(name, node, 0); node.kids.set(key, found); }
      if (folded) found.folded += folded;
      return found;
    };
    const paths = () => {
      const result = [];
      for (let i = 1; i < count; i++) {
        const o = own(i);
        if (o.a > 0 || o.b > 0) {
          const path = [];
          for (let n = i; n > 0; n = data.parent[n]) {
            const folded = data.folds[n] || 0;
            const name = label(data.name[n]);
            if (!folded && state.hide && isRuntime(name)) continue;
            path.push({ name, folded });
          }
          result.push({ path: path.reverse(), a: o.a, b: o.b });
        }
      }
      const o = own(0);
      if (o.a > 0 || o.b > 0) result.push({ path: [], a: o.a, b: o.b });
      return result;
    };
    const build = () => {
      const root = makeNode('all', null);
      for (const { path, a, b } of paths()) {
        let steps = path;
        if (state.focus) {
          const at = path.findIndex((p) => p.name === state.focus);
          if (at < 0) continue;
          steps = state.invert ? path.slice(0, path.findLastIndex((p) => p.name === state.focus) + 1) : path.slice(at);
        }
        if (state.invert) steps = steps.slice().reverse();
        let node = root;
        root.a += a; root.b += b;
        for (const step of steps) {
          node = child(node, step.name, step.folded);
          node.a += a; node.b += b;
        }
        node.oa += a; node.ob += b;
      }
      const order = [];
      const walk = [root];
      while (walk.length) { const n = walk.pop(); order.push(n); for (const k of n.kids.values()) walk.push(k); }
      for (let i = order.length - 1; i >= 0; i--) {
        const n = order[i];
        let sum = 0;
        n.list = Array.from(n.kids.values());
        for (const k of n.list) sum += k.w;
        n.w = Math.max(n.a, n.b, sum);
        n.list.sort((p, q) => q.w - p.w || (p.name < q.name ? -1 : 1));
      }
      return root;
    };
    let root = build();
    let zoomed = root;
    let selected = root;
    let matches = [];

    const units = data.unit === 'bytes' ? [['B', 1], ['kB', 1024], ['MB', 1048576], ['GB', 1073741824], ['TB', 1099511627776]]
      : data.unit === 'nanoseconds' ? [['ns', 1], ['us', 1e3], ['ms', 1e6], ['s', 1e9], ['hrs', 3.6e12]] : [['', 1]];
    const amount = (v) => {
      const magnitude = Math.abs(v);
      let unit = units[0];
      for (const u of units) if (magnitude >= u[1]) unit = u;
      return (v / unit[1]).toFixed(unit[1] === 1 ? 0 : 2).replace(/\.00$/, '') + unit[0];
    };
    const signed = (v) => (v > 0 ? '+' : '') + amount(v);
    const share = (v) => (root.a ? (100 * v / root.a).toFixed(v / root.a < 0.01 ? 2 : 1) : '0') + ' %';
    const title = (n) => n.folded ? n.folded + ' smaller calls' : n.name;
    const told = (n) => title(n) + ' \u2014 ' + amount(n.a) + ', ' + share(n.a)
      + (data.compares ? ' (' + signed(n.a - n.b) + ' from ' + amount(n.b) + ')' : '') + ', own ' + amount(n.oa);

    """#

  /// Canvas: only what the window shows, however deep the graph is.
  private static let drawing = #"""
    const canvas = $('flame'), scroll = $('scroll'), space = $('space');
    const rowHeight = 20;
    let shown = [];
    const isDark = () => getComputedStyle(document.documentElement).colorScheme.includes('dark')
      && (document.documentElement.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
    const hue = (text) => { let h = 7; for (let i = 0; i < text.length; i++) h = (h * 31 + text.charCodeAt(i)) % 360; return h; };
    const color = (n, dark) => {
      if (n === root || n.folded) return dark ? '#3a424b' : '#dfe3e8';
      if (state.diff && data.compares) {
        const change = n.a - n.b;
        const strength = Math.min(1, Math.abs(change) / Math.max(1, Math.max(n.a, n.b)));
        const s = Math.round(15 + 75 * strength);
        const base = change > 0 ? 28 : change < 0 ? 214 : 0;
        return 'hsl(' + base + ' ' + (change ? s : 0) + '% ' + (dark ? 34 : 80) + '%)';
      }
      const muted = isRuntime(n.name);
      return 'hsl(' + hue(packageOf(n.name)) + ' ' + (muted ? 12 : 55) + '% ' + (dark ? 32 : 80) + '%)';
    };
    const shorten = (name) => { const slash = name.lastIndexOf('/', name.indexOf(' ') < 0 ? name.length : name.indexOf(' ')); return name.slice(slash + 1); };
    const layout = () => {
      shown = [];
      const path = [];
      for (let n = zoomed; n; n = n.parent) path.unshift(n);
      path.forEach((n, i) => shown.push({ n, depth: i, x: 0, w: 1 }));
      const open = [{ n: zoomed, depth: path.length - 1, x: 0, w: 1 }];
      const least = 0.4 / Math.max(1, scroll.clientWidth);
      while (open.length) {
        const box = open.pop();
        let x = box.x;
        for (const k of box.n.list) {
          const w = box.n.w ? box.w * k.w / box.n.w : 0;
          if (w >= least) {
            const made = { n: k, depth: box.depth + 1, x, w };
            shown.push(made);
            open.push(made);
          }
          x += w;
        }
      }
      const rows = shown.reduce((m, b) => Math.max(m, b.depth), 0) + 1;
      space.style.height = rows * rowHeight + 'px';
      draw();
    };
    const draw = () => {
      const dark = isDark();
      const ratio = window.devicePixelRatio || 1;
      const width = scroll.clientWidth, height = Math.min(scroll.clientHeight, parseInt(space.style.height, 10) || 0);
      canvas.width = width * ratio; canvas.height = height * ratio;
      canvas.style.width = width + 'px'; canvas.style.height = height + 'px';
      const g = canvas.getContext('2d');
      g.setTransform(ratio, 0, 0, ratio, 0, 0);
      g.clearRect(0, 0, width, height);
      g.font = '12px system-ui, sans-serif';
      g.textBaseline = 'middle';
      const offset = scroll.scrollTop;
      const isMatch = new Set(matches);
      const line = dark ? '#15181c' : '#fff', ink = dark ? '#e7eaee' : '#1c2024';
      for (const box of shown) {
        const y = box.depth * rowHeight - offset;
        if (y + rowHeight < 0 || y > height) continue;
        const x = box.x * width, w = box.w * width;
        g.globalAlpha = matches.length && !isMatch.has(box.n) ? 0.35 : 1;
        g.fillStyle = color(box.n, dark);
        g.fillRect(x, y, Math.max(0.5, w - 0.7), rowHeight - 1);
        if (box.n === selected) { g.strokeStyle = ink; g.lineWidth = 2; g.strokeRect(x + 1, y + 1, Math.max(1, w - 3), rowHeight - 3); }
        if (w > 24) {
          let text = shorten(title(box.n));
          const room = w - 8;
          if (g.measureText(text).width > room) {
            // The end of a Go name tells more than its beginning.
            let low = 0, high = text.length;
            while (low < high) { const m = (low + high) >> 1; if (g.measureText('\u2026' + text.slice(m)).width <= room) high = m; else low = m + 1; }
            text = text.length - low < 3 ? '' : '\u2026' + text.slice(low);
          }
          g.fillStyle = ink;
          g.fillText(text, x + 4, y + rowHeight / 2);
        }
      }
      g.globalAlpha = 1;
      g.fillStyle = line;
    };
    const boxAt = (event) => {
      const bounds = canvas.getBoundingClientRect();
      const x = (event.clientX - bounds.left) / bounds.width;
      const depth = Math.floor((event.clientY - bounds.top + scroll.scrollTop) / rowHeight);
      return shown.find((b) => b.depth === depth && x >= b.x && x < b.x + b.w);
    };

    """#

  /// The tree of calls beside the picture, for keyboards and readers of the screen.
  private static let grid = #"""
    const opened = new Set();
    const rows = $('rows');
    const renderRows = () => {
      const lines = [];
      const walk = (n, level) => {
        lines.push([n, level]);
        if (opened.has(n)) for (const k of n.list.slice(0, 100)) if (lines.length < 800) walk(k, level + 1);
      };
      opened.add(zoomed);
      walk(zoomed, 1);
      rows.replaceChildren(...lines.map(([n, level]) => {
        const tr = document.createElement('tr');
        tr.setAttribute('role', 'row');
        tr.setAttribute('aria-level', level);
        tr.setAttribute('aria-selected', n === selected);
        if (n.list.length) tr.setAttribute('aria-expanded', opened.has(n));
        tr.tabIndex = n === selected ? 0 : -1;
        const th = document.createElement('th');
        th.setAttribute('role', 'rowheader');
        th.scope = 'row';
        th.style.paddingLeft = Math.min(level, 30) * 0.6 + 'rem';
        const twist = document.createElement('span');
        twist.className = 'twist';
        twist.textContent = n.list.length ? (opened.has(n) ? '\u25be' : '\u25b8') : '';
        th.append(twist, document.createTextNode(title(n)));
        tr.append(th);
        for (const text of [data.compares ? signed(n.a - n.b) : amount(n.a), amount(n.oa)]) {
          const td = document.createElement('td');
          td.setAttribute('role', 'gridcell');
          td.className = 'number';
          td.textContent = text;
          tr.append(td);
        }
        tr.node = n;
        return tr;
      }));
    };
    rows.addEventListener('click', (event) => {
      const n = event.target.closest('tr')?.node;
      if (!n) return;
      if (opened.has(n) && n !== zoomed) opened.delete(n); else opened.add(n);
      select(n);
    });
    rows.addEventListener('dblclick', (event) => { const n = event.target.closest('tr')?.node; if (n) zoom(n); });

    """#

  /// Zoom, search, views, keys, and the state in the address.
  private static let acting = #"""
    const keep = () => {
      const parts = new URLSearchParams();
      const path = [];
      for (let n = zoomed; n.parent; n = n.parent) path.unshift(n.folded ? '' : n.name);
      if (path.length) parts.set('z', path.join('\n'));
      if (state.invert) parts.set('i', '1');
      if (state.hide) parts.set('h', '1');
      if (state.focus) parts.set('f', state.focus);
      if (state.search) parts.set('q', state.search);
      if (data.compares && !state.diff) parts.set('d', '0');
      const text = parts.toString();
      if (text !== location.hash.slice(1)) history.pushState(null, '', text ? '#' + text : '#');
    };
    const find = (path) => {
      let n = root;
      for (const name of path) { const next = n.list.find((k) => k.name === name && !k.folded); if (!next) break; n = next; }
      return n;
    };
    const restore = () => {
      const parts = new URLSearchParams(location.hash.slice(1));
      state.invert = parts.get('i') === '1';
      state.hide = parts.get('h') === '1';
      state.focus = parts.get('f') || '';
      state.search = parts.get('q') || '';
      state.diff = data.compares && parts.get('d') !== '0';
      $('search').value = state.search;
      rebuild(parts.get('z') ? parts.get('z').split('\n') : []);
    };
    const press = (id, on) => { const b = $(id); if (b) b.setAttribute('aria-pressed', on); };
    const rebuild = (path) => {
      root = build();
      opened.clear();
      zoomed = find(path);
      selected = zoomed;
      press('b-invert', state.invert); press('b-focus', !!state.focus); press('b-runtime', state.hide); press('b-diff', state.diff);
      const change = data.compares ? signed(root.a - root.b) + ' (' + amount(root.b) + ' to ' + amount(root.a) + ')' : amount(root.a);
      $('sum').textContent = change + (state.focus ? ' below ' + state.focus : '') + (data.folded ? '; ' + data.folded + ' calls too small to be seen are added up' : '');
      search(false);
      refresh();
    };
    const refresh = () => { layout(); renderRows(); tell(); };
    const tell = () => { $('status').textContent = told(selected); };
    const select = (n) => { selected = n; for (let p = n.parent; p; p = p.parent) opened.add(p); renderRows(); tell(); draw(); };
    const zoom = (n) => { if (n.folded) return; zoomed = n; selected = n; opened.clear(); scroll.scrollTop = 0; refresh(); keep(); };
    const search = (jump) => {
      matches = [];
      let failed = '';
      if (state.search) {
        let test;
        try { const re = new RegExp(state.search, 'i'); test = (t) => re.test(t); }
        catch (error) { failed = 'no regular expression'; test = () => false; }
        const walk = [root];
        while (walk.length) { const n = walk.pop(); if (n.parent && !n.folded && test(n.name)) matches.push(n); for (let i = n.list.length - 1; i >= 0; i--) walk.push(n.list[i]); }
        let sum = 0;
        const isMatch = new Set(matches);
        for (const n of matches) { let p = n.parent; while (p && !isMatch.has(p)) p = p.parent; if (!p) sum += n.a; }
        $('found').textContent = failed || (matches.length ? matches.length + ' found, ' + amount(sum) + ', ' + share(sum) : 'none found');
      } else $('found').textContent = '';
      if (jump && matches.length) select(matches[0]);
    };
    const step = (by) => {
      if (!matches.length) return;
      const at = matches.indexOf(selected);
      const n = matches[(at + by + matches.length) % matches.length];
      if (!shown.some((b) => b.n === n)) { zoomed = root; layout(); }
      select(n);
      const box = shown.find((b) => b.n === n);
      if (box) scroll.scrollTop = Math.max(0, box.depth * rowHeight - scroll.clientHeight / 2);
    };
    const actions = {
      invert: () => { state.invert = !state.invert; rebuild([]); keep(); },
      focus: () => { state.focus = state.focus ? '' : (selected.parent && !selected.folded ? selected.name : ''); rebuild([]); keep(); },
      runtime: () => { state.hide = !state.hide; rebuild([]); keep(); },
      diff: () => { if (data.compares) { state.diff = !state.diff; press('b-diff', state.diff); draw(); keep(); } },
      reset: () => { Object.assign(state, { invert: false, focus: '', hide: false, diff: data.compares, search: '' }); $('search').value = ''; rebuild([]); keep(); },
      theme: () => { document.documentElement.dataset.theme = isDark() ? 'light' : 'dark'; draw(); },
      help: () => $('help').showModal(),
    };
    for (const name of Object.keys(actions)) { const b = $('b-' + name); if (b) b.addEventListener('click', actions[name]); }
    $('search').addEventListener('input', () => { state.search = $('search').value; search(true); draw(); });
    $('search').addEventListener('change', keep);
    canvas.addEventListener('click', (event) => { const box = boxAt(event); if (box) zoom(box.n); scroll.focus(); });
    canvas.addEventListener('mousemove', (event) => { const box = boxAt(event); $('status').textContent = told(box ? box.n : selected); canvas.title = box ? told(box.n) : ''; });
    scroll.addEventListener('scroll', draw);
    window.addEventListener('resize', layout);
    window.addEventListener('popstate', restore);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
    const keys = { i: actions.invert, f: actions.focus, h: actions.runtime, d: actions.diff, 0: actions.reset, t: actions.theme,
      '?': actions.help, n: () => step(1), N: () => step(-1), '/': () => $('search').focus(),
      Enter: () => zoom(selected), Escape: () => zoom(zoomed.parent || root),
      ArrowUp: () => { if (selected.parent) select(selected.parent); },
      ArrowDown: () => { if (selected.list.length) { opened.add(selected); select(selected.list[0]); } },
      ArrowLeft: () => side(-1), ArrowRight: () => side(1) };
    const side = (by) => {
      const list = selected.parent ? selected.parent.list : [];
      const n = list[list.indexOf(selected) + by];
      if (n) select(n);
    };
    document.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || $('help').open) return;
      if (event.target === $('search')) {
        if (event.key === 'Enter') { step(1); scroll.focus(); event.preventDefault(); }
        if (event.key === 'Escape') scroll.focus();
        return;
      }
      if (event.target.tagName === 'BUTTON' && event.key === 'Enter') return;
      const act = keys[event.key];
      if (act) { act(); event.preventDefault(); }
    });
    $('controls').hidden = false;
    $('view').hidden = false;
    restore();
    """#
}
