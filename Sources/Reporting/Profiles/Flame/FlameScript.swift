// SPDX-License-Identifier: Apache-2.0

/// What the flame page does by itself: inverts, focuses, hides the runtime in the tree that it holds, and keeps the view in its
/// address.
enum FlameScript {
  static let text = FlamePanelScript.text + views + acting

  /// The trees that views make of the one that was sent.
  private static let views = #"""
    const data = JSON.parse($('data').textContent);
    const sent = treeOf(data).root;
    const state = { invert: false, focus: '', hide: false, diff: data.compares, search: '' };
    // Every stack that ends somewhere, as steps from the root, with what ends there.
    const stacks = [];
    {
      const walk = [[sent, []]];
      while (walk.length) {
        const [n, path] = walk.pop();
        let a = n.a, b = n.b;
        for (const k of n.list) { a -= k.a; b -= k.b; walk.push([k, path.concat(k)]); }
        if (a > 0 || b > 0) stacks.push({ path, a: Math.max(0, a), b: Math.max(0, b) });
      }
    }
    const build = () => {
      if (!state.invert && !state.focus && !state.hide) return sent;
      const root = makeNode('all', null, 0);
      const kids = new Map([[root, new Map()]]);
      for (const { path, a, b } of stacks) {
        let steps = state.hide ? path.filter((n) => n.folded || !isRuntime(n.name)) : path;
        if (state.focus) {
          const at = steps.findIndex((n) => n.name === state.focus);
          if (at < 0) continue;
          steps = state.invert ? steps.slice(0, steps.findLastIndex((n) => n.name === state.focus) + 1) : steps.slice(at);
        }
        if (state.invert) steps = steps.slice().reverse();
        let node = root;
        root.a += a; root.b += b;
        for (const step of steps) {
          const key = step.folded ? '\u0000' : step.name;
          let next = kids.get(node).get(key);
          if (!next) {
            next = makeNode(step.name, node, 0);
            node.list.push(next);
            kids.get(node).set(key, next);
            kids.set(next, new Map());
          }
          next.folded += step.folded;
          next.a += a; next.b += b;
          node = next;
        }
      }
      return settle(root);
    };

    """#

  /// Zoom, search, views, keys, and the state in the address.
  private static let acting = #"""
    const panel = makePanel({ scroll: $('scroll'), space: $('space'), canvas: $('flame'), rows: $('rows'), status: $('status') }, {
      unit: () => data.unit, compares: () => data.compares, byChange: () => state.diff, picked: () => {},
      zoom: (n) => { panel.show(panel.root(), n); $('found').textContent = panel.search(state.search, false); keep(); },
    });
    const keep = () => {
      const parts = new URLSearchParams();
      const path = pathOf(panel.zoomed());
      if (path.length) parts.set('z', path.join('\n'));
      if (state.invert) parts.set('i', '1');
      if (state.hide) parts.set('h', '1');
      if (state.focus) parts.set('f', state.focus);
      if (state.search) parts.set('q', state.search);
      if (data.compares && !state.diff) parts.set('d', '0');
      const text = parts.toString();
      if (text !== location.hash.slice(1)) history.pushState(null, '', text ? '#' + text : '#');
    };
    const press = (id, on) => { const b = $(id); if (b) b.setAttribute('aria-pressed', on); };
    const rebuild = (path) => {
      const root = build();
      let zoomed = root;
      for (const name of path) { const next = zoomed.list.find((k) => k.name === name && !k.folded); if (!next) break; zoomed = next; }
      press('b-invert', state.invert); press('b-focus', !!state.focus); press('b-runtime', state.hide); press('b-diff', state.diff);
      panel.show(root, zoomed);
      const change = data.compares ? panel.signed(root.a - root.b) + ' (' + panel.amount(root.b) + ' to ' + panel.amount(root.a) + ')' : panel.amount(root.a);
      $('sum').textContent = change + (state.focus ? ' below ' + state.focus : '') + (data.folded ? '; ' + data.folded + ' calls too small to be seen are added up' : '');
      $('found').textContent = panel.search(state.search, false);
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
    const actions = {
      invert: () => { state.invert = !state.invert; rebuild([]); keep(); },
      focus: () => { const n = panel.selected(); state.focus = state.focus ? '' : (n.parent && !n.folded ? n.name : ''); rebuild([]); keep(); },
      runtime: () => { state.hide = !state.hide; rebuild([]); keep(); },
      diff: () => { if (data.compares) { state.diff = !state.diff; press('b-diff', state.diff); panel.draw(); keep(); } },
      reset: () => { Object.assign(state, { invert: false, focus: '', hide: false, diff: data.compares, search: '' }); $('search').value = ''; rebuild([]); keep(); },
      theme: () => { document.documentElement.dataset.theme = isDark() ? 'light' : 'dark'; panel.draw(); },
      help: () => $('help').showModal(),
    };
    for (const name of Object.keys(actions)) { const b = $('b-' + name); if (b) b.addEventListener('click', actions[name]); }
    $('search').addEventListener('input', () => { state.search = $('search').value; $('found').textContent = panel.search(state.search, true); });
    $('search').addEventListener('change', keep);
    window.addEventListener('popstate', restore);
    const keys = { i: actions.invert, f: actions.focus, h: actions.runtime, d: actions.diff, 0: actions.reset, t: actions.theme,
      '?': actions.help, '/': () => $('search').focus() };
    document.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || $('help').open) return;
      if (event.target === $('search')) {
        if (event.key === 'Enter') { panel.press('n'); $('scroll').focus(); event.preventDefault(); }
        if (event.key === 'Escape') $('scroll').focus();
        return;
      }
      if (event.target.tagName === 'BUTTON' && event.key === 'Enter') return;
      if (keys[event.key]) { keys[event.key](); event.preventDefault(); } else if (panel.press(event.key)) event.preventDefault();
    });
    $('controls').hidden = false;
    $('view').hidden = false;
    restore();
    """#
}
