import type { Routes } from '@angular/router';
import { concernTexts } from '../ui/concern/texts';
import { safeguardingTexts } from './texts';

export const routes: Routes = [
  {
    path: ':id',
    canActivate: [safeguardingTexts.ready, concernTexts.ready],
    loadComponent: () => import('./concern-page').then((m) => m.ConcernPage),
  },
];
