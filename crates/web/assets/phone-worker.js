// Keeps style, script and forms at hand, so that a form can be filled in without a network. Pages with data
// of a person are never kept, but for the empty forms.
const CACHE = 'nj-' + VERSION;
addEventListener('install', event => {
  event.waitUntil(caches.open(CACHE).then(cache => cache.addAll([...FILES, '/m/offline'])).then(() => skipWaiting()));
});
addEventListener('activate', event => {
  event.waitUntil(caches.keys().then(keys => Promise.all(keys.filter(key => key !== CACHE).map(key => caches.delete(key)))).then(() => clients.claim()));
});
addEventListener('fetch', event => {
  const request = event.request, path = new URL(request.url).pathname;
  if (request.method !== 'GET') return;
  if (FILES.includes(path)) {
    event.respondWith(caches.match(path).then(found => found || fetch(request)));
  } else if (request.mode === 'navigate') {
    const form = path.startsWith('/m/new/');
    event.respondWith(fetch(request).then(answer => {
      if (form && answer.ok && !answer.redirected) { const copy = answer.clone(); caches.open(CACHE).then(cache => cache.put(path, copy)); }
      return answer;
    }).catch(() => caches.match(form ? path : '/m/offline').then(found => found || caches.match('/m/offline'))));
  }
});
