import { Secrets } from '../../backend/src/platform/security/secrets.js';
import { newId } from './api.js';
import type { TestApp } from './app.js';
import { idOf, type CastMember } from './people.js';

export interface GivenDevice {
  readonly device: string;
  readonly proof: string;
  readonly code: string;
}

/** A registered device of this person, whatever their role, with what it proves itself by. */
export async function deviceOf(app: TestApp, member: CastMember): Promise<GivenDevice> {
  const [device, code, secrets] = [newId(), 'v'.repeat(43), app.nest.get(Secrets)];
  await app.sql(
    `INSERT INTO app.device (id, person_id, agent, browser_hash, code_hash, made_at, seen_at)
     VALUES ($1, $2, 'a phone', $3, $4, $5, $5)`,
    [device, idOf(member), Buffer.from(device), secrets.deviceCodeHash(device, code), app.clock.now()],
  );
  return { device, code, proof: secrets.deviceProof(device).toString('base64url') };
}
