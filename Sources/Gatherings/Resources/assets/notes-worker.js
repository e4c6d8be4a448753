// Answers for the notes page and what it needs when there is no connection. Everything else goes its usual way.

const name = "ponte-notes";
const isNotes = (path) => /^\/gatherings\/[^/]+\/notes$/.test(path);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const paths = event.data?.keep;
  if (!Array.isArray(paths)) return;
  event.waitUntil((async () => {
    const cache = await caches.open(name);
    // Of an earlier version of the program nothing is kept.
    for (const request of await cache.keys()) {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith("/assets/") && !paths.includes(pathname)) await cache.delete(request);
    }
    await Promise.all(paths.map(async (path) => {
      const answer = await fetch(path, { credentials: "same-origin" });
      if (answer.ok && !answer.redirected) await cache.put(path, answer);
    }));
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin || !(isNotes(pathname) || pathname.startsWith("/assets/"))) return;
  event.respondWith((async () => {
    const cache = await caches.open(name);
    try {
      // A connection that died while the device slept fails once: what is kept is older than what a second try may bring.
      const answer = await fetch(request).catch(() => fetch(request));
      if (isNotes(pathname)) {
        if (answer.ok && !answer.redirected) await cache.put(pathname, answer.clone());
        // Whoever is signed out finds nothing here any more.
        if (answer.status === 401 || answer.status === 403 || answer.status === 404) await cache.delete(pathname);
      }
      return answer;
    } catch (problem) {
      const found = await cache.match(pathname);
      if (!found) throw problem;
      const headers = new Headers(found.headers);
      headers.set("X-Ponte-Kept", "1");
      return new Response(found.body, { status: found.status, headers });
    }
  })());
});
