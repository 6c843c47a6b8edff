import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  ATTACHMENT_CAPS,
  pieceLength,
  piecesIn,
  UPLOAD_CAPS,
  type AnnouncedFile,
  type AwaitedPieces,
} from '../domain/cases/attachment.js';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { Uploads, type Incoming } from '../platform/http/uploads.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import { Pictures, type Picture } from '../platform/pictures/pictures.js';
import type { Actor } from '../platform/security/actor.js';
import { Vault } from '../platform/vault/vault.js';
import { assertAttachable, assertMayAttach } from './attachable.js';
import { AttachmentCommands } from './attachment-commands.js';
import { Attachment } from './attachment.entity.js';
import { findCase } from './locked-case.js';
import { Upload } from './upload.entity.js';

/** An upload of its author, with the reference under which its case's person is kept. */
interface Begun {
  readonly upload: Upload;
  readonly ref: string;
}

/**
 * A picture that comes by pieces: announced, sent in any order and as often as need be, then attached by the same act as one that came
 * whole. Whatever breaks off costs one piece. To everybody but its author it is absent.
 */
@Injectable()
export class UploadCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly attachments: AttachmentCommands,
    private readonly uploads: Uploads,
    private readonly pictures: Pictures,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** Announces a picture, or asks after one that was announced; says which pieces have not come. */
  announce(
    actor: Actor,
    request: WriteRequest,
    caseId: string,
    file: AnnouncedFile,
  ): Promise<Receipt & AwaitedPieces> {
    const announced = async (tx: EntityManager): Promise<AwaitedPieces> => ({
      missing: await this.missing(tx, actor, caseId, file),
    });
    return this.transactions.run(
      actor,
      request,
      async (tx) => ({ id: file.id, version: 1, ...(await announced(tx)) }),
      announced,
    );
  }

  /** One piece; asks who sends before a byte is read. The first one tells what the file is. */
  async put(actor: Actor, incoming: Incoming, id: string, n: number): Promise<Receipt> {
    await this.transactions.read(actor, (tx) => this.begun(tx, actor, id, n));
    return incoming.read(({ bytes, request }) =>
      this.transactions.run(actor, request, async (tx) => {
        const { upload, ref } = await this.begun(tx, actor, id, n);
        if (bytes.length !== pieceLength(upload.size, n)) throw new Problem('invalid', 'upload.piece');
        if (n === 0) this.pictures.assertType(bytes);
        // Held until the end: nobody attaches or forgets it while a piece comes in.
        const { affected } = await tx.update(Upload, { id }, { askedAt: this.clock.now() });
        if (affected !== 1) throw absent('upload');
        await this.vault.keepPiece(ref, id, n, bytes);
        return { id, version: 1 };
      }),
    );
  }

  /** All pieces together are a picture of the case; a repeated request is answered although nothing is left of them. */
  async attach(actor: Actor, request: WriteRequest, id: string): Promise<Receipt> {
    const begun = await this.transactions.read(actor, (tx) => this.find(tx, actor, id));
    if (begun === undefined) {
      return this.transactions.run(actor, request, () => Promise.reject(absent('upload')));
    }
    const { upload } = begun;
    return this.uploads.holding(upload.size, async () => {
      const drawn = await this.drawn(begun).catch(problemIn);
      try {
        const receipt = await this.attachments.admit(actor, request, upload.caseId, upload, async (tx) => {
          if (drawn instanceof Problem) throw drawn;
          const { affected } = await tx.delete(Upload, { id });
          if (affected !== 1) throw absent('upload');
          return drawn;
        });
        await this.vault.dropPieces(id);
        return receipt;
      } catch (error) {
        if (drawn instanceof Problem && drawn.kind === 'invalid') await this.forget(id);
        throw error;
      }
    });
  }

  /** What is announced twice is the same file of the same case. What was attached already misses nothing. */
  private async missing(
    tx: EntityManager,
    actor: Actor,
    caseId: string,
    { id, kind, size, sha256 }: AnnouncedFile,
  ): Promise<readonly number[]> {
    const row = await findCase(tx, caseId);
    assertMayAttach(actor, row);
    if (await tx.existsBy(Attachment, { id, caseId, addedBy: actor.person.id })) return [];
    assertAttachable(actor, row);
    const file = { id, caseId, personId: actor.person.id, kind, size, sha256 };
    if (!(await tx.existsBy(Upload, { id }))) await this.assertRoom(tx, actor, size);
    const values = { ...file, askedAt: this.clock.now() };
    await tx.createQueryBuilder().insert().into(Upload).values(values).orIgnore().execute();
    const { affected } = await tx.update(Upload, file, { askedAt: values.askedAt });
    if (affected !== 1) throw new Problem('conflict', 'upload.other');
    const come = new Set(await this.vault.piecesOf(id));
    return Array.from({ length: piecesIn(size) }, (_, n) => n).filter((n) => !come.has(n));
  }

  /** One after the other for one person, so that two at once do not both find the last room. */
  private async assertRoom(tx: EntityManager, actor: Actor, size: number): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('denba.upload'), hashtext($1))`, [actor.person.id]);
    const under = await tx.findBy(Upload, { personId: actor.person.id });
    const bytes = under.reduce((sum, one) => sum + one.size, size);
    if (under.length >= UPLOAD_CAPS.files || bytes > UPLOAD_CAPS.bytes) {
      throw new Problem('conflict', 'upload.full');
    }
  }

  /** The upload of which this is a piece. */
  private async begun(tx: EntityManager, actor: Actor, id: string, n: number): Promise<Begun> {
    const found = await this.find(tx, actor, id);
    if (found === undefined || pieceLength(found.upload.size, n) === 0) throw absent('upload');
    return found;
  }

  /** The upload, while its case takes pictures of this person. */
  private async find(tx: EntityManager, actor: Actor, id: string): Promise<Begun | undefined> {
    const upload = await tx.findOneBy(Upload, { id, personId: actor.person.id });
    if (upload === null) return undefined;
    const row = await findCase(tx, upload.caseId);
    assertAttachable(actor, row);
    return { upload, ref: row.subjectRef };
  }

  private async drawn({ upload, ref }: Begun): Promise<readonly Picture[]> {
    const bytes = await this.vault.readPieces(ref, upload.id);
    if (bytes.length !== upload.size) throw new Problem('conflict', 'upload.incomplete');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sha256 !== upload.sha256) throw new Problem('invalid', 'upload.changed');
    return this.pictures.drawn(bytes, ATTACHMENT_CAPS);
  }

  /** What can never become a picture does not wait for its end. */
  private async forget(id: string): Promise<void> {
    await this.transactions.system((tx) => tx.delete(Upload, { id }));
    await this.vault.dropPieces(id);
  }
}

/** A refusal to be told in its turn: a repeated request has its answer first. */
function problemIn(error: unknown): Problem {
  if (error instanceof Problem) return error;
  throw error;
}
