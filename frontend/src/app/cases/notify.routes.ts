import { inject } from '@angular/core';
import { RedirectCommand, Router, type Routes } from '@angular/router';
import { codeTexts } from '../core/domain-texts';
import { Permissions } from '../core/permissions';
import { textsOfForm } from '../ui/form-renderer/form-words';
import { NOTIFICATION, NotifyDraft } from './notify/notify-draft';
import { notifyTexts } from './notify/texts';

const mayNotify = (): true | RedirectCommand =>
  inject(Permissions).can('notify', 'Case') ||
  new RedirectCommand(inject(Router).parseUrl('/refuse'), { skipLocationChange: true });

export const routes: Routes = [
  {
    path: '',
    canActivate: [mayNotify, notifyTexts.ready, codeTexts.ready, textsOfForm(NOTIFICATION).ready],
    children: [
      {
        path: '',
        pathMatch: 'full',
        loadComponent: () => import('./notify/notify-page').then((m) => m.NotifyPage),
      },
      {
        path: 'envoi',
        canActivate: [
          () =>
            inject(NotifyDraft).sent() !== null || new RedirectCommand(inject(Router).parseUrl('/notifier')),
        ],
        loadComponent: () => import('./notify/notify-saved').then((m) => m.NotifySaved),
      },
    ],
  },
];
