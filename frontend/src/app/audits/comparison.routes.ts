import type { Routes } from '@angular/router';
import { codeTexts } from '../core/domain-texts';
import { auditsTexts } from './texts';

export const routes: Routes = [
  {
    path: '',
    canActivate: [auditsTexts.ready, codeTexts.ready],
    loadComponent: () => import('./comparison-page').then((m) => m.ComparisonPage),
  },
];
