import type { Routes } from '@angular/router';
import { Bare } from './shell/bare';
import { farEnough, signedIn, signedOut } from './core/guards';

/** Every page is loaded when it is first opened. A feature is known here by its path only. */
export const routes: Routes = [
  {
    path: 'entrer',
    component: Bare,
    canActivate: [signedOut],
    loadChildren: () => import('./shell/sign-in.routes').then((m) => m.routes),
  },
  {
    path: 'invitation',
    component: Bare,
    loadChildren: () => import('./invitation/routes').then((m) => m.routes),
  },
  {
    path: 'verrou',
    component: Bare,
    canActivate: [signedOut],
    loadChildren: () => import('./device/lock.routes').then((m) => m.routes),
  },
  {
    path: '',
    canMatch: [signedIn],
    loadComponent: () => import('./shell/frame').then((m) => m.Frame),
    canActivateChild: [farEnough],
    children: [
      { path: '', pathMatch: 'full', loadChildren: () => import('./worklist/routes').then((m) => m.routes) },
      {
        path: 'cas/:id/comparaison',
        loadChildren: () => import('./audits/comparison.routes').then((m) => m.routes),
      },
      { path: 'cas', loadChildren: () => import('./cases/routes').then((m) => m.routes) },
      { path: 'notifier', loadChildren: () => import('./cases/notify.routes').then((m) => m.routes) },
      { path: 'protection', loadChildren: () => import('./safeguarding/routes').then((m) => m.routes) },
      { path: 'seances', loadChildren: () => import('./sessions/routes').then((m) => m.routes) },
      { path: 'contre-audits', loadChildren: () => import('./audits/routes').then((m) => m.routes) },
      { path: 'sieges', loadChildren: () => import('./audits/seats.routes').then((m) => m.routes) },
      { path: 'tirages', loadChildren: () => import('./audits/draws.routes').then((m) => m.routes) },
      { path: 'suites', loadChildren: () => import('./recommendations/routes').then((m) => m.routes) },
      {
        path: 'actions',
        loadChildren: () => import('./recommendations/actions.routes').then((m) => m.routes),
      },
      { path: 'rapports', loadChildren: () => import('./reports/routes').then((m) => m.routes) },
      { path: 'envois', loadChildren: () => import('./sync/routes').then((m) => m.routes) },
      { path: 'structures', loadChildren: () => import('./facilities/routes').then((m) => m.routes) },
      {
        path: 'parametres',
        loadChildren: () => import('./facilities/settings.routes').then((m) => m.routes),
      },
      { path: 'comptes', loadChildren: () => import('./accounts/routes').then((m) => m.routes) },
      { path: 'journal', loadChildren: () => import('./journal/routes').then((m) => m.routes) },
      {
        path: 'verification',
        loadChildren: () => import('./security/verification.routes').then((m) => m.routes),
      },
      { path: 'appareil', loadChildren: () => import('./device/routes').then((m) => m.routes) },
      { path: 'securite', loadChildren: () => import('./security/routes').then((m) => m.routes) },
      { path: '', loadChildren: () => import('./shell/routes').then((m) => m.routes) },
    ],
  },
];
