import { it, expect } from '@jest/globals';
import { startApp } from '../support/app.js';
import { generate } from '../../backend/src/generator/generate.js';
import { replay, Sample } from '../../backend/src/generator/replay.js';
it('generates', async () => {
  const app = await startApp();
  const n = Number(process.env['N'] ?? 400);
  const sample = new Sample(Number(process.env['K'] ?? 40), n);
  const made = await generate({ cases: n, seed: Number(process.env['S'] ?? 7), now: new Date('2026-11-25T15:00:00Z'), ownerUrl: app.urls.owner, masterKey: app.config.masterKey, onLife: (t, w) => sample.offer(t, w) });
  console.log(made);
  const t = Date.now();
  const found = await replay(app.nest, app.clock, app.urls.owner, sample.kept);
  console.log(sample.kept.length, 'played in', Date.now() - t, 'different', found.length);
  (await import('node:fs')).writeFileSync('/tmp/found.txt', found.join('\n\n=====\n'));
  console.log(found.slice(0, 4).map((f) => f.slice(0, 3000)).join('\n\n'));
  await app.close();
}, 600_000);
