// SPDX-License-Identifier: Apache-2.0

/// What the page of `stanch profile view` does: asks for what is looked at, shows it, and keeps where one is in the address.
///
/// Written by hand, without a library; names become text alone (`textContent`, `fillText`).
enum ViewScript {
  static let text = asking + tables + views + acting

  /// The state, its address, and questions whose answers are kept.
  private static let asking = #"""
    const empty = { v: 'flame', p: '', b: '', t: '', focus: '', ignore: '', f: '', z: [], q: '', i: false, h: false, d: true, sort: '' };
    const state = { ...empty };
    let about = null;
    const answers = new Map();
    const ask = async (question, names) => {
      const parts = new URLSearchParams();
      for (const name of names) {
        const value = name === 'z' ? state.z.join('\n') : state[name] === true ? '1' : state[name];
        if (value) parts.set(name, value);
      }
      const key = question + '?' + parts;
      if (!answers.has(key)) {
        if (answers.size > 60) answers.delete(answers.keys().next().value);
        answers.set(key, fetch(key).then(async (answer) => {
          const text = await answer.text();
          if (!answer.ok) throw new Error(text.trim());
          return JSON.parse(text);
        }));
        answers.get(key).catch(() => answers.delete(key));
      }
      return answers.get(key);
    };
    const keep = () => {
      const parts = new URLSearchParams();
      for (const name of Object.keys(empty)) {
        const value = state[name];
        if (name === 'z') { if (value.length) parts.set('z', value.join('\n')); }
        else if (value !== empty[name]) parts.set(name, value === true ? '1' : value === false ? '0' : value);
      }
      const text = parts.toString();
      if (text !== location.hash.slice(1)) history.pushState(null, '', '#' + text);
    };
    const read = () => {
      const parts = new URLSearchParams(location.hash.slice(1));
      for (const name of Object.keys(empty)) {
        const value = parts.get(name);
        state[name] = value === null ? empty[name] : name === 'z' ? value.split('\n') : typeof empty[name] === 'boolean' ? value === '1' : value;
      }
      state.z = Array.from(state.z);
      if (!views.includes(state.v)) state.v = 'flame';
    };
    const element = (name, text, className) => {
      const made = document.createElement(name);
      if (text !== undefined) made.textContent = text;
      if (className) made.className = className;
      return made;
    };
    const views = ['flame', 'table', 'sandwich', 'source', 'diff', 'trend'];
    const settings = ['p', 'b', 't', 'focus', 'ignore', 'h'];

    """#

  /// Tables of every kind: sorted by a column, searched, walked by keys.
  private static let tables = #"""
    let rows = [];
    let current = 0;
    const series = (values) => {
      const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      svg.setAttribute('class', 'series');
      svg.setAttribute('viewBox', '0 0 100 20');
      svg.setAttribute('preserveAspectRatio', 'none');
      svg.setAttribute('role', 'img');
      svg.setAttribute('aria-label', 'from ' + values[0] + ' to ' + values[values.length - 1]);
      const most = Math.max(1, ...values);
      const line = document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
      line.setAttribute('points', values.map((v, i) => (values.length > 1 ? 100 * i / (values.length - 1) : 0).toFixed(1) + ',' + (19 - 18 * v / most).toFixed(1)).join(' '));
      svg.append(line);
      return svg;
    };
    const showTable = (data) => {
      $('lines').replaceChildren(...data.lines.map((line) => element('span', line)));
      $('more').textContent = data.more ? data.more + ' more rows are not shown' : '';
      const hasSeries = data.rows.some((row) => row.values.length > 1);
      const [column, order] = state.sort ? state.sort.split(' ').map(Number) : [-1, 1];
      const head = element('tr');
      data.columns.forEach((one, at) => {
        const th = element('th', undefined, one.isNumber ? 'number' : '');
        th.scope = 'col';
        if (at === column) th.setAttribute('aria-sort', order > 0 ? 'ascending' : 'descending');
        const button = element('button', one.name);
        button.addEventListener('click', () => go({ sort: at + ' ' + (at === column ? -order : one.isNumber ? -1 : 1) }));
        th.append(button);
        head.append(th);
      });
      if (hasSeries) head.append(element('th', 'course'));
      $('table').tHead.replaceChildren(head);
      const sorted = data.rows.slice();
      if (column >= 0 && column < data.columns.length) {
        const number = data.columns[column].isNumber;
        sorted.sort((a, b) => order * (number ? (a.numbers[column] ?? -Infinity) - (b.numbers[column] ?? -Infinity)
          : a.cells[column] < b.cells[column] ? -1 : a.cells[column] > b.cells[column] ? 1 : 0));
      }
      rows = sorted.map((row) => {
        const tr = element('tr');
        tr.name = row.name;
        row.cells.forEach((cell, at) => tr.append(element('td', cell, data.columns[at].isNumber ? 'number' : '')));
        if (hasSeries) { const td = element('td'); if (row.values.length > 1) td.append(series(row.values)); tr.append(td); }
        return tr;
      });
      $('table').tBodies[0].replaceChildren(...rows);
      searchRows();
    };
    const searchRows = () => {
      const test = state.q ? expression(state.q) : null;
      let found = 0;
      for (const row of rows) { const fits = !test || test.test(row.textContent); row.hidden = !fits; if (fits) found++; }
      $('found').textContent = !state.q ? '' : test ? found + ' rows found' : 'no regular expression';
      const seen = rows.filter((row) => !row.hidden);
      current = Math.max(0, seen.findIndex((row) => row.name === state.f));
      mark(seen, false);
    };
    const mark = (seen, moves) => {
      seen.forEach((row, at) => { row.setAttribute('aria-selected', at === current); row.tabIndex = at === current ? 0 : -1; });
      if (moves && seen[current]) { seen[current].focus(); seen[current].scrollIntoView({ block: 'nearest' }); choose(seen[current].name); }
    };
    const walk = (by) => {
      const seen = rows.filter((row) => !row.hidden);
      if (!seen.length) return;
      current = Math.min(seen.length - 1, Math.max(0, current + by));
      mark(seen, true);
    };
    $('table').tBodies[0].addEventListener('click', (event) => {
      const row = event.target.closest('tr');
      if (!row) return;
      current = rows.filter((one) => !one.hidden).indexOf(row);
      walk(0);
    });
    $('table').tBodies[0].addEventListener('dblclick', (event) => { const row = event.target.closest('tr'); if (row) go({ v: 'sandwich', f: row.name, z: [] }); });

    """#

  /// Each view: what it asks for and how it is shown.
  private static let views = #"""
    const host = (zoom) => ({ unit: () => about.unit, compares: () => !!state.b, byChange: () => state.d, picked: (n) => choose(n.parent && !n.folded ? n.name : ''), zoom });
    const parts = (name) => ({ scroll: $(name + '-scroll'), space: $(name + '-space'), canvas: $(name + '-canvas'), rows: $(name + '-rows'), status: $(name + '-status') });
    const flame = makePanel(parts('flame'), host((n) => go({ z: pathOf(n) })));
    // A sandwich is about one function: another one in the middle is the way on.
    const callers = makePanel(parts('callers'), host((n) => { if (n.parent) go({ f: n.name }); }));
    const callees = makePanel(parts('callees'), host((n) => { if (n.parent) go({ f: n.name }); }));
    let panel = flame;
    const choose = (name) => {
      if (name) state.f = name;
      const here = $('chosen');
      here.replaceChildren();
      if (!state.f) return;
      here.append('Chosen: ' + state.f);
      for (const [view, words] of [['sandwich', 'Sandwich (f)'], ['source', 'Source (s)']]) {
        if (state.v === view) continue;
        const button = element('button', words);
        button.addEventListener('click', () => go({ v: view }));
        here.append(button);
      }
    };
    const shows = {
      flame: async () => {
        const data = await ask('flame', settings.concat('i', 'z'));
        return () => {
          const tree = treeOf(data);
          const root = tree.root;
          panel = flame;
          flame.show(root, tree.zoomed);
          $('sum').textContent = (state.b ? flame.signed(root.a - root.b) + ' (' + flame.amount(root.b) + ' to ' + flame.amount(root.a) + ')' : flame.amount(root.a))
            + (data.folded ? '; ' + data.folded + ' calls too small to be seen here are added up as other; zoom in to see them' : '');
          $('found').textContent = flame.search(state.q, false);
        };
      },
      sandwich: async () => {
        const data = await ask('sandwich', settings.concat('f'));
        return () => {
          $('sandwich-name').textContent = state.f;
          for (const [one, sent] of [[callers, data.callers], [callees, data.callees]]) {
            const tree = treeOf(sent);
            one.show(tree.root, tree.zoomed);
          }
          panel = callees;
          $('found').textContent = callees.search(state.q, false);
          callers.search(state.q, false);
        };
      },
      table: async () => { const data = await ask('table', settings); return () => showTable(data); },
      diff: async () => { const data = await ask('diff', settings); return () => showTable(data); },
      trend: async () => { const data = await ask('trend', settings); return () => showTable(data); },
      source: async () => {
        const data = await ask('source', settings.concat('f'));
        return () => $('source').replaceChildren(...data.functions.map((one) => {
          const part = element('section');
          part.append(element('h3', one.name), element('p', one.file + ' \u2014 own ' + amountIn(data.unit, one.flat) + ', with callees ' + amountIn(data.unit, one.cum), 'about'));
          if (one.gap) part.append(element('p', one.gap));
          if (one.lines.length) {
            const frame = element('div', undefined, 'code');
            const table = element('table');
            const head = element('tr');
            for (const name of ['Own', 'With callees', 'Line', '']) head.append(element('th', name, name ? 'number' : ''));
            table.createTHead().append(head);
            const body = table.createTBody();
            for (const line of one.lines) {
              const tr = element('tr', undefined, line.flat || line.cum ? 'hot' : '');
              for (const value of [line.flat, line.cum]) tr.append(element('td', value ? amountIn(data.unit, value) : '', 'number'));
              tr.append(element('td', String(line.line), 'number'), element('td', line.text));
              body.append(tr);
            }
            frame.append(table);
            part.append(frame);
          }
          return part;
        }));
      },
    };

    """#

  /// Moving between views, keys, controls.
  private static let acting = #"""
    const press = (id, on) => $(id).setAttribute('aria-pressed', on);
    const options = (select, names, value, first) => {
      select.replaceChildren(...(first === undefined ? [] : [new Option(first, '')]), ...names.map(([text, key]) => new Option(text, key)));
      select.value = value;
    };
    let turn = 0;
    const render = async () => {
      const mine = ++turn;
      const section = { diff: 'table', trend: 'table' }[state.v] || state.v;
      document.body.setAttribute('aria-busy', 'true');
      let show, words = '';
      try {
        about = await ask('about', settings);
        if (mine === turn) show = await shows[state.v]();
      } catch (error) { words = error.message; }
      if (mine !== turn) return;
      document.body.removeAttribute('aria-busy');
      for (const view of views) $('t-' + view).setAttribute('aria-selected', view === state.v);
      for (const one of ['flame', 'sandwich', 'table', 'source']) $('v-' + one).hidden = one !== section || !!words;
      $('message').hidden = !words;
      $('message').textContent = words;
      if (about) {
        const count = about.profiles.length;
        options($('p'), about.profiles.map((name, i) => [name, String(i)]), state.p || String(count - 1));
        options($('b'), about.profiles.map((name, i) => [name, String(i)]), state.b, 'nothing');
        options($('type'), about.sampleTypes.map((name) => [name, name]), about.sampleType.replace(/^mean_/, ''));
        $('title').textContent = document.title = about.sampleType + ' of ' + about.profiles[state.p ? Number(state.p) : count - 1];
        $('about').replaceChildren(...about.lines.concat(about.notes).map((line) => element('span', line)));
        for (const id of ['b', 't-diff', 't-trend']) $(id).disabled = count < 2;
      }
      $('in-focus').value = state.focus; $('in-ignore').value = state.ignore;
      if (document.activeElement !== $('search')) $('search').value = state.q;
      press('b-invert', state.i); press('b-runtime', state.h); press('b-diff', state.d);
      $('b-diff').hidden = !state.b;
      if (show) show();
      choose('');
    };
    const go = (change) => { Object.assign(state, change); keep(); return render(); };
    const actions = {
      invert: () => go({ i: !state.i, z: [], v: 'flame' }),
      runtime: () => go({ h: !state.h, z: [] }),
      diff: () => { if (!state.b) return; state.d = !state.d; keep(); press('b-diff', state.d); for (const one of [flame, callers, callees]) one.draw(); },
      reset: () => go({ ...empty, v: state.v, p: state.p, f: state.v === 'sandwich' || state.v === 'source' ? state.f : '' }),
      theme: () => { document.documentElement.dataset.theme = isDark() ? 'light' : 'dark'; for (const one of [flame, callers, callees]) one.draw(); },
      help: () => $('help').showModal(),
    };
    for (const name of Object.keys(actions)) $('b-' + name).addEventListener('click', actions[name]);
    for (const view of views) $('t-' + view).addEventListener('click', () => go({ v: view, sort: '' }));
    for (const [id, name] of [['p', 'p'], ['b', 'b'], ['type', 't'], ['in-focus', 'focus'], ['in-ignore', 'ignore']])
      $(id).addEventListener('change', () => go({ [name]: $(id).value, z: [] }));
    const isTable = () => state.v === 'table' || state.v === 'diff' || state.v === 'trend';
    $('search').addEventListener('input', () => {
      state.q = $('search').value;
      if (isTable()) searchRows(); else $('found').textContent = panel.search(state.q, true);
    });
    $('search').addEventListener('change', keep);
    window.addEventListener('popstate', () => { read(); render(); });
    const table = { ArrowUp: () => walk(-1), ArrowDown: () => walk(1), n: () => walk(1), N: () => walk(-1),
      Enter: () => { if (state.f) go({ v: 'sandwich', z: [] }); } };
    const keys = { i: actions.invert, h: actions.runtime, d: actions.diff, 0: actions.reset, t: actions.theme, '?': actions.help,
      '/': () => { $('search').focus(); $('search').select(); },
      f: () => { if (state.f) go({ v: 'sandwich' }); }, s: () => { if (state.f) go({ v: 'source' }); } };
    views.forEach((view, i) => { keys[i + 1] = () => { if (!$('t-' + view).disabled) go({ v: view, sort: '' }); }; });
    document.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || $('help').open) return;
      const tag = event.target.tagName;
      if (event.target === $('search')) {
        if (event.key === 'Enter' || event.key === 'Escape') {
          $('search').blur();
          keep();
          if (event.key === 'Enter') { if (isTable()) walk(0); else panel.press('n'); }
          event.preventDefault();
        }
        return;
      }
      if (tag === 'INPUT' || tag === 'SELECT' || (tag === 'BUTTON' && event.key === 'Enter')) return;
      const acts = keys[event.key] || (isTable() && table[event.key]);
      if (acts) { acts(); event.preventDefault(); return; }
      if ((state.v === 'flame' || state.v === 'sandwich') && panel.press(event.key)) event.preventDefault();
    });
    for (const [one, name] of [[callers, 'callers'], [callees, 'callees']])
      for (const id of [name + '-scroll', name + '-rows']) $(id).addEventListener('focusin', () => { panel = one; });
    read();
    render();
    """#
}
