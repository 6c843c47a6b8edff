import { applyDecorators, Header } from '@nestjs/common';

/** A picture is handed over as a file without a telling name: no page can be made of it, and nothing inside it runs. */
export const PictureHeaders = () =>
  applyDecorators(
    Header('content-type', 'image/jpeg'),
    Header('content-disposition', 'attachment; filename="document.jpg"'),
    Header('content-security-policy', "sandbox; default-src 'none'"),
    Header('cache-control', 'no-store'),
  );
