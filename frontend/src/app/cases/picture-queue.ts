import { inject, Injectable, signal } from '@angular/core';
import { ATTACHMENT_CAPS, type AttachmentKind } from '@domain/cases/attachment.js';
import { problemOf, type ProblemView } from '../core/problem-view';
import { Outbox } from '../offline/outbox';
import { uuidv7 } from '../offline/uuid';

/** A picture on its way. It stays here until the server has it, or the person lets it go. */
export interface Sending {
  readonly id: string;
  readonly kind: AttachmentKind;
  readonly share: number;
  readonly problem: ProblemView | null;
}

const QUALITY = 0.8;
/** Enough of a file for the server to say what it is. */
const HEAD_BYTES = 64;

/** The pictures of one case on their way, one after the other, each made small on the telephone first. */
@Injectable()
export class PictureQueue {
  private readonly outbox = inject(Outbox);
  private readonly files = new Map<string, Blob>();
  private readonly list = signal<readonly Sending[]>([]);
  readonly sendings = this.list.asReadonly();

  /** Resolves with whether the server has taken it. */
  async send(caseId: string, kind: AttachmentKind, file: Blob): Promise<boolean> {
    const id = uuidv7();
    this.files.set(id, file);
    this.list.update((all) => [...all, { id, kind, share: 0, problem: null }]);
    return this.deliver(caseId, id);
  }

  async deliver(caseId: string, id: string): Promise<boolean> {
    const file = this.files.get(id);
    const sending = this.list().find((one) => one.id === id);
    if (file === undefined || sending === undefined) return false;
    this.change(id, { share: 0, problem: null });
    try {
      await this.outbox.send({
        method: 'POST',
        url: `/cases/${caseId}/attachments?id=${id}&kind=${sending.kind}`,
        subject: `pictures of ${caseId}`,
        file: {
          bytes: await reduced(file),
          progress: (share) => {
            this.change(id, { share });
          },
        },
      });
      this.forget(id);
      return true;
    } catch (error) {
      this.change(id, { problem: problemOf(error) });
      return false;
    }
  }

  forget(id: string): void {
    this.files.delete(id);
    this.list.update((all) => all.filter((one) => one.id !== id));
  }

  private change(id: string, part: Partial<Sending>): void {
    this.list.update((all) => all.map((one) => (one.id === id ? { ...one, ...part } : one)));
  }
}

/** Upright, no side longer than the cap, as a JPEG. Of what no browser can read only the beginning is sent: the answer says what it is. */
async function reduced(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (picture === null) return file.slice(0, HEAD_BYTES);
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
