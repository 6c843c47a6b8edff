import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import sharp from 'sharp';
import { AuditQueries } from '../../backend/src/audits/audit-queries.js';
import type { PacketView, ReviewView } from '../../backend/src/domain/audits/audit.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { page, photo, telling, tellsNothing } from '../support/corpus.js';
import {
  aSealedAudit,
  assign,
  declare,
  HEADING,
  ok,
  packetOf,
  release,
  type GivenReview,
  type GivenSession,
} from '../support/given-audits.js';
import { crawl, withoutIds } from '../support/reviewer-crawl.js';
import { m2 } from '../support/worked-cases.js';

// Each case walks through a dozen requests before its story begins.
jest.setTimeout(120_000);

let app: TestApp;
let found: GivenSession;
beforeAll(async () => {
  app = await startApp();
  const pictures = [
    ['register', await telling()],
    ['partograph', await page(4).png().toBuffer()],
  ] as const;
  found = await aSealedAudit(app, { pictures });
});
afterAll(() => app.close());

const focal = (path: string, body: object, { id, version }: PacketView) =>
  as(app, 'focalPoint').post<Receipt & ProblemDocument>(`/packets/${id}/${path}`, body, { version });
const packet = (): Promise<PacketView> => packetOf(app, found.id);
const reasonsOf = (body: ProblemDocument) => (body.reasons ?? []).map(({ code }) => code);

describe('the pictures of a packet', () => {
  it('are none until some are chosen', async () => {
    const { pictures, content } = await packet();
    expect(pictures.map(({ kind, chosen, boxes }) => [kind, chosen, boxes])).toEqual([
      ['partograph', false, null],
      ['register', false, null],
    ]);
    expect(content).not.toHaveProperty('documents');
  });

  it('keep the packet from leaving while one that was chosen was not looked at', async () => {
    const { pictures } = await packet();
    const attachments = pictures.map(({ attachmentId }) => attachmentId).toReversed();
    ok(await focal('choose-pictures', { attachments }, await packet()), 'choose');
    const refused = await focal('release', {}, await packet());
    expect(refused.status).toBe(409);
    expect(reasonsOf(refused.body)).toContain('packet.pictures-unread');
    expect((await packet()).pictures.map(({ kind }) => kind)).toEqual(['register', 'partograph']);
  });

  it('are painted over in the pixels: black to the last one, and everything else as it was', async () => {
    const [register] = (await packet()).pictures;
    const body = {
      attachmentId: register?.attachmentId ?? '',
      boxes: [HEADING, { x: 600, y: 460, width: 40, height: 20 }],
    };
    ok(await focal('redact-picture', body, await packet()), 'redact');
    const [document] = (await packet()).content.documents ?? [];
    const copy = await as(app, 'focalPoint').file(`/packet-pictures/${document?.id ?? ''}/content`);
    expect(createHash('sha256').update(copy.bytes).digest('hex')).toBe(document?.sha256);
    expect(tellsNothing(copy.bytes)).toBe(true);
    const original = await as(app, 'focalPoint').file(`/attachments/${body.attachmentId}/content`);
    const [before, after] = await Promise.all(
      [original, copy].map(({ bytes }) => sharp(bytes).raw().toBuffer({ resolveWithObject: true })),
    );
    const pixel = (raster: typeof before, x: number, y: number): number =>
      raster?.data[(y * 640 + x) * 3] ?? -1;
    let [lightest, farthest] = [0, 0];
    for (let y = 0; y < 480; y += 1) {
      for (let x = 0; x < 640; x += 1) {
        const inside = body.boxes.some(
          (box) => x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height,
        );
        const near = body.boxes.some(
          (box) =>
            x >= box.x - 8 && x < box.x + box.width + 8 && y >= box.y - 8 && y < box.y + box.height + 8,
        );
        if (inside) lightest = Math.max(lightest, pixel(after, x, y));
        if (!near) farthest = Math.max(farthest, Math.abs(pixel(after, x, y) - pixel(before, x, y)));
      }
    }
    expect(lightest).toBeLessThanOrEqual(2);
    expect(farthest).toBeLessThan(24);
    expect(pixel(before, 40, 20)).toBeGreaterThan(2);
  });

  it('are refused outside the picture, unknown, or of a packet that has left', async () => {
    const [register] = (await packet()).pictures;
    const outside = {
      attachmentId: register?.attachmentId,
      boxes: [{ x: 600, y: 0, width: 100, height: 5 }],
    };
    expect((await focal('redact-picture', outside, await packet())).body.code).toBe('packet.boxes');
    const unknown = { attachments: [found.id] };
    expect((await focal('choose-pictures', unknown, await packet())).body.code).toBe(
      'packet.picture-unknown',
    );
  });

  it('may be left out again, and then nothing of them is left', async () => {
    const { content, pictures } = await packet();
    const [gone] = content.documents ?? [];
    const partograph = pictures.find(({ kind }) => kind === 'partograph')?.attachmentId ?? '';
    ok(await focal('choose-pictures', { attachments: [partograph] }, await packet()), 'choose');
    expect((await as(app, 'focalPoint').file(`/packet-pictures/${gone?.id ?? ''}/content`)).status).toBe(404);
    expect(await app.sql('SELECT 1 FROM vault.content WHERE id = $1', [gone?.id])).toEqual([]);
  });

  it('reach the reviewers behind the gate, alone, under a number; each opening is their own line', async () => {
    const packetId = await release(app, found.id);
    const { content, alias } = await packet();
    const [document] = content.documents ?? [];
    const path = `/packet-pictures/${document?.id ?? ''}/content`;
    const review = await assign(app, alias, 'reviewerOne');
    expect((await as(app, 'reviewerOne').file(path)).status).toBe(404);
    await declare(app, review);
    const opened = await as(app, 'reviewerOne').file(path);
    expect(opened.status).toBe(200);
    expect(opened.headers).toMatchObject({
      'content-disposition': 'attachment; filename="document.jpg"',
      'content-security-policy': "sandbox; default-src 'none'",
    });
    expect(createHash('sha256').update(opened.bytes).digest('hex')).toBe(document?.sha256);
    expect((await as(app, 'reviewerTwo').file(path)).status).toBe(404);
    const { body } = await as(app, 'reviewerOne').get<ReviewView>(`/audits/${review.id}`);
    expect(body.packet.documents).toEqual([{ n: 1, id: document?.id, sha256: document?.sha256 }]);
    for (const word of ['partograph', 'register', '"width"', '"bytes"']) {
      expect(JSON.stringify(body.packet.documents)).not.toContain(word);
    }
    const lines = await app.sql(
      `SELECT district_id, place_id FROM trail.entry WHERE subject = 'packet' AND command = 'open' AND subject_id = $1 AND role = 'counter-auditor'`,
      [packetId],
    );
    expect(lines).toEqual([{ district_id: null, place_id: null }]);
    const [kept] = await app.sql<{ content: object; sha256: string }>(
      'SELECT content, sha256 FROM app.packet WHERE id = $1',
      [packetId],
    );
    expect(JSON.stringify(kept?.content)).toContain(document?.sha256);
    await expect(
      app.sql('UPDATE app.packet_picture SET n = 9 WHERE packet_id = $1', [packetId]),
    ).rejects.toThrow('has left');
  });
});

interface World {
  readonly app: TestApp;
  readonly review: GivenReview;
  readonly caseId: string;
  readonly ids: readonly string[];
}

/** A case whose partograph goes to the reviewers; what else was photographed is another matter in each world. */
async function world(others: readonly Buffer[]): Promise<World> {
  const own = await startApp();
  const pictures = [
    ['partograph', await photo(1)] as const,
    ...others.map((bytes) => ['register', bytes] as const),
  ];
  const given = await aSealedAudit(own, { worked: m2, pictures });
  own.clock.set(new Date('2026-09-14T08:00:00Z'));
  const packetId = await release(own, given.id);
  const { alias, content, pictures: seen } = await packetOf(own, given.id);
  const review = await assign(own, alias, 'reviewerOne');
  await declare(own, review);
  const chosen = seen.find(({ chosen }) => chosen)?.attachmentId ?? '';
  const ids = [
    given.id,
    given.sessionId,
    given.auditId,
    packetId,
    review.id,
    content.documents?.[0]?.id ?? '',
    chosen,
  ];
  return { app: own, review, caseId: given.id, ids };
}

describe('two worlds that differ only in pictures that were not chosen', () => {
  let worlds: readonly World[];
  beforeAll(async () => {
    worlds = [await world([]), await world([await photo(2), await photo(3, 900, 1200)])];
  });
  afterAll(() => Promise.all(worlds.map((one) => one.app.close())));
  const crawled = async ({ app: own, review, ids }: World) => withoutIds(await crawl(own, review.by, ids));
  const expectSame = async (): Promise<void> => {
    const [one = [], other] = await Promise.all(worlds.map(crawled));
    expect(
      one.filter((line) => line.startsWith('GET /packet-pictures/') && line.includes(' 200 ')),
    ).toHaveLength(1);
    expect(one.filter((line) => line.startsWith('GET /attachments/') && line.includes(' 200 '))).toEqual([]);
    expect(other).toEqual(one);
  };

  it('are the same to their reviewer, byte by byte', expectSame);

  it('would be told apart if the number of pictures leaked', async () => {
    const undo = worlds.map(({ app: own, caseId }) => {
      const queries = own.nest.get(AuditQueries, { strict: false });
      const honest = queries.get.bind(queries);
      queries.get = async (actor, id) => {
        const view = await honest(actor, id);
        const [{ n } = { n: 0 }] = await own.sql<{ n: number }>(
          'SELECT count(*)::int AS n FROM app.attachment WHERE case_id = $1',
          [caseId],
        );
        return { ...view, version: view.version * 1000 + n };
      };
      return () => {
        queries.get = honest;
      };
    });
    await expect(expectSame()).rejects.toThrow();
    for (const back of undo) back();
    await expectSame();
  });
});
