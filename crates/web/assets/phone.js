// The phone of members: steps of a form, drafts, signature, the next code. Every page works without it,
// but for the signature.
(() => {
  'use strict';
  const each = (list, work) => Array.prototype.forEach.call(list, work);
  const one = (words, at) => (at || document).querySelector(words);

  // Without a network.
  const note = one('#offline-note');
  const tell = () => { if (note) note.hidden = navigator.onLine; };
  addEventListener('online', tell); addEventListener('offline', tell); tell();
  if ('serviceWorker' in navigator && location.pathname.startsWith('/m')) {
    navigator.serviceWorker.register('/m/worker.js', { scope: '/m' }).catch(() => {});
  }
  each(document.querySelectorAll('form[data-forget]'), form => form.addEventListener('submit', () => {
    try { Object.keys(localStorage).filter(key => key.startsWith('nj-')).forEach(key => localStorage.removeItem(key)); } catch (e) { /* no storage */ }
    if (window.caches) caches.keys().then(keys => keys.forEach(key => caches.delete(key)));
  }));

  // A form in steps, kept while it is filled in and for a day. What was sent goes once a page says that it has
  // arrived: when the network drops in between, or the server refuses, it stays.
  const DAY = 864e5, SENT = 'nj-sent';
  const draft = key => { try { return JSON.parse(localStorage.getItem(key)) || {}; } catch (e) { return {}; } };
  const form = one('form.m-form'), store = form && 'nj-' + form.getAttribute('action').split('/').pop();
  const unsent = () => { try { sessionStorage.removeItem(SENT); } catch (e) { /* no storage */ } };
  try {
    const sent = sessionStorage.getItem(SENT);
    if (sent && sent !== store && one('[data-said]')) localStorage.removeItem(sent);
    if (!one('[data-offline]')) unsent();
    Object.keys(localStorage).filter(key => key.startsWith('nj-') && !(Date.now() - draft(key)._at < DAY)).forEach(key => localStorage.removeItem(key));
  } catch (e) { /* no storage */ }
  addEventListener('pageshow', event => { if (event.persisted) unsent(); });
  if (form) steps(form);

  function steps(form) {
    const pages = [...form.querySelectorAll('.step')];
    const back = one('[data-step="-1"]', form), next = one('[data-step="1"]', form);
    const send = one('[type=submit].pri', form);
    const key = form.dataset.keep && 'nj-' + form.dataset.keep;
    const secret = field => field.type === 'hidden' || field.type === 'password' || field.name === 'csrf';
    if (key) {
      const was = draft(key);
      each(form.elements, field => {
        if (!field.name || secret(field) || !(field.name in was)) return;
        if (field.type === 'radio' || field.type === 'checkbox') field.checked = was[field.name] === field.value;
        else if (!field.value) field.value = was[field.name];
      });
    }
    form.addEventListener('input', () => {
      const now = { _at: Date.now() };
      each(form.elements, field => {
        if (!field.name || secret(field)) return;
        if (field.type === 'radio' || field.type === 'checkbox') { if (field.checked) now[field.name] = field.value; }
        else if (field.value) now[field.name] = field.value;
      });
      try { localStorage.setItem(store, JSON.stringify(now)); } catch (e) { /* full or forbidden */ }
    });
    form.addEventListener('submit', event => {
      if (event.submitter && event.submitter.name === '_find') return;
      if (!navigator.onLine) { event.preventDefault(); tell(); if (note) note.scrollIntoView(); return; }
      try { sessionStorage.setItem(SENT, store); } catch (e) { /* none */ }
    });
    if (pages.length < 2) return;
    let at = Math.max(0, pages.findIndex(page => one('.err', page)));
    const show = move => {
      pages.forEach((page, number) => { page.hidden = number !== at; });
      back.hidden = at === 0; next.hidden = at === pages.length - 1; send.hidden = !next.hidden;
      if (move) { const first = one('legend', pages[at]); first.tabIndex = -1; first.focus(); scrollTo(0, 0); }
    };
    const fine = () => [...pages[at].querySelectorAll('input,select,textarea')].every(field => field.reportValidity());
    back.addEventListener('click', () => { at -= 1; show(true); });
    next.addEventListener('click', () => { if (fine()) { at += 1; show(true); } });
    form.addEventListener('keydown', event => {
      if (event.key !== 'Enter' || event.target.tagName === 'TEXTAREA' || event.target.type === 'submit' || event.target.type === 'button') return;
      if (!next.hidden) { event.preventDefault(); next.click(); }
    });
    show(false);
  }

  // Whom one asks.
  const units = one('[data-units]');
  if (units) {
    const box = one('[name=unit_words]', units), place = one('#units', units);
    let wait;
    const look = () => fetch(units.dataset.units + '?q=' + encodeURIComponent(box.value), { headers: { 'hx-request': 'true' } })
      .then(answer => answer.ok ? answer.text() : '').then(text => { place.innerHTML = text; }).catch(() => {});
    box.addEventListener('input', () => { clearTimeout(wait); if (box.value.trim().length > 1) wait = setTimeout(look, 300); });
    one('[name=_find]', units).addEventListener('click', event => { event.preventDefault(); look(); });
  }

  // The signature.
  const pad = one('#ink-pad');
  if (pad) {
    const pen = pad.getContext('2d'), out = one('#ink');
    const spot = event => { const box = pad.getBoundingClientRect(); return [(event.clientX - box.left) * pad.width / box.width, (event.clientY - box.top) * pad.height / box.height]; };
    const clear = () => { pen.fillStyle = '#fff'; pen.fillRect(0, 0, pad.width, pad.height); out.value = ''; };
    clear();
    pen.lineWidth = 6; pen.lineCap = pen.lineJoin = 'round'; pen.strokeStyle = '#111';
    let drawing = false;
    pad.addEventListener('pointerdown', event => { drawing = true; try { pad.setPointerCapture(event.pointerId); } catch (e) { /* a pen that is gone */ } pen.beginPath(); pen.moveTo(...spot(event)); event.preventDefault(); });
    pad.addEventListener('pointermove', event => { if (drawing) { pen.lineTo(...spot(event)); pen.stroke(); } });
    const end = () => { if (drawing) { drawing = false; out.value = pad.toDataURL('image/png'); } };
    pad.addEventListener('pointerup', end); pad.addEventListener('pointercancel', end);
    one('#ink-clear').addEventListener('click', clear);
  }

  // The next code before the last one is over.
  const square = one('#square'), left = one('#left');
  if (square && left && square.firstElementChild) {
    const whole = Number(left.textContent);
    let until = Date.now() + whole * 1000;
    setInterval(() => {
      const rest = Math.ceil((until - Date.now()) / 1000);
      if (rest > 0) { left.textContent = rest; return; }
      until = Date.now() + whole * 1000;
      fetch('/m/card/code').then(answer => answer.ok ? answer.text() : Promise.reject()).then(text => { square.innerHTML = text; })
        .catch(() => { square.textContent = '没有网络，二维码换不了'; });
    }, 1000);
  }
})();
