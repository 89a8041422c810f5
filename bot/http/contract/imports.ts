import { z } from 'zod';
import { Role } from './person.ts';
import { id } from './values.ts';

export const ImportProblem = z.object({
  line: z.int().nullable(),
  field: z.string(),
  value: z.string(),
  rule: z.string(),
  message: z.string(),
});
export const ImportRun = z.object({
  id,
  source: z.enum(['file', 'group']),
  unknownColumns: z.array(z.string()),
  state: z.enum(['reading', 'done', 'failed']),
  people: z.int(),
  toRead: z.int(),
  read: z.int(),
  /** Null, where it failed, for what went wrong on our side. */
  failure: z.enum(['group-not-found', 'directory-closed', 'directory-unavailable']).nullable(),
});
/** Answer 422 to an import file: every bad line, nothing imported. */
export const ImportRefused = z.object({
  code: z.literal('import-refused'),
  message: z.string(),
  problems: z.array(ImportProblem),
});

/** What a line of a file would do: bring in somebody new, change what is known of them, or nothing. */
export const LineEffect = z.enum(['new', 'changes', 'already-in']);
const count = z.int();
/** POST /api/programmes/:id/people/file?preview=true: what the file would do. Changes nothing. */
export const ImportPreview = z.object({
  /** Lines that can come in, and lines that cannot. */
  good: count,
  bad: count,
  effects: z.object({ new: count, changes: count, 'already-in': count }),
  roles: z.object({ mentor: count, mentee: count, none: count }),
  unknownColumns: z.array(z.string()),
  /** The first that can come in, those that change somebody before the others. */
  first: z.array(
    z.object({
      line: count,
      displayName: z.string(),
      userPrincipalName: z.string(),
      jobTitle: z.string().nullable(),
      role: Role.nullable(),
      effect: LineEffect,
      /** Columns whose values are others than what is known. */
      changed: z.array(z.string()),
    }),
  ),
  /** How many things are in the way; `problems` are those from `from` on. */
  problemCount: count,
  problems: z.array(ImportProblem),
});
/** How a file is sent: looked at alone, or taken in, all of it or the good lines of it. */
export const FileQuery = z.object({
  preview: z.enum(['true', 'false']).default('false'),
  lines: z.enum(['all', 'good']).default('all'),
  /** The first of the problems to be named in a preview, from 0. */
  from: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

export const GroupImportInput = z.object({ groupId: z.guid(), role: Role.nullable() });

/** GET /api/groups?search=: groups of the directory in whose names words begin like these. */
export const GroupQuery = z.object({ search: z.string().trim().min(3).max(100) });
export const Group = z.object({ groupId: z.guid(), displayName: z.string(), description: z.string().nullable() });
export const Groups = z.object({ groups: z.array(Group) });
/** GET /api/groups/:groupId: a group, and how many people are in it and in the groups within it. */
export const GroupWithPeople = Group.extend({ people: count });

export type ImportRun = z.infer<typeof ImportRun>;
export type ImportRefused = z.infer<typeof ImportRefused>;
export type LineEffect = z.infer<typeof LineEffect>;
export type ImportPreview = z.infer<typeof ImportPreview>;
export type Group = z.infer<typeof Group>;
