// What the pages cannot do by themselves. Nothing here fetches data of its own but look-ups;
// htmx does the rest. Everything works by delegation, so swapped parts need no start-up.
(function () {
  'use strict';
  const d = document, root = d.documentElement;
  const $ = (sel, from) => (from || d).querySelector(sel), $$ = (sel, from) => [...(from || d).querySelectorAll(sel)];
  const byId = (id) => d.getElementById(id), csrf = () => ($('meta[name=csrf]') || {}).content || '';
  const store = { // null removes; a full or forbidden store is no reason to stop
    get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch (e) { return null; } },
    set(key, value) { try { if (value === null) localStorage.removeItem(key); else localStorage.setItem(key, JSON.stringify(value)); } catch (e) { /* see above */ } }
  };
  // A sign-in in another window: the pages of the same person go on with the token of the new session.
  const line = 'BroadcastChannel' in window && new BroadcastChannel('niangjia'), me = ($('meta[name=csrf][data-who]') || {}).dataset;
  if (line && me) {
    line.onmessage = (e) => { if (e.data.who === me.who) $$('meta[name=csrf],input[name=csrf]').forEach((n) => { n[n.content === undefined ? 'value' : 'content'] = e.data.csrf; }); };
    line.postMessage({ who: me.who, csrf: csrf() });
  }
  let sure = null, asked = 0, later = 0; // the act agreed to; the latest look-up; the draft to save
  const say = (text) => { const live = byId('live'); live.textContent = ''; setTimeout(() => { live.textContent = text; }, 60); };
  // ---- dialogs, sheets, menus ----
  const openers = new Map(), beside = (on) => { const app = $('.app'); if (app) app.classList.toggle('with-sheet', on); reach(); };
  function open(el, opener) {
    if (!el) return;
    openers.set(el, opener || d.activeElement);
    if (el.tagName !== 'DIALOG') { el.hidden = false; beside(true); } else if (!el.open) el.showModal();
    const first = $('[autofocus]', el) || $('h2', el);
    if (first) first.focus();
  }
  function close(el) {
    if (!el) return;
    const opener = openers.get(el);
    if (el.tagName === 'DIALOG') { if (el.open) el.close(); }
    else if (el.matches('.sheet')) { el.hidden = true; beside(false); } else el.remove();
    openers.delete(el);
    if (opener && d.contains(opener)) opener.focus();
  }
  const closeMenus = (but) => $$('details.menu[open]').forEach((m) => { if (!m.contains(but)) m.open = false; });
  function side(on) {
    const box = $('.side'), b = $('[data-side]');
    if (!box || !b) return;
    box.classList.toggle('open', on); b.setAttribute('aria-expanded', on);
    (on ? $('[aria-current]', box) || $('a', box) || box : b).focus();
  }
  // ---- asking before acts that leave the house ----
  function ask(b) {
    const box = byId('t-confirm').content.firstElementChild.cloneNode(true);
    $('h2', box).textContent = b.dataset.confirm;
    $('p', box).textContent = b.dataset.text || '';
    const [no, yes] = $$('button', box);
    no.textContent = b.dataset.no || '先不做'; yes.textContent = b.dataset.yes || b.textContent.trim();
    yes.addEventListener('click', () => { close(box); sure = b; b.click(); sure = null; });
    box.addEventListener('close', () => box.remove());
    d.body.append(box); open(box, b);
  }
  // ---- tables: selection, columns, row height ----
  function tick(table) {
    const bar = $(`[data-bulk="${table.id}"]`);
    if (!bar) return;
    const boxes = $$('tbody .pk input[type=checkbox]', table), on = boxes.filter((c) => c.checked);
    boxes.forEach((c) => c.closest('tr').classList.toggle('on', c.checked));
    const head = $('[data-all]', table), all = bar.elements.all.value === '1' && on.length === boxes.length;
    if (!all) bar.elements.all.value = '';
    head.checked = on.length > 0 && on.length === boxes.length;
    head.indeterminate = on.length > 0 && !head.checked;
    bar.hidden = on.length === 0;
    $('[data-bulk-count]', bar).textContent = on.length ? `已选${(all ? +bar.dataset.total : on.length).toLocaleString('en')}${bar.dataset.unit}` : '';
    $('[data-bulk-all]', bar).hidden = all || +bar.dataset.total <= on.length;
  }
  function setAll(table, on) { $$('tbody .pk input[type=checkbox]', table).forEach((c) => { c.checked = on; }); tick(table); }
  function dress(table) {
    const off = store.get(`cols:${table.id}`) || [];
    $$('[data-col]', table).forEach((c) => c.classList.toggle('off', off.includes(c.dataset.col)));
    $$(`[data-cols="${table.id}"] input`).forEach((c) => { c.checked = !off.includes(c.value); });
    const rows = store.get(`rows:${table.id}`);
    if (rows !== null) table.classList.toggle('tight', rows === 'tight');
  }
  // ---- dates and drafts ----
  function day(text) {
    const t = text.trim().replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
    const m = /^(\d{4})(\d{2})(\d{2})$/.exec(t) || /^(\d{4})\s*[-.\/年．。]\s*(\d{1,2})\s*[-.\/月．。]\s*(\d{1,2})\s*日?$/.exec(t);
    return m ? `${m[1]}-${m[2].padStart(2, '0')}-${m[3].padStart(2, '0')}` : text;
  }
  const kept = (form) => [...form.elements].filter((c) => c.name && !/^(hidden|password|file|submit|button)$/.test(c.type) && !('secret' in c.dataset));
  const note = (form, text) => $$(`[data-draft-note="${form.id}"]`).forEach((n) => { n.textContent = text; });
  function saveDraft(form) {
    const v = {};
    kept(form).forEach((c) => { if (!/^(radio|checkbox)$/.test(c.type) || c.checked) (v[c.name] = v[c.name] || []).push(c.value); });
    const at = new Date().toTimeString().slice(0, 5);
    store.set(`draft:${form.dataset.draft}`, { at, v }); note(form, `草稿${at}已存`);
  }
  function loadDraft(form) {
    const draft = store.get(`draft:${form.dataset.draft}`);
    if (!draft || $('.errsum') || $('.bad', form)) return;
    kept(form).forEach((c) => {
      const values = draft.v[c.name] || [];
      if (/^(radio|checkbox)$/.test(c.type)) c.checked = values.includes(c.value);
      else if (values.length) c.value = values.shift();
    });
    note(form, `已接上${draft.at}的草稿`);
  }
  // ---- look-ups ----
  function suggest(box) {
    const input = $('[role=combobox]', box), list = $('ul', box), q = input.value.trim(), turn = ++asked;
    $('[data-lookup-id]', box).value = '';
    if (!q) return shut(box);
    const href = `${box.dataset.lookup}${box.dataset.lookup.includes('?') ? '&' : '?'}q=${encodeURIComponent(q)}`;
    setTimeout(() => {
      if (turn === asked) fetch(href, { headers: { 'HX-Request': 'true' }, credentials: 'same-origin' })
        .then((r) => (r.ok ? r.text() : Promise.reject(r)))
        .then((html) => { if (turn === asked) { list.innerHTML = html; list.hidden = false; input.setAttribute('aria-expanded', 'true'); } })
        .catch(() => shut(box));
    }, 180);
  }
  function shut(box) { asked += 1; $('ul', box).hidden = true; const i = $('[role=combobox]', box); i.setAttribute('aria-expanded', 'false'); i.removeAttribute('aria-activedescendant'); }
  function pick(box, li) {
    if (!li || !('value' in li.dataset)) return;
    $('[data-lookup-id]', box).value = li.dataset.value; $('[role=combobox]', box).value = li.dataset.text;
    shut(box);
  }
  function move(box, by) {
    const all = $$('li[data-value]', box), at = all.findIndex((li) => li.getAttribute('aria-selected') === 'true');
    const next = all[(at + by + all.length + (at < 0 && by < 0 ? 1 : 0)) % all.length];
    if (!next) return;
    all.forEach((li) => li.setAttribute('aria-selected', li === next));
    $('[role=combobox]', box).setAttribute('aria-activedescendant', next.id);
    next.scrollIntoView({ block: 'nearest' });
  }
  // ---- the unit tree ----
  function toggle(b, on) {
    const ul = byId(b.getAttribute('aria-controls'));
    b.setAttribute('aria-expanded', on); if (ul) ul.hidden = !on;
    if (on && ul && !ul.children.length) b.dispatchEvent(new CustomEvent('nj:open', { bubbles: true }));
  }
  function treeKey(e) {
    const row = e.target.closest('.tw'), b = row && $('button', row), links = $$('.tree a').filter((a) => a.offsetParent);
    const at = links.indexOf($('a', row)), is = b && b.getAttribute('aria-expanded') === 'true';
    let to = { ArrowDown: links[at + 1], ArrowUp: links[at - 1], Home: links[0], End: links[links.length - 1] }[e.key];
    if (e.key === 'ArrowRight') { if (b && !is) toggle(b, true); else if (b) to = links[at + 1]; }
    else if (e.key === 'ArrowLeft') { if (is) toggle(b, false); else { const up = row.closest('ul').closest('li'); to = up && $('a', up); } }
    else if (!/^(ArrowDown|ArrowUp|Home|End)$/.test(e.key)) return;
    e.preventDefault();
    if (to) to.focus();
  }
  // ---- after loading and after every swap ----
  const reach = () => $$('.tbl-x:not([role])').forEach((x) => { // what scrolls can be reached by keyboard
    if (x.scrollWidth <= x.clientWidth + 1) return;
    x.tabIndex = 0; x.setAttribute('role', 'region');
    x.setAttribute('aria-label', `${x.dataset.label || ($('caption', x) || {}).textContent || '表格'}，左右滚动看全`);
  });
  addEventListener('resize', reach);
  // ---- fields that are asked for only where another one has one of some values ----
  const apt = (el) => $$('[data-only]', el).forEach((n) => {
    const by = n.closest('form').elements[n.dataset.only];
    if (by) n.hidden = !n.dataset.values.split(' ').includes(by.value);
  });
  function ready(el) {
    $$('table[id]', el).forEach((t) => { dress(t); tick(t); });
    reach();
    $$('form[data-draft]', el).forEach((f) => { if (!f.dataset.loaded) { f.dataset.loaded = '1'; loadDraft(f); } });
    apt(el);
    $$('.toast', el).forEach(fade);
    $$('[data-announce]', el).forEach((n) => { say(n.dataset.announce); n.remove(); });
    $$('[data-shown]', el).forEach((n) => { setTimeout(() => { n.textContent = n.dataset.mask; if (n.nextElementSibling) n.nextElementSibling.remove(); }, n.dataset.shown * 1000); n.removeAttribute('data-shown'); });
    $$('[data-show]', el).forEach((n) => { n.removeAttribute('data-show'); open(n); });
    const sum = $('.errsum:not([data-seen])', el);
    if (sum) { sum.dataset.seen = '1'; sum.focus(); if (!/^有/.test(d.title)) d.title = `${$('h2', sum).textContent.split('，')[0]}：${d.title}`; }
  }
  // ---- files one by one: one that fails takes no other with it, and a phone's short line carries them ----
  function sendFiles(form) {
    const input = $('input[type=file]', form), files = [...input.files], bar = $('progress', form), far = $('[data-far]', form);
    if (!bar.hidden) return;
    const title = form.elements.title.value.trim(), notes = d.createElement('div');
    let drawn = null;
    const told = (name, text) => { const n = byId('t-fail').content.cloneNode(true); $('div', n.firstElementChild).textContent = `${name}：${text}`; notes.append(n); };
    const end = () => {
      const box = byId('attachments');
      if (drawn) { box.replaceWith(drawn); if (window.htmx) htmx.process(drawn); }
      $('[data-notes]', drawn || box).replaceChildren(...notes.childNodes);
      bar.hidden = true; far.textContent = ''; input.value = ''; $('.drop-name', form).textContent = '';
      $$('button[data-was]', form).forEach(free); ready(d);
      const first = $('[data-notes] .note', byId('attachments')) || $('summary', byId('attachments'));
      if (first) { first.tabIndex = 0; first.focus(); }
    };
    const next = (i) => {
      if (i === files.length) return end();
      const file = files[i], data = new FormData(form), ask = new XMLHttpRequest();
      data.delete(input.name);
      if (title && i) data.set('title', `${title} ${i + 1}`);
      data.append(input.name, file);
      far.textContent = `正在传第${i + 1}个，共${files.length}个`; bar.hidden = false;
      ask.upload.onprogress = (e) => { if (e.lengthComputable) bar.value = (i + e.loaded / e.total) / files.length; };
      ask.onload = () => {
        if (ask.status === 401) return location.reload();
        const part = d.createElement('template'); part.innerHTML = ask.responseText;
        const box = $('#attachments', part.content);
        notes.append(...$$('.note.bad', part.content));
        if (box) drawn = box; else if (ask.status >= 400 && !notes.childNodes.length) told(file.name, '没有传上去，请再传一次');
        next(i + 1);
      };
      ask.onerror = () => { told(file.name, '网断了，没有传上去；请等网好了再传'); end(); };
      ask.open('POST', form.action); ask.setRequestHeader('HX-Request', 'true'); ask.setRequestHeader('X-CSRF-Token', csrf()); ask.send(data);
    };
    next(0);
  }
  function fade(t) {
    if (t.dataset.timed) return;
    t.dataset.timed = '1';
    let left = 10, held = false;
    ['pointerenter', 'focusin', 'pointerleave', 'focusout'].forEach((n, i) => t.addEventListener(n, () => { held = i < 2; }));
    const timer = setInterval(() => { if (!held) left -= 1; if (left <= 0 || !t.isConnected) { clearInterval(timer); t.remove(); } }, 1000);
  }
  // ---- events ----
  d.addEventListener('click', (e) => {
    const t = e.target, on = (sel) => t.closest(sel);
    let b = on('[data-confirm]');
    if (b && b !== sure) { e.preventDefault(); e.stopImmediatePropagation(); return ask(b); }
    closeMenus(on('details.menu') || t);
    if ((b = on('[data-open]'))) { const m = on('details.menu'); if (m) m.open = false; open(byId(b.dataset.open), m ? $('summary', m) : b); }
    else if ((b = on('[data-close]'))) close(b.closest('dialog,.sheet,.toast,.note'));
    else if (on('[data-side]')) side(!$('.side').classList.contains('open'));
    else if (on('[data-print]')) window.print();
    else if ((b = on('.tree button'))) toggle(b, b.getAttribute('aria-expanded') !== 'true');
    else if ((b = on('[data-bulk-all]'))) { b.form.elements.all.value = '1'; setAll(byId(b.form.dataset.bulk), true); }
    else if ((b = on('[data-bulk-none]'))) setAll(byId(b.form.dataset.bulk), false);
    else if ((b = on('[data-rows]'))) { store.set(`rows:${b.dataset.rows}`, b.value); dress(byId(b.dataset.rows)); closeMenus(); }
    else if ((b = on('[data-cols-reset]'))) { store.set(`cols:${b.dataset.colsReset}`, null); dress(byId(b.dataset.colsReset)); }
    else if ((b = on('[data-peek]'))) { const i = byId(b.dataset.peek), show = i.type === 'password'; i.type = show ? 'text' : 'password'; b.setAttribute('aria-pressed', show); b.firstChild.textContent = show ? '遮上' : '显示'; }
    else if ((b = on('[data-insert]'))) { const t = byId(b.dataset.into); t.setRangeText(b.dataset.insert, t.selectionStart, t.selectionEnd, 'end'); t.focus(); t.dispatchEvent(new Event('input', { bubbles: true })); }
    else if ((b = on('.suggest li'))) pick(b.closest('.lookup'), b);
    if (!on('.lookup')) $$('.lookup').forEach((box) => { if (!$('ul', box).hidden) shut(box); });
  }, true);
  d.addEventListener('change', (e) => {
    const t = e.target;
    if (t.form) apt(t.form);
    if (t.matches('[data-all]')) setAll(t.closest('table'), t.checked);
    else if (t.matches('tbody .pk input')) tick(t.closest('table'));
    else if (t.dataset.go) location.href = t.dataset.go;
    else if (t.closest('[data-auto]')) t.form.requestSubmit();
    else if (t.closest('[data-cols]')) { const id = t.closest('[data-cols]').dataset.cols; store.set(`cols:${id}`, $$(`[data-cols="${id}"] input:not(:checked)`).map((c) => c.value)); dress(byId(id)); }
    else if (t.type === 'file') { const n = t.closest('[data-drop]'); if (!n) return; const large = [...t.files].some((f) => f.size > +(t.dataset.most || Infinity)), names = [...t.files].map((f) => f.name).join('、'); if (large) t.value = ''; $('.drop-name', n).textContent = large ? t.dataset.large : names; }
  });
  const typed = (e) => {
    const form = e.target.form;
    if (e.type === 'input' && e.isComposing) return;
    if (form && 'typed' in form.dataset) form.dispatchEvent(new CustomEvent('nj:typed', { bubbles: true }));
    if (e.target.matches('.lookup [role=combobox]')) suggest(e.target.closest('.lookup'));
    if (form && form.dataset.draft) { clearTimeout(later); later = setTimeout(() => saveDraft(form), 800); }
  };
  ['input', 'compositionend'].forEach((n) => d.addEventListener(n, typed));
  d.addEventListener('blur', (e) => { const t = e.target; if (t.matches && t.matches('[data-date]')) { const v = day(t.value); if (v !== t.value) { t.value = v; t.dispatchEvent(new Event('change', { bubbles: true })); } } }, true);
  d.addEventListener('keydown', (e) => {
    const t = e.target, box = t.closest && t.closest('.lookup');
    if (box && !$('ul', box).hidden && /^(ArrowDown|ArrowUp|Enter|Escape)$/.test(e.key)) {
      e.preventDefault();
      return e.key === 'Escape' ? shut(box) : e.key === 'Enter' ? pick(box, $('[aria-selected=true]', box) || $('li[data-value]', box)) : move(box, e.key === 'ArrowDown' ? 1 : -1);
    }
    if (t.closest && t.closest('.tree')) treeKey(e);
    const step = /^Arrow(Left|Right)$/.test(e.key) && !/^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName) && $(`[data-step=${e.key}]`);
    if (step) { e.preventDefault(); step.click(); }
    if (e.key === 'Escape' && !$('dialog[open]')) {
      const m = $('details.menu[open]'), sheet = $('.sheet:not([hidden])');
      if (m) { m.open = false; $('summary', m).focus(); } else if (sheet) close(sheet); else if ($('.side.open')) side(false);
    } else if (e.key === '/' && !/^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName)) { const q = byId('q'); if (q) { e.preventDefault(); q.focus(); } }
  });
  d.addEventListener('close', (e) => { const o = openers.get(e.target); openers.delete(e.target); if (o && d.contains(o)) o.focus(); }, true);
  d.addEventListener('submit', (e) => {
    const f = e.target, b = e.submitter;
    if ('files' in f.dataset && $('input[type=file]', f).files.length) { e.preventDefault(); sendFiles(f); }
    if ('themeForm' in f.dataset) {
      e.preventDefault(); root.dataset.theme = b.value;
      fetch(f.action, { method: 'POST', body: new URLSearchParams({ csrf: csrf(), theme: b.value }), credentials: 'same-origin' });
      b.value = b.value === 'dark' ? 'light' : 'dark'; $('span', b).textContent = b.value === 'dark' ? '换成深色' : '换成浅色';
    } else if (b && f.method === 'post') setTimeout(() => {
      b.disabled = true;
      b.dataset.was = b.dataset.busy ? b.lastChild.textContent : '';
      if (b.dataset.busy) b.lastChild.textContent = b.dataset.busy;
      setTimeout(() => free(b), f.hasAttribute('hx-post') ? 60000 : 4000);
    });
    if ('leave' in f.dataset) Object.keys(localStorage).forEach((k) => { if (k.startsWith('draft:')) localStorage.removeItem(k); });
    if (f.dataset.draft) store.set(`draft:${f.dataset.draft}`, null);
    if ('closes' in f.dataset) close(f.closest('dialog'));
  });
  function free(b) { if (b.dataset.was) b.lastChild.textContent = b.dataset.was; if ('was' in b.dataset) b.disabled = false; delete b.dataset.was; }
  ['dragover', 'dragleave', 'drop'].forEach((n) => d.addEventListener(n, (e) => {
    const box = e.target.closest && e.target.closest('[data-drop]');
    if (!box) return;
    e.preventDefault(); box.classList.toggle('over', n === 'dragover');
    if (n === 'drop' && e.dataTransfer.files.length) { const i = $('input[type=file]', box); i.files = e.dataTransfer.files; i.dispatchEvent(new Event('change', { bubbles: true })); }
  }));
  // ---- htmx 4: names of its events live here only ----
  const target = (e) => (e.detail.ctx && e.detail.ctx.target instanceof Element ? e.detail.ctx.target : null);
  d.addEventListener('htmx:config:request', (e) => { e.detail.ctx.request.headers['X-CSRF-Token'] = csrf(); });
  d.addEventListener('htmx:before:request', (e) => { const t = target(e); if (t && !t.matches('.job')) t.setAttribute('aria-busy', 'true'); });
  d.addEventListener('htmx:finally:request', (e) => { const t = target(e); if (t) t.removeAttribute('aria-busy'); $$('button[data-was]').forEach(free); });
  // A cell put right hands the keyboard to the next wrong one, unless the person is elsewhere by now.
  // What is being typed while a part is drawn anew stays as it was typed.
  // Else the keyboard goes on where it was, in what has been drawn anew.
  let repaired = '', typing = null, held = '';
  d.addEventListener('htmx:before:swap', (e) => {
    const t = target(e), form = e.detail.ctx.sourceElement, a = d.activeElement;
    typing = t && t.matches('[data-keep]') && t.contains(a) && a.id && 'selectionEnd' in a ? { id: a.id, value: a.value, at: a.selectionEnd } : null;
    held = t && t.contains(a) ? a.id : '';
    repaired = t && form && $('input[name=act][value=put]', form) && t.contains(d.activeElement) ? t.id : '';
  });
  d.addEventListener('htmx:after:swap', () => {
    const row = repaired && byId(repaired), text = typing && byId(typing.id);
    if (text) { text.value = typing.value; text.focus(); text.setSelectionRange(typing.at, typing.at); }
    if (held && byId(held) && d.activeElement === d.body) byId(held).focus();
    repaired = ''; typing = null; held = '';
    ready(d);
    const shot = $('#shot[open] h2'); // a step to the next photo took the pressed link away
    if (shot && d.activeElement === d.body) shot.focus();
    if (!row) return;
    const all = [...row.parentNode.children], next = all.slice(all.indexOf(row)).map((r) => $('[aria-invalid=true]', r)).find(Boolean);
    if (next) setTimeout(() => next.focus());
  });
  function failed(e) {
    const t = target(e), s = e.detail.ctx.response && e.detail.ctx.response.status;
    if (!t || (s && s < 500) || $(':scope > .note.bad', t)) return;
    t.prepend(byId('t-fail').content.cloneNode(true));
  }
  ['htmx:response:error', 'htmx:error'].forEach((n) => d.addEventListener(n, failed));
  // A page that takes longer than a moment says that it is being worked on; a file leaves the page where it is.
  const file = /export|\.docx|\/(docx|parcel|receipt|card|template|attachments)\b/, gone = () => $$('progress.wait').forEach((bar) => bar.remove());
  let wait = 0;
  const waits = () => {
    clearTimeout(wait);
    wait = setTimeout(() => {
      const bar = d.createElement('progress');
      bar.className = 'wait';
      bar.setAttribute('aria-label', '正在打开');
      Object.assign(bar.style, { position: 'fixed', top: 0, left: 0, width: '100%', height: '4px', zIndex: 99 });
      d.body.append(bar);
      say('正在打开…');
      setTimeout(gone, 30000);
    }, 700);
  };
  addEventListener('click', (e) => {
    const a = e.target.closest && e.target.closest('a[href^="/"]');
    if (a && !e.defaultPrevented && !a.target && !a.hasAttribute('download') && !e.ctrlKey && !e.metaKey && !e.shiftKey && !file.test(a.pathname + a.search)) waits();
  });
  addEventListener('submit', (e) => { if (e.target.method === 'get' && !e.defaultPrevented) waits(); });
  addEventListener('pageshow', gone);
  ready(d);
})();
