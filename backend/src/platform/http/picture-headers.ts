import { applyDecorators, Header } from '@nestjs/common';
import { PICTURE_POLICY } from './security-headers.js';

/** A picture is handed over as a file without a telling name: no page can be made of it, and nothing inside it runs. */
export const PictureHeaders = () =>
  applyDecorators(
    Header('content-type', 'image/jpeg'),
    Header('content-disposition', 'attachment; filename="document.jpg"'),
    Header('content-security-policy', PICTURE_POLICY),
    Header('cache-control', 'no-store'),
  );
