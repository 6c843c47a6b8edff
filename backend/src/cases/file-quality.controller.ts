import { Controller, Get } from '@nestjs/common';
import type { FacilityQuality } from '../domain/cases/case.js';
import { CurrentActor, type Actor } from '../platform/security/actor.js';
import { Allow } from '../platform/security/allow.js';
import { FileQualityQueries } from './file-quality-queries.js';

/** The quality of open files, for who answers for freezing them. */
@Controller('file-quality')
export class FileQualityController {
  constructor(private readonly queries: FileQualityQueries) {}

  @Allow('freeze', 'Case')
  @Get()
  list(@CurrentActor() actor: Actor): Promise<readonly FacilityQuality[]> {
    return this.queries.list(actor);
  }
}
