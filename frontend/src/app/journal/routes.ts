import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '**', loadComponent: () => import('../shell/nothing-here').then((m) => m.NothingHere) },
];
