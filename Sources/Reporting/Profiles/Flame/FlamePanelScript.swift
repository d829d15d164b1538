// SPDX-License-Identifier: Apache-2.0

/// What every page with a flame graph does: makes the tree of what was sent, draws the part that is visible, keeps a tree of rows
/// beside it, selects, searches.
///
/// Written by hand, without a library; names reach the page as text alone (`textContent`, `fillText`).
package enum FlamePanelScript {
  package static let text = model + amounts + drawing + grid + searching

  /// The tree that was sent (`FlameData`) as nodes.
  private static let model = #"""
    'use strict';
    const $ = (id) => document.getElementById(id);
    const packageOf = (name) => {
      const slash = name.lastIndexOf('/');
      const dot = name.indexOf('.', slash + 1);
      return dot < 0 ? name : name.slice(0, dot);
    };
    const isRuntime = (name) => /^(runtime|internal\/runtime)[./]/.test(name);
    const makeNode = (name, parent, folded) => ({ name, parent, folded: folded || 0, a: 0, b: 0, w: 0, oa: 0, list: [] });
    // From the leaves up: own values, widths, the widest child first.
    const settle = (root) => {
      const order = [];
      const walk = [root];
      while (walk.length) { const n = walk.pop(); order.push(n); for (const k of n.list) walk.push(k); }
      for (let i = order.length - 1; i >= 0; i--) {
        const n = order[i];
        let sum = 0, own = n.a;
        for (const k of n.list) { sum += k.w; own -= k.a; }
        n.oa = Math.max(0, own);
        n.w = Math.max(n.w, n.a, n.b, sum);
        n.list.sort((p, q) => q.w - p.w || (p.name < q.name ? -1 : 1));
      }
      return root;
    };
    // The root of all, and the node that the path leads to.
    const treeOf = (data) => {
      let last = '';
      const names = data.rest.map((rest, i) => last = last.slice(0, data.shared[i]) + rest);
      let top = null;
      for (const step of data.path.slice(0, -1)) {
        const n = makeNode(top ? step.name : 'all', top, 0);
        n.a = step.after; n.b = step.before; n.w = Math.max(n.a, n.b);
        if (top) top.list.push(n);
        top = n;
      }
      const nodes = [];
      const stack = [];
      for (let i = 0; i < data.depth.length; i++) {
        const depth = data.depth[i];
        const parent = depth ? stack[depth - 1] : top;
        const name = depth ? (data.name[i] < 0 ? '' : names[data.name[i]]) : (top ? data.path[data.path.length - 1].name : 'all');
        const n = makeNode(name, parent, data.folds[i]);
        n.a = data.after[i]; n.b = data.before ? data.before[i] : 0; n.w = data.width ? data.width[i] : n.a;
        if (parent) parent.list.push(n);
        stack[depth] = n;
        nodes.push(n);
      }
      let root = nodes[0];
      while (root.parent) root = root.parent;
      return { root: settle(root), zoomed: nodes[0] };
    };
    const pathOf = (n) => { const path = []; for (; n.parent; n = n.parent) path.unshift(n.name); return path; };

    """#

  private static let amounts = #"""
    const units = { bytes: [['B', 1], ['kB', 1024], ['MB', 1048576], ['GB', 1073741824], ['TB', 1099511627776]],
      nanoseconds: [['ns', 1], ['us', 1e3], ['ms', 1e6], ['s', 1e9], ['hrs', 3.6e12]] };
    const amountIn = (name, v) => {
      const list = units[name] || [['', 1]];
      let unit = list[0];
      for (const u of list) if (Math.abs(v) >= u[1]) unit = u;
      return (v / unit[1]).toFixed(unit[1] === 1 ? 0 : 2).replace(/\.00$/, '') + unit[0];
    };
    const isDark = () => (document.documentElement.dataset.theme
      || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
    const hue = (text) => { let h = 7; for (let i = 0; i < text.length; i++) h = (h * 31 + text.charCodeAt(i)) % 360; return h; };
    const expression = (text) => { try { return new RegExp(text, 'i'); } catch (error) { return null; } };

    """#

  /// Canvas: only what the window shows, however deep the graph is.
  private static let drawing = #"""
    // `at` names the elements, `host` answers: unit, compares, byChange, zoom(node), picked(node).
    const makePanel = (at, host) => {
      const rowHeight = 20;
      let root = null, zoomed = null, selected = null, shown = [], matches = [];
      const opened = new Set();
      const amount = (v) => amountIn(host.unit(), v);
      const signed = (v) => (v > 0 ? '+' : '') + amount(v);
      const share = (v) => (root.a ? (100 * v / root.a).toFixed(v / root.a < 0.01 ? 2 : 1) : '0') + ' %';
      const title = (n) => n.folded ? n.folded + ' smaller calls (other)' : n.name;
      const told = (n) => title(n) + ' \u2014 ' + amount(n.a) + ', ' + share(n.a)
        + (host.compares() ? ' (' + signed(n.a - n.b) + ' from ' + amount(n.b) + ')' : '') + ', own ' + amount(n.oa);
      const color = (n, dark) => {
        if (n === root || n.folded) return dark ? '#3a424b' : '#dfe3e8';
        if (host.byChange() && host.compares()) {
          const change = n.a - n.b;
          const strength = Math.min(1, Math.abs(change) / Math.max(1, Math.max(n.a, n.b)));
          const base = change > 0 ? 28 : change < 0 ? 214 : 0;
          return 'hsl(' + base + ' ' + (change ? Math.round(15 + 75 * strength) : 0) + '% ' + (dark ? 34 : 80) + '%)';
        }
        return 'hsl(' + hue(packageOf(n.name)) + ' ' + (isRuntime(n.name) ? 12 : 55) + '% ' + (dark ? 32 : 80) + '%)';
      };
      const shorten = (name) => { const space = name.indexOf(' '); return name.slice(name.lastIndexOf('/', space < 0 ? name.length : space) + 1); };
      const layout = () => {
        if (!root || !at.scroll.clientWidth) return;
        shown = [];
        const path = [];
        for (let n = zoomed; n; n = n.parent) path.unshift(n);
        path.forEach((n, i) => shown.push({ n, depth: i, x: 0, w: 1 }));
        const open = [{ n: zoomed, depth: path.length - 1, x: 0, w: 1 }];
        const least = 0.4 / Math.max(1, at.scroll.clientWidth);
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
        at.space.style.height = rows * rowHeight + 'px';
        draw();
      };
      const draw = () => {
        if (!root) return;
        const dark = isDark();
        const ratio = window.devicePixelRatio || 1;
        const width = at.scroll.clientWidth, height = Math.min(at.scroll.clientHeight, parseInt(at.space.style.height, 10) || 0);
        at.canvas.width = width * ratio; at.canvas.height = height * ratio;
        at.canvas.style.width = width + 'px'; at.canvas.style.height = height + 'px';
        const g = at.canvas.getContext('2d');
        g.setTransform(ratio, 0, 0, ratio, 0, 0);
        g.clearRect(0, 0, width, height);
        g.font = '12px system-ui, sans-serif';
        g.textBaseline = 'middle';
        const offset = at.scroll.scrollTop;
        const isMatch = new Set(matches);
        const ink = dark ? '#e7eaee' : '#1c2024';
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
      };
      const boxAt = (event) => {
        const bounds = at.canvas.getBoundingClientRect();
        const x = (event.clientX - bounds.left) / bounds.width;
        const depth = Math.floor((event.clientY - bounds.top + at.scroll.scrollTop) / rowHeight);
        return shown.find((b) => b.depth === depth && x >= b.x && x < b.x + b.w);
      };

    """#

  /// The tree of calls beside the picture, for keyboards and readers of the screen.
  private static let grid = #"""
      const renderRows = () => {
        const hadFocus = at.rows.contains(document.activeElement);
        const lines = [];
        const walk = (n, level) => {
          lines.push([n, level]);
          if (opened.has(n)) for (const k of n.list.slice(0, 100)) if (lines.length < 800) walk(k, level + 1);
        };
        opened.add(zoomed);
        walk(zoomed, 1);
        at.rows.replaceChildren(...lines.map(([n, level]) => {
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
          for (const text of [host.compares() ? signed(n.a - n.b) : amount(n.a), amount(n.oa)]) {
            const td = document.createElement('td');
            td.setAttribute('role', 'gridcell');
            td.className = 'number';
            td.textContent = text;
            tr.append(td);
          }
          tr.node = n;
          if (hadFocus && n === selected) queueMicrotask(() => tr.focus());
          return tr;
        }));
      };
      const tell = () => { at.status.textContent = root ? told(selected) : ''; };
      const select = (n) => {
        selected = n;
        for (let p = n.parent; p; p = p.parent) opened.add(p);
        renderRows(); tell(); draw();
        host.picked(n);
      };
      at.rows.addEventListener('click', (event) => {
        const n = event.target.closest('tr')?.node;
        if (!n) return;
        if (opened.has(n) && n !== zoomed) opened.delete(n); else opened.add(n);
        select(n);
      });
      at.rows.addEventListener('dblclick', (event) => { const n = event.target.closest('tr')?.node; if (n && !n.folded) host.zoom(n); });
      at.canvas.addEventListener('click', (event) => { const box = boxAt(event); if (box && !box.n.folded) host.zoom(box.n); at.scroll.focus(); });
      at.canvas.addEventListener('mousemove', (event) => { const box = boxAt(event); at.status.textContent = told(box ? box.n : selected); at.canvas.title = box ? told(box.n) : ''; });
      at.scroll.addEventListener('scroll', draw);
      window.addEventListener('resize', layout);
      matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

    """#

  private static let searching = #"""
      const search = (text, jump) => {
        matches = [];
        let words = '';
        if (text && root) {
          const test = expression(text);
          const walk = [root];
          while (walk.length && test) { const n = walk.pop(); if (n.parent && !n.folded && test.test(n.name)) matches.push(n); for (let i = n.list.length - 1; i >= 0; i--) walk.push(n.list[i]); }
          let sum = 0;
          const isMatch = new Set(matches);
          for (const n of matches) { let p = n.parent; while (p && !isMatch.has(p)) p = p.parent; if (!p) sum += n.a; }
          words = !test ? 'no regular expression' : matches.length ? matches.length + ' found, ' + amount(sum) + ', ' + share(sum) : 'none found';
        }
        if (jump && matches.length) select(matches[0]); else draw();
        return words;
      };
      const step = (by) => {
        if (!matches.length) return;
        const n = matches[(matches.indexOf(selected) + by + matches.length) % matches.length];
        if (!shown.some((b) => b.n === n)) { zoomed = root; layout(); }
        select(n);
        const box = shown.find((b) => b.n === n);
        if (box) at.scroll.scrollTop = Math.max(0, box.depth * rowHeight - at.scroll.clientHeight / 2);
      };
      const side = (by) => {
        const list = selected.parent ? selected.parent.list : [];
        const n = list[list.indexOf(selected) + by];
        if (n) select(n);
      };
      const keys = { n: () => step(1), N: () => step(-1),
        Enter: () => { if (!selected.folded) host.zoom(selected); }, Escape: () => host.zoom(zoomed.parent || root),
        ArrowUp: () => { if (selected.parent) select(selected.parent); },
        ArrowDown: () => { if (selected.list.length) { opened.add(selected); select(selected.list[0]); } },
        ArrowLeft: () => side(-1), ArrowRight: () => side(1) };
      return {
        search, layout, draw,
        selected: () => selected, zoomed: () => zoomed, root: () => root, amount, signed, title,
        press: (key) => { if (!root || !keys[key]) return false; keys[key](); return true; },
        show: (all, focus, keepsScroll) => {
          root = all; zoomed = focus; selected = focus; matches = [];
          opened.clear();
          if (!keepsScroll) at.scroll.scrollTop = 0;
          layout(); renderRows(); tell();
        },
      };
    };

    """#
}
