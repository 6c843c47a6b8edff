import type { EntityManager } from 'typeorm';
import type { PacketContent, PacketPicture } from '../domain/audits/audit.js';
import type { AttachmentKind, PictureBox } from '../domain/cases/attachment.js';
import type { PacketRow } from './packet-rows.js';

/** A picture of the file as its packet knows it. `copyId` once it is chosen, `boxes` and `sha256` once somebody looked at it. */
export interface PictureRow {
  readonly attachmentId: string;
  readonly kind: AttachmentKind;
  /** Its number among those of its kind. */
  readonly label: number;
  readonly width: number;
  readonly height: number;
  readonly copyId: string | null;
  readonly n: number | null;
  readonly boxes: readonly PictureBox[] | null;
  readonly sha256: string | null;
}

/** Every picture of the file, the chosen ones first. */
export function picturesOf(
  tx: EntityManager,
  packet: Pick<PacketRow, 'id' | 'caseId'>,
): Promise<readonly PictureRow[]> {
  return tx.query(
    `SELECT a.id AS "attachmentId", a.kind, a.n AS label, a.width, a.height, p.id AS "copyId", p.n, p.boxes, p.sha256
     FROM app.attachment a LEFT JOIN app.packet_picture p ON p.attachment_id = a.id AND p.packet_id = $1
     WHERE a.case_id = $2 AND a.state = 'kept' ORDER BY p.n NULLS LAST, a.kind, a.n`,
    [packet.id, packet.caseId],
  );
}

/** How many chosen pictures nobody has looked at. */
export function unlooked(pictures: readonly PictureRow[]): number {
  return pictures.filter(({ copyId, sha256 }) => copyId !== null && sha256 === null).length;
}

/** What the reviewers are told of the pictures: their order, their own ids, and what proves them. Without any, not one word. */
export function documentsIn(pictures: readonly PictureRow[]): Pick<PacketContent, 'documents'> {
  const documents = pictures.flatMap(({ copyId, sha256 }) =>
    copyId === null || sha256 === null ? [] : [{ id: copyId, sha256 }],
  );
  return documents.length === 0
    ? {}
    : { documents: documents.map((document, index) => ({ n: index + 1, ...document })) };
}

/** The same for the focal point, who chooses among them. */
export function pictureViews(pictures: readonly PictureRow[]): readonly PacketPicture[] {
  return pictures.map(({ attachmentId, kind, label, width, height, copyId, boxes }) => ({
    attachmentId,
    kind,
    n: label,
    width,
    height,
    chosen: copyId !== null,
    boxes,
  }));
}
