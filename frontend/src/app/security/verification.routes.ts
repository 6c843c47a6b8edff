import type { Routes } from '@angular/router';
import { securityTexts } from './texts';
import { Verification } from './verification';

export const routes: Routes = [
  { path: '', canActivate: [securityTexts.ready], component: Verification, data: { shell: 'bare' } },
];
