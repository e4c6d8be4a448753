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
    let answer;
    try {
      // A connection that died while the device slept fails once: what is kept is older than what a second try may bring.
      answer = await fetch(request).catch(() => fetch(request));
    } catch (problem) {
      const found = await (await caches.open(name)).match(pathname);
      if (!found) throw problem;
      const headers = new Headers(found.headers);
      headers.set("X-Ponte-Kept", "1");
      return new Response(found.body, { status: found.status, headers });
    }
    // Beside the answer, not before it: whether it can be kept changes nothing about what is shown.
    if (isNotes(pathname)) event.waitUntil(remember(pathname, answer.clone()).catch(() => {}));
    return answer;
  })());
});

async function remember(pathname, answer) {
  const cache = await caches.open(name);
  if (answer.ok && !answer.redirected) await cache.put(pathname, answer);
  // Whoever is signed out finds nothing here any more.
  if (answer.status === 401 || answer.status === 403 || answer.status === 404) await cache.delete(pathname);
}
