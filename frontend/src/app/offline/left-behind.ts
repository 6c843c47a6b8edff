import { base64 } from './bytes';
import { isTaken } from './answers';
import { dropSealed, leftIn } from './encrypted-store';
import type { Reply } from './outbox-row';

/**
 * Sends what a destroyed key left closed to the server, in its order, once its author is signed in: nobody else can. What is not taken
 * stays, and is tried at the next sign-in.
 */
export async function deliverLeft(
  profile: string,
  post: (envelope: string) => Promise<Reply | null>,
): Promise<void> {
  for (const { id, sealed } of await leftIn(profile)) {
    const reply = await post(base64(sealed));
    if (reply === null || reply.status >= 500 || [401, 408, 425, 429].includes(reply.status)) return;
    if (isTaken(reply)) await dropSealed(profile, [id]);
  }
}
