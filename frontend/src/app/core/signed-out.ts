import { InjectionToken } from '@angular/core';

/** What to do when the server no longer knows the writer; set by the shell. */
export const SIGNED_OUT = new InjectionToken<() => void>('signed out');
