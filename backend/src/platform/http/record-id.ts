import { Injectable, type PipeTransform } from '@nestjs/common';
import { absent } from '../../domain/problem.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** `@Param('id', RecordIdPipe)`: what cannot be an identifier names nothing, so it is absent like any unknown one. */
@Injectable()
export class RecordIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!UUID.test(value)) throw absent('record');
    return value.toLowerCase();
  }
}
