import type { Routes } from '@angular/router';
import { deviceTexts } from './device-texts';
import { shellTexts } from './shell-texts';

export const routes: Routes = [
  {
    path: '',
    canActivate: [shellTexts.ready],
    children: [
      {
        path: 'plus',
        canActivate: [deviceTexts.ready],
        loadComponent: () => import('./more').then((m) => m.More),
      },
      { path: 'code', loadComponent: () => import('./change-password').then((m) => m.ChangePassword) },
      {
        path: 'aide/papier',
        loadComponent: () => import('./paper-forms').then((m) => m.PaperForms),
      },
      { path: 'aide', loadComponent: () => import('./help').then((m) => m.Help) },
      {
        path: 'refuse',
        loadComponent: () => import('./nothing-here').then((m) => m.NothingHere),
        data: { why: 'refused' },
      },
      {
        path: '**',
        loadComponent: () => import('./nothing-here').then((m) => m.NothingHere),
        data: { why: 'absent' },
      },
    ],
  },
];
