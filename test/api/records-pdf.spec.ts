import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import sharp from 'sharp';
import { ATTACHMENT_CAPS, type AttachmentsView } from '../../backend/src/domain/cases/attachment.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import { pdfOf } from '../../backend/src/platform/pdf/pdf.js';
import { pdfPages } from '../../backend/src/platform/pictures/pdf-pages.js';
import type { Raster } from '../../backend/src/platform/pictures/raster.js';
import { as, newId } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { photo, tellsNothing } from '../support/corpus.js';
import { aConfirmedDeath, type GivenCase } from '../support/given.js';
import { ok } from '../support/given-audits.js';
import { attachUpload, uploaded } from '../support/given-uploads.js';
import { endlessPdf, recordsPdf, SECRET_OF_PDF } from '../support/pdf-made.js';

jest.setTimeout(60_000);

const AUTHOR = 'referralMidwife';

let app: TestApp;
let found: GivenCase;
beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  found = await aConfirmedDeath(app);
});
afterAll(() => app.close());

const send = (bytes: Buffer) =>
  as(app, AUTHOR).upload(`/cases/${found.id}/attachments?id=${newId()}&kind=referral-slip`, bytes);
const listed = async () =>
  ok(await as(app, AUTHOR).get<AttachmentsView>(`/cases/${found.id}/attachments`), 'attachments').attachments;
const opened = async (id: string) => (await as(app, AUTHOR).file(`/attachments/${id}/content`)).bytes;

describe('a PDF of records', () => {
  it('becomes one picture for each page: nothing of it but what its pages look like', async () => {
    const pdf = recordsPdf(3);
    expect(pdf.includes(SECRET_OF_PDF)).toBe(true);
    const { id } = ok(await send(pdf), 'send');
    const pictures = await listed();
    expect(pictures.map(({ kind, n }) => `${kind} ${String(n)}`)).toEqual([
      'referral-slip 1',
      'referral-slip 2',
      'referral-slip 3',
    ]);
    expect(pictures[0]?.id).toBe(id);
    const dark: number[] = [];
    for (const picture of pictures) {
      const bytes = await opened(picture.id);
      expect([tellsNothing(bytes), bytes.includes(SECRET_OF_PDF)]).toEqual([true, false]);
      const { format, height, exif, xmp } = await sharp(bytes).metadata();
      expect([format, height, exif, xmp]).toEqual(['jpeg', 2400, undefined, undefined]);
      dark.push(255 - ((await sharp(bytes).stats()).channels[0]?.mean ?? 0));
    }
    // Each page has its own bar, 40 points longer than the one before.
    expect(dark.map((share) => Math.round(share / (dark[0] ?? 1)))).toEqual([1, 2, 3]);
    expect(
      await app.sql('SELECT 1 FROM vault.content WHERE id = ANY ($1)', [pictures.map((one) => one.id)]),
    ).toHaveLength(3);
  });

  it('comes by pieces like a picture, and is attached once however often its end is asked for', async () => {
    const id = await uploaded(app, AUTHOR, found.id, recordsPdf(2));
    const key = newId();
    const first = ok(await attachUpload(app, AUTHOR, id, { key }), 'attach');
    expect((await attachUpload(app, AUTHOR, id, { key })).body).toEqual(first satisfies Receipt);
    expect((await listed()).map(({ n }) => n)).toEqual([1, 2]);
  });

  it('keeps a page once, and is refused when it brings nothing new', async () => {
    ok(await send(recordsPdf(4, true)), 'four blank forms');
    expect(await listed()).toHaveLength(1);
    ok(await send(recordsPdf(2)), 'two pages');
    ok(await send(recordsPdf(3)), 'one more');
    expect(await listed()).toHaveLength(4);
    expect((await send(recordsPdf(3))).body.code).toBe('attachment.known');
  });

  it('goes in whole or not at all', async () => {
    ok(await send(await photo()), 'one');
    await app.sql(
      `INSERT INTO app.attachment SELECT gen_random_uuid(), case_id, place_id, kind, n + g, width, height, 1,
         encode(sha256(g::text::bytea), 'hex'), state, added_by, added_at
       FROM app.attachment, generate_series(1, ${String(ATTACHMENT_CAPS.perCase - 3)}) g WHERE case_id = $1`,
      [found.id],
    );
    expect((await send(recordsPdf(3))).body.code).toBe('attachment.full');
    expect(await listed()).toHaveLength(ATTACHMENT_CAPS.perCase - 2);
    ok(await send(recordsPdf(2)), 'what has room');
  });

  it.each([
    [
      'with a password',
      () => pdfOf({ content: SECRET_OF_PDF, userPassword: 'ouvre' }),
      'attachment.pdf-locked',
    ],
    ['that is none', () => Promise.resolve(Buffer.from('%PDF-1.7 <script>')), 'attachment.pdf-damaged'],
    ['without pages', () => Promise.resolve(recordsPdf(0)), 'attachment.pdf-damaged'],
    ['too long', () => Promise.resolve(recordsPdf(ATTACHMENT_CAPS.pages + 1)), 'attachment.pdf-pages'],
  ])('%s is refused with a sentence', async (_, made, told) => {
    const { status, body } = await send(await made());
    expect([status, body.code, body.detail.fr !== '' && body.detail.en !== '']).toEqual([422, told, true]);
    expect(await listed()).toEqual([]);
  });
});

describe('drawing a PDF', () => {
  const drawn = async (
    file: Buffer,
    more: Partial<typeof ATTACHMENT_CAPS> = {},
  ): Promise<readonly Raster[]> => {
    const rasters: Raster[] = [];
    for await (const raster of pdfPages(file, { ...ATTACHMENT_CAPS, ...more })) rasters.push(raster);
    return rasters;
  };

  it('ends when it takes too long, and leaves nothing running', async () => {
    const before = process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort').length;
    const started = Date.now();
    const slow = drawn(endlessPdf(12), { pdfMilliseconds: 600 as never });
    await expect(slow).rejects.toMatchObject({ code: 'attachment.pdf-damaged' });
    expect(Date.now() - started).toBeLessThan(5000);
    expect(process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort').length).toBe(before);
    expect((await drawn(endlessPdf(2))).length).toBe(1);
  });

  it('ends when it takes too much memory', async () => {
    const greedy = drawn(recordsPdf(ATTACHMENT_CAPS.pages), { pdfBytes: 1 });
    await expect(greedy).rejects.toMatchObject({ code: 'attachment.pdf-damaged' });
  });
});
