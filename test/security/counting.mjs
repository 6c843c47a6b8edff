import { createServer, request as send } from 'node:http';

/** What stands between a scanner and its target and counts the answers by status: a scan that was turned away proves nothing. */
export function countingProxy(target) {
  const counts = new Map();
  const server = createServer((incoming, reply) => {
    const { hostname, port } = new URL(target);
    const outgoing = send(
      { hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers },
      (answer) => {
        counts.set(answer.statusCode, (counts.get(answer.statusCode) ?? 0) + 1);
        reply.writeHead(answer.statusCode, answer.headers);
        answer.pipe(reply);
      },
    );
    outgoing.once('error', () => {
      counts.set('none', (counts.get('none') ?? 0) + 1);
      reply.destroy();
    });
    incoming.pipe(outgoing);
  });
  return {
    server,
    /** How many of each status since the last time. */
    taken() {
      const taken = Object.fromEntries(counts);
      counts.clear();
      return taken;
    },
  };
}

/** Listens on a free port of this machine; gives its address. */
export function listening(server) {
  return new Promise((ready, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => ready(`http://127.0.0.1:${server.address().port}`));
  });
}
