import { SetMetadata } from '@nestjs/common';
import type { Action, SubjectName } from '../../domain/access/subjects.js';

/** What a route asks of its caller before anything else is looked at. */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'signed-in'; readonly halfway?: true }
  | {
      readonly kind: 'allowed';
      readonly action: Action;
      readonly subject: SubjectName;
      readonly or?: SubjectName;
    };

export const ACCESS = 'denba:access';

/** Only people who may do this somewhere enter; the row itself is checked by the command or the query. */
export const Allow = (action: Action, subject: SubjectName) =>
  SetMetadata(ACCESS, { kind: 'allowed', action, subject } satisfies Access);

/** The same for a thing that some know by another face, such as a recommendation that the ASACO knows as an action. */
export const AllowEither = (action: Action, subject: SubjectName, or: SubjectName) =>
  SetMetadata(ACCESS, { kind: 'allowed', action, subject, or } satisfies Access);

/** Anybody signed in: the route answers about the caller alone. */
export const SignedIn = () => SetMetadata(ACCESS, { kind: 'signed-in' } satisfies Access);

/** The same, also for a session that still waits for the second factor or for its making. */
export const HalfSignedIn = () => SetMetadata(ACCESS, { kind: 'signed-in', halfway: true } satisfies Access);

/** No session needed. */
export const Public = () => SetMetadata(ACCESS, { kind: 'public' } satisfies Access);

export const PROOF = 'denba:proof';

/** An act that asks who is there to prove it again when the last proof is older than a few minutes. */
export const Proved = () => SetMetadata(PROOF, true);
