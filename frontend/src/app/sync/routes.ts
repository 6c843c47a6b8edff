import type { Routes } from '@angular/router';
import { formTexts } from '../ui/form-renderer/texts';
import { syncTexts } from './texts';

export const routes: Routes = [
  {
    path: '',
    canActivate: [syncTexts.ready, formTexts.ready],
    children: [
      { path: '', pathMatch: 'full', loadComponent: () => import('./sync-page').then((m) => m.SyncPage) },
    ],
  },
];
