import { Module } from '@nestjs/common';
import { DraftStamps } from './draft-stamps.js';
import { EnvelopesController } from './envelopes.controller.js';
import { Envelopes } from './envelopes.js';
import { OwnReadings } from './own-readings.js';
import { ReplicaCursor } from './replica-cursor.js';
import { ReplicaQueries } from './replica-queries.js';
import { SyncController } from './sync.controller.js';

@Module({
  controllers: [EnvelopesController, SyncController],
  providers: [DraftStamps, Envelopes, OwnReadings, ReplicaCursor, ReplicaQueries],
})
export class SyncModule {}
