import type { ImportRun } from './import-run.ts';

export interface ImportStore {
  byId(id: string): Promise<ImportRun | null>;
  ofProgramme(programmeId: string): Promise<readonly ImportRun[]>;
  save(run: ImportRun): Promise<void>;
}
