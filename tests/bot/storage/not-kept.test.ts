import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { isNotKept } from '../../../bot/storage/not-kept.ts';

const said = (severity: string, code: string, hint?: string) =>
  Object.assign(new pg.DatabaseError('words', 5, 'error'), { severity, code, hint });

describe('what the database would not keep for now', () => {
  it.each([
    ['no room', said('ERROR', '53100')],
    ['a quota', said('ERROR', 'XX000', 'Check free disk space.')],
    ['only to be read', said('ERROR', '25006')],
  ])('is known: %s', (_, error) => expect(isNotKept(error)).toBe(true));

  it.each([
    ['an end in the middle, after which it may turn out to be kept', said('PANIC', '53100')],
    ['a fault of its own', said('ERROR', 'XX000')],
    ['a rule of its data', said('ERROR', '23505')],
    ['something of another kind that carries the code', Object.assign(new Error('words'), { code: '53100' })],
  ])('is not mistaken for %s', (_, error) => expect(isNotKept(error)).toBe(false));
});
