import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { Problem } from '../domain/problem.js';
import { CursorSeal } from '../platform/http/cursor-seal.js';
import type { Actor } from '../platform/security/actor.js';

const DIGEST_CHARACTERS = 12;
const CURSOR_BYTES = 65_536;

/** What a device holds: each path with the digest of its answer. */
export type Held = ReadonlyMap<string, string>;

interface Sealed {
  readonly person: string;
  readonly paths: readonly (readonly [string, string])[];
}

/**
 * The cursor is the device's own list, sealed: the server keeps nothing about devices, an answer that was lost on the way costs
 * nothing, and after a restored backup it tells the truth still. It opens for the person it was made for, and for nobody else.
 */
@Injectable()
export class ReplicaCursor {
  constructor(private readonly seal: CursorSeal) {}

  /** `null` when the device holds nothing that is known: it begins anew. */
  opened(actor: Actor, cursor: string | undefined): Held | null {
    if (cursor === undefined) return null;
    try {
      const packed = Buffer.from(this.seal.opened(cursor), 'base64');
      const text = inflateRawSync(packed, { maxOutputLength: CURSOR_BYTES }).toString();
      const { person, paths } = JSON.parse(text) as Sealed;
      return person === actor.person.id ? new Map(paths) : null;
    } catch (error) {
      if (error instanceof Problem) return null;
      throw error;
    }
  }

  sealed(actor: Actor, held: Held): string {
    const content: Sealed = { person: actor.person.id, paths: [...held] };
    return this.seal.sealed(deflateRawSync(JSON.stringify(content)).toString('base64')) ?? '';
  }
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, DIGEST_CHARACTERS);
}
