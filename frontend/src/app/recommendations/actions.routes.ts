import type { Routes } from '@angular/router';
import { codeTexts } from '../core/domain-texts';
import { actionTexts } from './actions/texts';

export const routes: Routes = [
  {
    path: '',
    canActivate: [actionTexts.ready, codeTexts.ready],
    children: [
      {
        path: '',
        pathMatch: 'full',
        loadComponent: () => import('./actions/action-list').then((m) => m.ActionList),
      },
      { path: ':id', loadComponent: () => import('./actions/action-page').then((m) => m.ActionPage) },
    ],
  },
];
