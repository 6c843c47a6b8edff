import type { Routes } from '@angular/router';
import { auditsTexts } from './texts';

export const routes: Routes = [
  {
    path: '',
    canActivate: [auditsTexts.ready],
    children: [
      { path: '', pathMatch: 'full', loadComponent: () => import('./draw-list').then((m) => m.DrawList) },
      { path: ':id', loadComponent: () => import('./recipe-page').then((m) => m.RecipePage) },
    ],
  },
];
