import { inject, Injectable } from '@angular/core';
import { type AnnouncedFile, ATTACHMENT_CAPS, type AttachmentKind } from '@domain/cases/attachment.js';
import { Outbox } from '../offline/outbox';
import { uuidv7 } from '../offline/uuid';

const QUALITY = 0.8;
const PDF = '%PDF-';

/** The pictures of cases on their way: each made small on the device, kept there, then sent by pieces after all else about its case. */
@Injectable({ providedIn: 'root' })
export class PictureQueue {
  private readonly outbox = inject(Outbox);

  /** Resolves once it is kept on this device; says why, when it is nothing to be read, or too large. A PDF goes as it is. */
  async keep(
    { id: caseId, about }: { readonly id: string; readonly about: string },
    kind: AttachmentKind,
    file: Blob,
  ): Promise<'kept' | 'large' | 'unread'> {
    const isPdf = (await file.slice(0, PDF.length).text()) === PDF;
    const small = isPdf ? file : await reduced(file);
    if (small === null) return 'unread';
    if (small.size > ATTACHMENT_CAPS.fileBytes) return 'large';
    const bytes = new Uint8Array(await small.arrayBuffer());
    const id = uuidv7();
    const body: AnnouncedFile = { id, kind, size: bytes.length, sha256: await hashOf(bytes) };
    await new Promise<void>((resolve, reject) => {
      this.outbox
        .send({
          kind: 'picture',
          method: 'POST',
          url: `/uploads/${id}/attach`,
          body: {},
          subject: `picture:${id}`,
          about,
          after: caseId,
          file: {
            id,
            size: bytes.length,
            announce: { url: `/cases/${caseId}/uploads`, body },
            bytes,
          },
          kept: resolve,
        })
        // What the server says of it later stands on its row.
        .then(() => {
          resolve();
        }, reject);
    });
    return 'kept';
  }
}

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Upright, no side longer than the cap, as a JPEG; `null` for what no browser can read. */
async function reduced(file: Blob): Promise<Blob | null> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (picture === null) return null;
  const scale = Math.min(1, ATTACHMENT_CAPS.longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const small = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', QUALITY);
  });
  return small ?? file;
}
