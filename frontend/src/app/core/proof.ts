import { InjectionToken } from '@angular/core';
import type { ProblemView } from './problem-view';

/** Asks the person to prove to be there, with the code of the second factor or without; says whether that was done. Set by the shell. */
export const PROVE = new InjectionToken<(withCode: boolean) => Promise<boolean>>('prove');

/** Whether the server refused only because the last proof is too old: `null` when not. */
export function proofAsked({
  status,
  code,
}: Pick<ProblemView, 'status' | 'code'>): 'password' | 'code' | null {
  if (status !== 403) return null;
  if (code === 'session.prove-with-code') return 'code';
  return code === 'session.prove' ? 'password' : null;
}
