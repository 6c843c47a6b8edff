import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import sharp from 'sharp';
import {
  ATTACHMENT_CAPS,
  type AttachmentKind,
  type AttachmentsView,
} from '../../backend/src/domain/cases/attachment.js';
import { Journal } from '../../backend/src/journal/journal.js';
import { Vault } from '../../backend/src/platform/vault/vault.js';
import { as, newId, visitor } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { corpus, photo, telling, tellsNothing, type Specimen } from '../support/corpus.js';
import { aConfirmedDeath, aDocumentedCase, pageOf, type GivenCase } from '../support/given.js';
import { ok } from '../support/given-audits.js';
import type { CastMember } from '../support/people.js';

jest.setTimeout(120_000);

let app: TestApp;
let found: GivenCase;
let hostile: readonly Specimen[];
beforeAll(async () => {
  app = await startApp();
  hostile = await corpus();
});
beforeEach(async () => {
  found = await aConfirmedDeath(app);
});
afterAll(() => app.close());

const pathOf = (id: string, kind: AttachmentKind = 'register'): string =>
  `/cases/${found.id}/attachments?id=${id}&kind=${kind}`;
const send = (bytes: Buffer, by: CastMember = 'referralMidwife', kind?: AttachmentKind) =>
  as(app, by).upload(pathOf(newId(), kind), bytes);
const listed = async (by: CastMember = 'referralMidwife'): Promise<AttachmentsView> =>
  ok(await as(app, by).get<AttachmentsView>(`/cases/${found.id}/attachments`), 'attachments');
const opened = (id: string, by: CastMember = 'referralMidwife') =>
  as(app, by).file(`/attachments/${id}/content`);
const readings = (id: string) =>
  app.sql<{ command: string; person_id: string }>(
    `SELECT command, person_id FROM trail.entry WHERE subject = 'attachment' AND subject_id = $1 AND command = 'open'`,
    [id],
  );

describe('adding a picture to a case', () => {
  it('keeps it drawn anew, in the vault alone, under a number and no name', async () => {
    const { id } = ok(await send(await photo()), 'add');
    ok(await send(await photo(1)), 'add another');
    ok(await send(await photo(2), 'head', 'partograph'), 'add a third');
    const { attachments, mayAttach, left } = await listed();
    expect(attachments.map(({ kind, n }) => `${kind} ${String(n)}`)).toEqual([
      'partograph 1',
      'register 1',
      'register 2',
    ]);
    expect([mayAttach, left]).toEqual([true, ATTACHMENT_CAPS.perCase - 3]);
    expect(attachments.map(({ mayRemove }) => mayRemove)).toEqual([false, true, true]);
    expect(attachments[1]).toMatchObject({ id, width: 640, height: 480, placeName: 'CSRéf de Kolomba' });
    const [kept] = await app.sql<{ ciphertext: Buffer; ref: string }>(
      'SELECT ref, ciphertext FROM vault.content WHERE id = $1',
      [id],
    );
    expect(kept?.ciphertext.includes(Buffer.from([0xff, 0xd8, 0xff]))).toBe(false);
    const [row] = await app.sql<{ ref: string; sha256: string }>(
      `SELECT c.subject_ref AS ref, a.sha256 FROM app.attachment a JOIN app.death_case c ON c.id = a.case_id WHERE a.id = $1`,
      [id],
    );
    expect(kept?.ref).toBe(row?.ref);
    const { bytes } = await opened(id);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(row?.sha256);
  });

  it('answers a repeated request once, and refuses the same picture twice', async () => {
    const bytes = await photo();
    const [id, key] = [newId(), newId()];
    const first = ok(await as(app, 'referralMidwife').upload(pathOf(id), bytes, { key }), 'first');
    const again = ok(await as(app, 'referralMidwife').upload(pathOf(id), bytes, { key }), 'again');
    expect(again).toEqual(first);
    expect((await listed()).attachments).toHaveLength(1);
    const other = await as(app, 'referralMidwife').upload(pathOf(id), await photo(1), { key });
    expect([other.status, other.body.code]).toEqual([409, 'idempotency.conflict']);
    const twice = await send(bytes);
    expect([twice.status, twice.body.code]).toEqual([409, 'attachment.known']);
  });

  it('turns it upright, and makes it smaller than the cap', async () => {
    const { id } = ok(await send(await telling(6)), 'turned');
    expect((await listed()).attachments[0]).toMatchObject({ id, width: 480, height: 640 });
    ok(await send(await photo(4, 5000, 3000), 'referralMidwife', 'other'), 'large');
    const [large] = (await listed()).attachments;
    expect([large?.width, large?.height]).toEqual([2400, 1440]);
  });

  it('asks for its length and its size before a byte is read', async () => {
    const large = await send(Buffer.alloc(ATTACHMENT_CAPS.fileBytes + 1, 1));
    expect([large.status, large.body.code]).toEqual([422, 'attachment.too-large']);
    const json = await as(app, 'referralMidwife').post<{ code: string }>(pathOf(newId()), { a: 1 });
    expect([json.status, json.body.code]).toEqual([422, 'request.media-type']);
    const elsewhere = await as(app, 'referralMidwife').upload(`/cases/${found.id}/hold`, await photo());
    expect(elsewhere.body.code).toBe('request.media-type');
  });

  it('stops at the caps of a case', async () => {
    const { id } = ok(await send(await photo()), 'one');
    await app.sql('UPDATE app.attachment SET bytes = $2 WHERE id = $1', [
      id,
      ATTACHMENT_CAPS.caseBytes - 1000,
    ]);
    expect((await send(await photo(1))).body.code).toBe('attachment.full');
    await app.sql('UPDATE app.attachment SET bytes = 1000 WHERE id = $1', [id]);
    await app.sql(
      `INSERT INTO app.attachment SELECT gen_random_uuid(), case_id, place_id, kind, n + g, width, height, 1,
         encode(sha256(g::text::bytea), 'hex'), state, added_by, added_at
       FROM app.attachment, generate_series(1, ${String(ATTACHMENT_CAPS.perCase - 2)}) g WHERE id = $1`,
      [id],
    );
    ok(await send(await photo(2)), 'the last');
    expect((await send(await photo(3))).body.code).toBe('attachment.full');
    expect(await listed()).toMatchObject({ mayAttach: true, left: 0 });
  });

  it('is for who documents the case, before its freeze', async () => {
    const picture = await photo();
    for (const by of ['focalPoint', 'coordinator', 'reviewerOne', 'region', 'admin'] as const) {
      expect([by, (await send(picture, by)).status]).toEqual([by, 403]);
    }
    expect((await send(picture, 'otherHead')).status).toBe(404);
    expect((await visitor(app).upload(pathOf(newId()), picture)).status).toBe(401);
    expect((await app.sql('SELECT 1 FROM app.attachment WHERE case_id = $1', [found.id])).length).toBe(0);
  });
});

describe('what is sent', () => {
  it('is refused or comes back harmless, every file of the corpus', async () => {
    const results: string[] = [];
    let taken = 0;
    for (const { name, bytes, refused } of hostile) {
      const answer = await send(bytes, 'referralMidwife', 'other');
      const told = answer.status < 300 ? undefined : answer.body.code;
      if (told !== refused)
        results.push(`${name}: ${refused ?? 'taken'} expected, ${told ?? 'taken'} answered`);
      if (told !== undefined) continue;
      taken += 1;
      const { bytes: kept } = await opened(answer.body.id);
      if (!tellsNothing(kept)) results.push(`${name}: something came through`);
      const { format, exif, icc, xmp, width } = await sharp(kept).metadata();
      if (format !== 'jpeg' || exif || icc || xmp || width > 2400) results.push(`${name}: not drawn anew`);
    }
    expect(results).toEqual([]);
    expect([hostile.length, taken]).toEqual([
      24,
      hostile.filter(({ refused }) => refused === undefined).length,
    ]);
  });

  it('would be caught if the file were kept as it came', () => {
    const untouched = hostile.filter(({ refused, bytes }) => refused === undefined && tellsNothing(bytes));
    expect(untouched.map(({ name }) => name)).toEqual(['a JPEG in the colours of printers']);
  });
});

describe('opening a picture', () => {
  it('hands it over as a file that nothing runs in, and writes it down once', async () => {
    const { id } = ok(await send(await photo()), 'add');
    const { status, headers } = await opened(id, 'focalPoint');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': 'attachment; filename="document.jpg"',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(await readings(id)).toHaveLength(1);
    expect((await opened(id, 'otherHead')).status).toBe(404);
    expect((await opened(newId())).status).toBe(404);
    expect(await readings(id)).toHaveLength(1);
  });

  it('does not happen when it cannot be written down', async () => {
    const { id } = ok(await send(await photo()), 'add');
    const journal = app.nest.get(Journal, { strict: false });
    const broken = jest.spyOn(journal, 'record').mockRejectedValue(new Error('the journal is full'));
    const answer = await opened(id);
    broken.mockRestore();
    expect(answer.status).toBe(500);
    expect(answer.headers['content-type']).toContain('problem+json');
    expect(await readings(id)).toHaveLength(0);
  });

  it('ends when the person is erased; what it was and its hash stay', async () => {
    const { id } = ok(await send(await photo()), 'add');
    const [row] = await app.sql<{ ref: string }>(
      'SELECT subject_ref AS ref FROM app.death_case WHERE id = $1',
      [found.id],
    );
    await app.nest.get(Vault, { strict: false }).destroy(row?.ref ?? '');
    expect((await opened(id)).status).toBe(404);
    expect(await app.sql('SELECT 1 FROM vault.content WHERE id = $1', [id])).toEqual([]);
    expect((await listed()).attachments).toHaveLength(1);
  });

  it('is impossible for a ciphertext that was moved', async () => {
    const first = ok(await send(await photo()), 'one');
    const second = ok(await send(await photo(1)), 'two');
    await app.sql(
      'UPDATE vault.content SET ciphertext = (SELECT ciphertext FROM vault.content WHERE id = $1) WHERE id = $2',
      [first.id, second.id],
    );
    expect((await opened(second.id)).status).toBe(500);
  });
});

describe('taking a picture away', () => {
  it('needs a reason, erases it at once, and leaves a trace', async () => {
    const { id } = ok(await send(await photo()), 'add');
    const remove = (by: CastMember, reason: string) =>
      as(app, by).post(`/attachments/${id}/remove`, { reason }, { version: 1 });
    expect((await remove('referralMidwife', '  ')).status).toBe(422);
    expect((await remove('midwife', 'Floue')).status).toBe(403);
    expect((await remove('focalPoint', 'Floue')).status).toBe(403);
    ok(await remove('referralHead', 'Floue'), 'remove');
    expect((await listed()).attachments).toEqual([]);
    expect((await opened(id)).status).toBe(404);
    expect(await app.sql('SELECT 1 FROM vault.content WHERE id = $1', [id])).toEqual([]);
    expect(await app.sql('SELECT state, removed_reason FROM app.attachment WHERE id = $1', [id])).toEqual([
      { state: 'removed', removed_reason: 'Floue' },
    ]);
    ok(await send(await photo()), 'the same again');
    expect((await listed()).attachments[0]?.n).toBe(2);
  });
});

describe('the freeze', () => {
  it('covers every picture with its hash, and ends their coming and going', async () => {
    found = await aDocumentedCase(app);
    const [sent, key] = [pathOf(newId()), newId()];
    const first = ok(await as(app, 'referralMidwife').upload(sent, await photo(9), { key }), 'add');
    const { id } = first;
    const { version } = await pageOf(app, 'referralHead', found.id);
    ok(
      await as(app, 'referralHead').post(`/cases/${found.id}/freeze`, { namesSeen: true }, { version }),
      'freeze',
    );
    const [file] = await app.sql<{ content: string; sha256: string }>(
      'SELECT content, sha256 FROM app.case_file WHERE case_id = $1',
      [found.id],
    );
    const [row] = await app.sql<{ sha256: string }>('SELECT sha256 FROM app.attachment WHERE id = $1', [id]);
    const { attachments } = JSON.parse(file?.content ?? '{}') as { readonly attachments?: unknown };
    expect(attachments).toEqual([{ kind: 'register', n: 1, sha256: row?.sha256 }]);
    expect(
      createHash('sha256')
        .update(file?.content ?? '')
        .digest('hex'),
    ).toBe(file?.sha256);
    expect((await send(await photo(8))).body.code).toBe('attachment.frozen');
    const again = await as(app, 'referralMidwife').upload(sent, await photo(9), { key });
    expect(again.body).toEqual(first);
    const removed = await as(app, 'referralHead').post<{ code: string }>(
      `/attachments/${id}/remove`,
      { reason: 'Floue' },
      { version: 1 },
    );
    expect([removed.status, removed.body.code]).toEqual([409, 'attachment.frozen']);
    await expect(app.sql('UPDATE app.attachment SET n = 7 WHERE id = $1', [id])).rejects.toThrow('frozen');
    expect(await listed()).toMatchObject({ mayAttach: false });
    expect((await opened(id, 'focalPoint')).status).toBe(200);
  });
});
