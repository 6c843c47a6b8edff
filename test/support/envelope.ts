import type { Enclosed, SyncView } from '../../backend/src/domain/sync/sync.js';
import { sealedTo } from '../../frontend/src/app/offline/envelope.js';
import { visitor } from './api.js';
import type { TestApp } from './app.js';

/** A write as a device closes it to the server; who closes it and who wrote it are the same, unless a test wants it otherwise. */
export async function anEnvelope(app: TestApp, write: Enclosed, closedBy = write.author): Promise<string> {
  const { key } = (await visitor(app).get<SyncView>('/sync')).body;
  const serverKey = { id: key.id, point: Uint8Array.from(Buffer.from(key.point, 'base64')) };
  return Buffer.from(await sealedTo(serverKey, closedBy, JSON.stringify(write))).toString('base64');
}
