import type { Routes } from '@angular/router';
import { codeTexts, roleTexts } from '../core/domain-texts';
import { invitationTexts } from './texts';

export const routes: Routes = [
  {
    path: '',
    canActivate: [invitationTexts.ready, roleTexts.ready, codeTexts.ready],
    loadComponent: () => import('./invited-page').then((m) => m.InvitedPage),
  },
];
