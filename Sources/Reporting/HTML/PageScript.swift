// SPDX-License-Identifier: Apache-2.0

/// What the page can do beyond showing itself: search, sort, fold, copy, links into flame graphs, keys.
///
/// By hand and without a library. It reads the page and writes text and attributes only: nothing in it makes markup out of
/// a string.
enum PageScript {
  static let text = theme + startup + tables + search + flames + charts + keys

  private static let theme = #"""
    'use strict';
    (() => {
    const root = document.documentElement;
    const kept = {
      get() { try { return localStorage.getItem('stanch-theme'); } catch { return null; } },
      set(value) { try { localStorage.setItem('stanch-theme', value); } catch { /* a file may keep nothing */ } },
    };
    const setTheme = (value) => { if (value === 'light' || value === 'dark') root.dataset.theme = value; };
    setTheme(kept.get());
    const isDark = () => root.dataset.theme
      ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    const flipTheme = () => {
      const value = isDark() ? 'light' : 'dark';
      setTheme(value);
      kept.set(value);
      nameTheme();
    };
    const nameTheme = () => {
      const button = document.getElementById('theme');
      if (button) button.textContent = isDark() ? 'Light' : 'Dark';
    };
    const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
    const make = (name, text, properties = {}) => {
      const element = document.createElement(name);
      if (text) element.textContent = text;
      return Object.assign(element, properties);
    };

    """#

  private static let startup = #"""
    const start = () => {
      root.classList.add('js');
      all('.tools').forEach((tools) => { tools.hidden = false; });
      nameTheme();
      document.getElementById('theme').addEventListener('click', flipTheme);
      document.getElementById('keys').addEventListener('click', showKeys);
      all('.copyable').forEach(addCopyButton);
      all('table.sortable').forEach(makeSortable);
      all('table.calls').forEach(makeTree);
      all('svg.flame').forEach(makeFlame);
      makeCharts();
      const input = document.getElementById('search');
      input.addEventListener('input', () => find(input.value));
      document.addEventListener('keydown', onKey);
      addEventListener('hashchange', reveal);
      addEventListener('beforeprint', unfold);
      addEventListener('afterprint', refold);
      reveal();
    };
    const reveal = () => {
      const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
      if (!target) return;
      for (let node = target; node; node = node.parentElement) if (node.tagName === 'DETAILS') node.open = true;
      if (target.classList.contains('box')) {
        target.dispatchEvent(new CustomEvent('zoom'));
        target.ownerSVGElement.scrollIntoView({ block: 'center' });
      } else {
        target.scrollIntoView();
      }
    };
    let folded = [];
    const unfold = () => {
      folded = all('details:not([open])');
      folded.forEach((details) => { details.open = true; });
    };
    const refold = () => {
      folded.forEach((details) => { details.open = false; });
      folded = [];
    };
    const addCopyButton = (block) => {
      const button = make('button', 'Copy', { type: 'button' });
      button.setAttribute('aria-label', 'Copy ' + (block.dataset.what || 'text'));
      button.addEventListener('click', async () => {
        button.textContent = await copy(block.querySelector('code')) ? 'Copied' : 'Press Ctrl+C';
        setTimeout(() => { button.textContent = 'Copy'; }, 2000);
      });
      block.append(button);
    };
    const copy = async (code) => {
      try {
        await navigator.clipboard.writeText(code.textContent);
        return true;
      } catch {
        const range = document.createRange();
        range.selectNodeContents(code);
        const selection = getSelection();
        selection.removeAllRanges();
        selection.addRange(range);
        try { return document.execCommand('copy'); } catch { return false; }
      }
    };

    """#

  private static let tables = #"""
    const makeSortable = (table) => {
      const body = table.tBodies[0];
      const heads = all('thead th', table);
      heads.forEach((head, column) => {
        if (!head.dataset.sort) return;
        const button = make('button', head.textContent, { type: 'button' });
        head.textContent = '';
        head.append(button);
        button.addEventListener('click', () => {
          const wasDown = head.getAttribute('aria-sort') === 'descending';
          const isNumber = head.dataset.sort === 'number';
          const down = head.hasAttribute('aria-sort') ? !wasDown : isNumber;
          heads.forEach((other) => other.removeAttribute('aria-sort'));
          head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
          heads.forEach((other) => {
            const inner = other.querySelector('button');
            if (inner) inner.textContent = inner.textContent.replace(/ [\u2191\u2193]$/, '');
          });
          button.textContent += down ? ' \u2193' : ' \u2191';
          const key = (row) => isNumber
            ? Number(row.cells[column].dataset.value) : row.cells[column].textContent.trim();
          const rows = Array.from(body.rows).map((row) => ({ row, key: key(row) }));
          rows.sort((a, b) => (isNumber ? a.key - b.key : a.key.localeCompare(b.key)) * (down ? -1 : 1));
          body.append(...rows.map((entry) => entry.row));
        });
      });
    };
    const makeTree = (table) => {
      const rows = Array.from(table.tBodies[0].rows);
      const level = (row) => Number(row.getAttribute('aria-level'));
      const update = () => {
        let limit = Infinity;
        rows.forEach((row) => {
          if (level(row) <= limit) limit = Infinity;
          row.classList.toggle('closed', limit < Infinity);
          row.hidden = limit < Infinity || row.dataset.miss === '1';
          if (limit === Infinity && row.getAttribute('aria-expanded') === 'false') limit = level(row);
        });
      };
      const set = (row, value) => {
        if (row.hasAttribute('aria-expanded')) row.setAttribute('aria-expanded', String(value));
        update();
      };
      const focus = (row) => {
        if (!row) return;
        rows.forEach((other) => { other.tabIndex = -1; });
        row.tabIndex = 0;
        row.focus();
      };
      rows.forEach((row, index) => {
        row.tabIndex = index === 0 ? 0 : -1;
        row.cells[0].addEventListener('click', () => set(row, row.getAttribute('aria-expanded') === 'false'));
      });
      table.update = update;
      table.addEventListener('keydown', (event) => {
        const row = event.target.closest('tbody tr');
        const index = rows.indexOf(row);
        if (index < 0) return;
        const isOpen = row.getAttribute('aria-expanded') === 'true';
        const visible = (list) => list.find((other) => !other.hidden);
        if (event.key === 'ArrowDown') focus(visible(rows.slice(index + 1)));
        else if (event.key === 'ArrowUp') focus(visible(rows.slice(0, index).reverse()));
        else if (event.key === 'ArrowRight') isOpen ? focus(visible(rows.slice(index + 1))) : set(row, true);
        else if (event.key === 'ArrowLeft') {
          if (isOpen) set(row, false);
          else focus(rows.slice(0, index).reverse().find((other) => level(other) < level(row)));
        } else if (event.key === 'Home') focus(visible(rows));
        else if (event.key === 'End') focus(visible(rows.slice().reverse()));
        else return;
        event.preventDefault();
      });
    };

    """#

  private static let search = #"""
    const words = new Map();
    const wordsOf = (element) => {
      if (!words.has(element)) words.set(element, element.textContent.toLowerCase());
      return words.get(element);
    };
    const find = (text) => {
      const wanted = text.trim().toLowerCase();
      let count = 0;
      all('[data-search]').forEach((element) => {
        const hit = !wanted || wordsOf(element).includes(wanted);
        if (hit) count += 1;
        if (element.closest('table.calls')) element.dataset.miss = hit ? '' : '1';
        else element.hidden = !hit;
      });
      all('table.calls').forEach((table) => table.update && table.update());
      all('svg.flame').forEach((flame) => {
        let hits = 0;
        all('.box', flame).forEach((box) => {
          const hit = wanted && wordsOf(box).includes(wanted);
          box.classList.toggle('hit', Boolean(hit));
          if (hit) hits += 1;
        });
        flame.classList.toggle('searching', hits > 0);
      });
      document.getElementById('found').textContent = wanted ? count + ' found' : '';
    };

    """#

  private static let flames = #"""
    const makeFlame = (flame) => {
      const boxes = all('.box', flame).map((element) => ({
        element,
        x: parseFloat(element.getAttribute('x')),
        width: parseFloat(element.getAttribute('width')),
        depth: Math.round(parseFloat(element.getAttribute('y')) / 20),
        title: element.querySelector('title').textContent,
      }));
      if (!boxes.length) return;
      const line = flame.parentElement.querySelector('.selected');
      const path = [];
      boxes.forEach((box) => {
        path.length = box.depth;
        box.parent = path[box.depth - 1];
        path.push(box);
      });
      let current = boxes[0];
      let zoomed = boxes[0];
      const say = (box) => { line.textContent = box.title; };
      const select = (box) => {
        if (!box) return;
        current.element.classList.remove('current');
        current = box;
        box.element.classList.add('current');
        say(box);
      };
      const zoom = (goal) => {
        zoomed = goal;
        const above = new Set();
        for (let box = goal; box; box = box.parent) above.add(box);
        const scale = goal.width > 0 ? 100 / goal.width : 1;
        boxes.forEach((box) => {
          const isAbove = above.has(box);
          let isBelow = false;
          for (let node = box; node && !isBelow; node = node.parent) isBelow = node === goal;
          box.element.style.display = isAbove || isBelow ? '' : 'none';
          const x = isAbove ? 0 : (box.x - goal.x) * scale;
          const width = isAbove ? 100 : box.width * scale;
          box.element.setAttribute('x', x + '%');
          box.element.setAttribute('width', Math.max(0, width) + '%');
          if (width > 0.8 && !box.element.querySelector('text')) {
            const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
            text.setAttribute('x', '4');
            text.setAttribute('y', '14');
            text.textContent = box.title.split(' ')[0];
            box.element.append(text);
          }
        });
        const place = goal === boxes[0] ? '' : goal.element.id;
        if (place || location.hash.startsWith('#' + boxes[0].element.id.replace(/-0$/, '-'))) {
          try { history.replaceState(null, '', place ? '#' + place : '#calls'); } catch { /* no address to change */ }
        }
      };
      line.hidden = false;
      line.setAttribute('aria-live', 'polite');
      line.textContent = 'Click a call to zoom, click again to go back; arrow keys move.';
      flame.tabIndex = 0;
      boxes.forEach((box) => {
        box.element.addEventListener('pointerenter', () => say(box));
        box.element.addEventListener('click', () => { select(box); zoom(zoomed === box ? boxes[0] : box); });
        box.element.addEventListener('zoom', () => { select(box); zoom(box); });
      });
      flame.addEventListener('keydown', (event) => {
        const beside = boxes.filter((box) => box.parent === current.parent && box.depth === current.depth);
        const at = beside.indexOf(current);
        if (event.key === 'ArrowDown') select(boxes.find((box) => box.parent === current));
        else if (event.key === 'ArrowUp') select(current.parent);
        else if (event.key === 'ArrowRight') select(beside[at + 1]);
        else if (event.key === 'ArrowLeft') select(beside[at - 1]);
        else if (event.key === 'Enter') zoom(zoomed === current ? boxes[0] : current);
        else if (event.key === 'Escape' || event.key === '0') { select(boxes[0]); zoom(boxes[0]); }
        else return;
        event.preventDefault();
        event.stopPropagation();
      });
    };

    """#

  private static let charts = #"""
    const written = (value, unit) => {
      if (unit !== 'bytes') return Math.round(value).toLocaleString('en-US');
      const units = ['B', 'KiB', 'MiB', 'GiB'];
      let power = 0;
      while (value >= 1024 && power < 3) { value /= 1024; power += 1; }
      return (value < 10 && power ? value.toFixed(1) : Math.round(value)) + ' ' + units[power];
    };
    const makeCharts = () => {
      const plots = all('svg.plot').map((plot) => {
        const points = plot.querySelector('.line').getAttribute('points').split(' ')
          .map((pair) => pair.split(',').map(Number));
        const cursor = document.createElementNS('http://www.w3.org/2000/svg', 'line');
        cursor.setAttribute('class', 'cursor');
        cursor.setAttribute('y1', '16');
        cursor.setAttribute('y2', '112');
        cursor.style.display = 'none';
        plot.append(cursor);
        const words = plot.parentElement.querySelector('figcaption span');
        return { plot, points, cursor, words, original: Array.from(words.childNodes) };
      });
      const show = (share) => plots.forEach(({ plot, points, cursor, words }) => {
        const x = share * 1000;
        const point = points.reduce((best, next) => Math.abs(next[0] - x) < Math.abs(best[0] - x) ? next : best);
        cursor.setAttribute('x1', point[0] / 10 + '%');
        cursor.setAttribute('x2', point[0] / 10 + '%');
        cursor.style.display = '';
        const value = plot.dataset.most * (1 - point[1] / 1000);
        const time = Number(plot.dataset.from) + point[0] / 1000 * (plot.dataset.to - plot.dataset.from);
        words.textContent = written(value, plot.dataset.unit) + ' at ' + Math.round(time) + ' s';
      });
      const hide = () => plots.forEach(({ cursor, words, original }) => {
        cursor.style.display = 'none';
        words.replaceChildren(...original);
      });
      plots.forEach(({ plot }) => {
        plot.addEventListener('pointermove', (event) => {
          const area = plot.getBoundingClientRect();
          if (area.width > 0) show(Math.min(1, Math.max(0, (event.clientX - area.left) / area.width)));
        });
        plot.addEventListener('pointerleave', hide);
      });
    };

    """#

  private static let keys = #"""
    const help = [
      ['/', 'search'], ['j, k', 'next and previous finding'], ['e', 'open or close everything that folds'],
      ['t', 'light or dark'], ['arrows, Enter, Esc', 'move, zoom and go back in a flame graph'], ['?', 'this list'],
    ];
    const showKeys = () => {
      let dialog = document.querySelector('dialog');
      if (!dialog) {
        dialog = make('dialog');
        dialog.setAttribute('aria-label', 'Keys');
        const list = make('dl');
        help.forEach(([key, text]) => {
          const term = make('dt');
          term.append(make('kbd', key));
          list.append(term, make('dd', text));
        });
        const close = make('button', 'Close', { type: 'button' });
        close.addEventListener('click', () => dialog.close());
        dialog.append(make('h2', 'Keys'), list, close);
        document.body.append(dialog);
      }
      dialog.showModal();
    };
    let finding = -1;
    const goTo = (step) => {
      const articles = all('article.suspect').filter((article) => !article.hidden);
      if (!articles.length) return;
      finding = Math.min(articles.length - 1, Math.max(0, finding + step));
      articles[finding].tabIndex = -1;
      articles[finding].focus({ preventScroll: true });
      articles[finding].scrollIntoView();
    };
    const foldAll = () => {
      const closed = all('details:not([open])');
      const isAnyClosed = closed.length > 0;
      (isAnyClosed ? closed : all('details')).forEach((details) => { details.open = isAnyClosed; });
    };
    const onKey = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const input = document.getElementById('search');
      if (event.target === input) {
        if (event.key === 'Escape') { input.value = ''; find(''); input.blur(); }
        return;
      }
      if (event.key === '/') { event.preventDefault(); input.focus(); }
      else if (event.key === 'j') goTo(1);
      else if (event.key === 'k') goTo(-1);
      else if (event.key === 'e') foldAll();
      else if (event.key === 't') flipTheme();
      else if (event.key === '?') showKeys();
    };
    document.addEventListener('DOMContentLoaded', start);
    })();
    """#
}
