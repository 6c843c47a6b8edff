import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  ATTACHMENT_CAPS,
  type AttachmentsView,
  piecesIn,
  UPLOAD_CAPS,
} from '../../backend/src/domain/cases/attachment.js';
import { ClockJobs } from '../../backend/src/reminders/clock-jobs.js';
import type { Enclosed } from '../../backend/src/domain/sync/sync.js';
import { as, newId, visitor } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { noisy, photo } from '../support/corpus.js';
import { aConfirmedDeath, aDocumentedCase, pageOf, type GivenCase } from '../support/given.js';
import { ok } from '../support/given-audits.js';
import { announce, announced, attachUpload, pieceOf, putPiece, uploaded } from '../support/given-uploads.js';
import { anEnvelope } from '../support/envelope.js';
import { type CastMember, idOf } from '../support/people.js';

jest.setTimeout(120_000);

const AUTHOR = 'referralMidwife';
const A_DAY = 86_400_000;

let app: TestApp;
let found: GivenCase;
/** Of several pieces: noise does not shrink. */
let large: Buffer;
beforeAll(async () => {
  app = await startApp();
  large = await noisy();
});
beforeEach(async () => {
  await app.sql('DELETE FROM app.upload');
  found = await aConfirmedDeath(app);
});
afterAll(() => app.close());

const begin = (file: ReturnType<typeof announced>, by: CastMember = AUTHOR, key = newId()) =>
  announce(app, by, found.id, file, { key });
const put = (id: string, bytes: Buffer, n: number, by: CastMember = AUTHOR) =>
  putPiece(app, by, id, bytes, n);
const attach = (id: string, key = newId(), by: CastMember = AUTHOR) => attachUpload(app, by, id, { key });
const listed = async () =>
  ok(await as(app, AUTHOR).get<AttachmentsView>(`/cases/${found.id}/attachments`), 'attachments').attachments;
const left = async (id: string) => [
  (await app.sql('SELECT 1 FROM app.upload WHERE id = $1', [id])).length,
  (await app.sql('SELECT 1 FROM vault.piece WHERE upload = $1', [id])).length,
];
const code = ({ status, body }: { readonly status: number; readonly body: { readonly code: string } }) => [
  status,
  body.code,
];

const whole = (bytes: Buffer) => uploaded(app, AUTHOR, found.id, bytes);

describe('a picture that comes by pieces', () => {
  it('goes on where it stopped, in any order, and is kept as one that came whole', async () => {
    const file = announced(large);
    const count = piecesIn(large.length);
    expect(count).toBeGreaterThan(2);
    expect(ok(await begin(file), 'announce').missing).toEqual([...Array(count).keys()]);
    ok(await put(file.id, large, count - 1), 'the last one first');
    ok(await put(file.id, large, 0), 'the first');
    const early = await attach(file.id);
    expect(code(early)).toEqual([409, 'upload.incomplete']);
    const asked = ok(await begin(file), 'asked again');
    expect(asked.missing).toEqual([...Array(count).keys()].slice(1, -1));
    for (const n of [...asked.missing, 0]) ok(await put(file.id, large, n), 'the rest, one of them twice');
    const key = newId();
    const { id } = ok(await attach(file.id, key), 'attach');
    expect(id).toBe(file.id);
    expect(await left(file.id)).toEqual([0, 0]);

    const [one, ...others] = await listed();
    expect([one?.id, one?.kind, one?.width, others.length]).toEqual([file.id, 'register', 640, 0]);
    const twin = { ...(await aConfirmedDeath(app)) };
    const path = `/cases/${twin.id}/attachments?id=${newId()}&kind=register`;
    const same = ok(await as(app, AUTHOR).upload(path, large), 'the same in one go');
    const hashes = await app.sql<{ sha256: string }>(
      'SELECT sha256 FROM app.attachment WHERE id = ANY ($1)',
      [[file.id, same.id]],
    );
    expect(new Set(hashes.map(({ sha256 }) => sha256)).size).toBe(1);
    const opened = await as(app, AUTHOR).file(`/attachments/${file.id}/content`);
    expect(createHash('sha256').update(opened.bytes).digest('hex')).toBe(hashes[0]?.sha256);
  });

  it('is attached once, however often and at once its end is asked for, and the answer is the same after the freeze', async () => {
    found = await aDocumentedCase(app);
    const bytes = await photo(3);
    const file = announced(bytes);
    ok(await begin(file), 'announce');
    ok(await put(file.id, bytes, 0), 'piece');
    const key = newId();
    const answers = await Promise.all([attach(file.id, key), attach(file.id, key), attach(file.id, newId())]);
    const done = answers.filter(({ status }) => status === 200);
    expect(new Set(done.slice(0, 2).map(({ body }) => body.receipt)).size).toBe(1);
    expect([1, 2]).toContain(done.length);
    const [{ body: receipt } = { body: null }] = done;
    const [kept] = answers.slice(0, 2);
    if (kept?.status !== 200) throw new Error('the request with the key that was sent twice came second');
    expect(await listed()).toHaveLength(1);
    const again = await attach(file.id, key);
    expect([again.status, again.body]).toEqual([200, receipt]);
    expect(ok(await begin(file), 'asked again').missing).toEqual([]);
    const { version } = await pageOf(app, 'referralHead', found.id);
    const frozen = as(app, 'referralHead').post(
      `/cases/${found.id}/freeze`,
      { namesSeen: true },
      { version },
    );
    ok(await frozen, 'freeze');
    expect((await attach(file.id, key)).body).toEqual(receipt);
    expect(ok(await begin(file), 'asked after the freeze').missing).toEqual([]);
    expect(code(await begin(announced(await photo(5))))).toEqual([409, 'attachment.frozen']);
  });

  it('may leave a device closed to the server, piece by piece, and is the same picture', async () => {
    const file = announced(large);
    const author = idOf(AUTHOR);
    const write = (method: string, url: string, body: string, more: Partial<Enclosed> = {}) =>
      anEnvelope(app, { author, key: newId(), method, url, ifMatch: null, body, ...more });
    const pieces = [...Array(piecesIn(large.length)).keys()].map((n) =>
      write('PUT', `/uploads/${file.id}/pieces/${String(n)}`, pieceOf(large, n).toString('base64'), {
        isBytes: true,
      }),
    );
    const envelopes = await Promise.all([
      write('POST', `/cases/${found.id}/uploads`, JSON.stringify(file)),
      ...pieces,
      write('POST', `/uploads/${file.id}/attach`, '{}'),
    ]);
    const bring = (by: CastMember, envelope: string) => as(app, by).post('/sync/envelopes', { envelope });
    expect((await bring('head', envelopes[1])).status).toBe(404);
    for (const envelope of envelopes) ok(await bring(AUTHOR, envelope), 'bring');
    for (const envelope of envelopes.slice(0, 1)) ok(await bring(AUTHOR, envelope), 'bring again');
    expect((await listed()).map(({ id }) => id)).toEqual([file.id]);
    expect(await left(file.id)).toEqual([0, 0]);
  });

  it('has the answer of its announcement again, whatever was lost on the way', async () => {
    const [file, key] = [announced(large), newId()];
    const first = ok(await begin(file, AUTHOR, key), 'announce');
    ok(await put(file.id, large, 1), 'piece');
    const again = ok(await begin(file, AUTHOR, key), 'the same request');
    expect([again.receipt, again.missing.includes(1)]).toEqual([first.receipt, false]);
  });

  it('lies in the vault alone until then, and opens nowhere else', async () => {
    const file = announced(large);
    ok(await begin(file), 'announce');
    ok(await put(file.id, large, 0), 'piece');
    const [piece] = await app.sql<{ ciphertext: Buffer }>(
      'SELECT ciphertext FROM vault.piece WHERE upload = $1',
      [file.id],
    );
    expect(piece?.ciphertext.includes(Buffer.from([0xff, 0xd8, 0xff]))).toBe(false);
    for (let n = 1; n < piecesIn(large.length); n += 1) ok(await put(file.id, large, n), 'piece');
    await app.sql(
      `UPDATE vault.piece SET ciphertext = (SELECT ciphertext FROM vault.piece WHERE upload = $1 AND n = 0)
       WHERE upload = $1 AND n = 1`,
      [file.id],
    );
    expect((await attach(file.id)).status).toBe(500);
  });
});

describe('what does not become a picture', () => {
  it('is found by its hash, thrown away, and sent anew', async () => {
    const file = announced(large);
    ok(await begin(file), 'announce');
    const other = Buffer.from(large);
    other[large.length - 9] = 255 - (large[large.length - 9] ?? 0);
    for (let n = 0; n < piecesIn(large.length); n += 1) ok(await put(file.id, other, n), 'piece');
    expect(code(await attach(file.id))).toEqual([422, 'upload.changed']);
    expect([await left(file.id), await listed()]).toEqual([[0, 0], []]);
    expect(ok(await begin(file), 'announce again').missing).toHaveLength(piecesIn(large.length));
  });

  it.each([
    ['a page', Buffer.from('<!doctype html><script>'), 'attachment.type'],
    ['a WebP', Buffer.from('RIFF\0\0\0\0WEBPVP8 '), 'attachment.convert'],
  ])('is refused by its first piece: %s', async (_, bytes, told) => {
    const file = announced(bytes);
    ok(await begin(file), 'announce');
    expect(code(await put(file.id, bytes, 0))).toEqual([422, told]);
    expect(await left(file.id)).toEqual([1, 0]);
  });

  it('is a damaged one, of which nothing stays', async () => {
    const cut = large.subarray(0, large.length - 5000);
    const id = await whole(cut);
    expect(code(await attach(id))).toEqual([422, 'attachment.damaged']);
    expect(await left(id)).toEqual([0, 0]);
  });

  it.each([
    ['size', { size: ATTACHMENT_CAPS.fileBytes + 1 }],
    ['size', { size: 0 }],
    ['sha256', { sha256: 'ABC' }],
    ['kind', { kind: 'selfie' as never }],
    ['id', { id: '1' }],
  ])('names the field that is wrong: %s', async (field, more) => {
    const { status, body } = await begin(announced(large, more));
    expect([status, body.fields?.map((one) => one.field)]).toEqual([422, [field]]);
    expect(body.fields?.every((one) => one.fr !== '' && one.en !== '')).toBe(true);
  });

  it('is a piece of another length, or beyond the end', async () => {
    const file = announced(large);
    ok(await begin(file), 'announce');
    const path = (n: number | string) => `/uploads/${file.id}/pieces/${String(n)}`;
    const send = (n: number | string, bytes: Buffer) => as(app, AUTHOR).uploadPiece(path(n), bytes);
    expect(code(await send(0, pieceOf(large, 0).subarray(1)))).toEqual([422, 'upload.piece']);
    expect(code(await send(0, Buffer.alloc(65_537, 1)))).toEqual([422, 'attachment.too-large']);
    for (const n of [piecesIn(large.length), '-1', '1.5', 'x']) {
      expect((await send(n, pieceOf(large, 0))).status).toBe(404);
    }
    const json = await as(app, AUTHOR).put<{ code: string }>(path(0), { a: 1 });
    expect(code(json)).toEqual([422, 'request.media-type']);
    expect(await left(file.id)).toEqual([1, 0]);
  });

  it('is another file under the same name, in this case or elsewhere', async () => {
    const file = announced(large);
    ok(await begin(file), 'announce');
    for (const more of [{ sha256: 'a'.repeat(64) }, { size: 5 }, { kind: 'other' as const }]) {
      expect(code(await begin({ ...file, ...more }))).toEqual([409, 'upload.other']);
    }
    found = await aConfirmedDeath(app);
    expect(code(await begin(file))).toEqual([409, 'upload.other']);
  });

  it('is too much at once for one person, and nobody else’s business', async () => {
    const files = Array.from({ length: UPLOAD_CAPS.files + 2 }, (_, n) => announced(Buffer.alloc(1000, n)));
    const answers = await Promise.all(files.map((file) => begin(file)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(UPLOAD_CAPS.files);
    expect(code(await begin(announced(large)))).toEqual([409, 'upload.full']);
    const [asked] = answers.flatMap((answer, n) => (answer.status === 201 ? [files[n]] : []));
    if (asked === undefined) throw new Error('none was taken');
    expect((await begin(asked)).status).toBe(201);
    expect((await begin(announced(large), 'head')).status).toBe(201);
    await app.sql('DELETE FROM app.upload');
    for (let n = 0; n < 4; n += 1) {
      ok(await begin(announced(large, { size: ATTACHMENT_CAPS.fileBytes })), 'announce');
    }
    expect(code(await begin(announced(await photo(6))))).toEqual([409, 'upload.full']);
  });
});

describe('the pieces of somebody', () => {
  it('are absent to everybody else, also to who may add pictures to the same case', async () => {
    const id = await whole(await photo(7));
    for (const by of ['head', 'midwife', 'referralHead'] as const) {
      const told = [await put(id, await photo(7), 0, by), await attach(id, newId(), by)];
      expect([by, told.map(({ status }) => status)]).toEqual([by, [404, 404]]);
    }
    expect((await visitor(app).uploadPiece(`/uploads/${id}/pieces/0`, await photo(7))).status).toBe(401);
    const taken = await begin(announced(await photo(7), { id }), 'head');
    expect(code(taken)).toEqual([409, 'upload.other']);
    const rows = await app.sql<{ n: number }>('SELECT count(*)::int AS n FROM app.upload WHERE id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ n: 1 }]);
    ok(await attach(id), 'by their author');
  });

  it('go no further once the case is frozen', async () => {
    found = await aDocumentedCase(app);
    const file = announced(large);
    ok(await begin(file), 'announce');
    const { version } = await pageOf(app, 'referralHead', found.id);
    const frozen = as(app, 'referralHead').post(
      `/cases/${found.id}/freeze`,
      { namesSeen: true },
      { version },
    );
    ok(await frozen, 'freeze');
    for (const answer of [await put(file.id, large, 0), await attach(file.id), await begin(file)]) {
      expect(code(answer)).toEqual([409, 'attachment.frozen']);
    }
  });

  it('go with the person whose case it is', async () => {
    const id = await whole(await photo(8));
    const [row] = await app.sql<{ ref: string }>(
      'SELECT subject_ref AS ref FROM app.death_case WHERE id = $1',
      [found.id],
    );
    const { Vault } = await import('../../backend/src/platform/vault/vault.js');
    await app.nest.get(Vault, { strict: false }).destroy(row?.ref ?? '');
    expect((await left(id))[1]).toBe(0);
    expect(code(await attach(id))).toEqual([409, 'upload.incomplete']);
    expect(code(await put(id, await photo(8), 0))).toEqual([409, 'identity.erased']);
  });

  it('are forgotten after a week in which nothing came, and can be sent again', async () => {
    const [old, young] = [announced(large), announced(await photo(9))];
    const clock = app.nest.get(ClockJobs, { strict: false });
    for (const file of [old, young]) ok(await begin(file), 'announce');
    ok(await put(old.id, large, 0), 'piece');
    app.clock.advance((UPLOAD_CAPS.days - 1) * A_DAY);
    await clock.runClock();
    ok(await begin(young), 'asked after');
    expect(await left(old.id)).toEqual([1, 1]);
    app.clock.advance(2 * A_DAY);
    await clock.runClock();
    expect([await left(old.id), await left(young.id)]).toEqual([
      [0, 0],
      [1, 0],
    ]);
    expect((await put(old.id, large, 1)).status).toBe(404);
    expect(ok(await begin(old), 'announce again').missing).toHaveLength(piecesIn(large.length));
  });
});
