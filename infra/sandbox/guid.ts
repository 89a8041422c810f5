import { createHash } from 'node:crypto';
import { v5 } from 'uuid';

const NAMESPACE = '6f0e1c1a-5d3b-5e53-9a55-0d4b8a1c7e21';

/** A GUID that depends on nothing but `name`, so that ids outlive a restart (UUID version 5). */
export const guidOf = (name: string): string => v5(name, NAMESPACE);

/** A whole number from 0 up to, not including, `below`, that depends on nothing but `name`. */
export const numberOf = (name: string, below: number): number =>
  createHash('sha256').update(name).digest().readUInt32BE(0) % below;
