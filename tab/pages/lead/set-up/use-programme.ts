import { useCallback, useEffect, useState } from 'react';
import { Programme, type ProgrammeInput } from '../../../../bot/http/contract/programme.ts';
import { ApiProblem } from '../../../api/client.ts';
import { useAct } from '../../../api/queries.ts';
import { differences, fieldOf, formOf, inputOf, type Form } from '../programme-form.ts';

/** Milliseconds after the last change until it is saved by itself. */
const untilSaved = 1_200;

/** A programme in the fields of its set-up, saved as it is changed. */
export interface ProgrammeInFields {
  readonly form: Form;
  readonly change: (form: Form) => void;
  /** Saves now what is not saved yet; answers the programme's id, or null when that could not be. */
  readonly save: () => Promise<string | null>;
  readonly state: 'saved' | 'changed' | 'saving' | 'refused';
  readonly error: Error | null;
  /** What is wrong with a field, as the server says. */
  readonly problemOf: (field: keyof Form) => string | null;
  /** The same for what the server calls by this name alone. */
  readonly problemAt: (sent: string) => string | null;
  /** What somebody else has changed meanwhile; null when nobody has. */
  readonly theirs: {
    readonly form: Form;
    readonly fields: readonly (keyof Form)[];
    readonly mine: readonly (keyof Form)[];
  } | null;
  /** Goes on with this form, on top of what the other has saved. */
  readonly settle: (form: Form) => void;
}

export function useProgramme(programme: Programme | null, now: string): ProgrammeInFields {
  const [form, setForm] = useState(() => formOf(programme, now));
  // What both began with: what either has changed since then is told apart by it.
  const [base, setBase] = useState({ form, version: programme?.version ?? 0 });
  const topics = programme?.topics ?? [];
  const textOf = (one: Form) => JSON.stringify(inputOf(one, topics));
  const isChanged = programme === null || textOf(form) !== textOf(base.form);
  const act = useAct(Programme, ({ input, version }: { input: ProgrammeInput; version: number }) =>
    programme ? ['PUT', `/programmes/${programme.id}`, { ...input, version }] : ['POST', '/programmes', input],
  );
  const { mutateAsync, isPending, reset } = act;
  // What we have saved ourselves comes in too.
  const own = Math.max(base.version, act.isSuccess ? act.data.version : 0);
  const isOvertaken = programme !== null && programme.version > own && !isPending;
  const theirForm = isOvertaken ? formOf(programme, now) : null;
  const fields = theirForm ? differences(base.form, theirForm) : [];
  const mine = differences(base.form, form);

  const settle = useCallback(
    (chosen: Form) => {
      if (!programme) return;
      setForm(chosen);
      setBase({ form: formOf(programme, now), version: programme.version });
      reset();
    },
    [programme, now, reset],
  );
  const save = async (): Promise<string | null> => {
    if (!isChanged) return programme.id;
    if (isOvertaken || isPending) return null;
    const sent = form;
    try {
      const saved = await mutateAsync({ input: inputOf(sent, topics), version: base.version });
      setBase({ form: sent, version: saved.version });
      return saved.id;
    } catch {
      // It is shown by `error`.
      return null;
    }
  };

  // Whoever has changed nothing here sees what others do.
  if (theirForm && programme && (mine.length === 0 || fields.length === 0)) {
    if (fields.length > 0) setForm(theirForm);
    setBase({ form: theirForm, version: programme.version });
  }
  // Saved by itself once it has come to rest.
  useEffect(() => {
    if (programme === null || !isChanged || isPending || isOvertaken || act.error !== null) return;
    const timer = setTimeout(() => void save(), untilSaved);
    return () => clearTimeout(timer);
  });

  const problems = act.error instanceof ApiProblem ? act.error.fields : [];
  const told = (isAt: (sent: string) => boolean) =>
    problems
      .filter(({ field }) => isAt(field))
      // Of many lines it is said which one.
      .map(({ field, value, rule }) => (fieldOf(field) === 'blackouts' ? `${value} ${rule}` : rule))
      .join(' · ') || null;
  const isConflict = act.error instanceof ApiProblem && act.error.code === 'changed-meanwhile';
  return {
    form,
    change(next) {
      // What was refused may be right now.
      if (act.error) reset();
      setForm(next);
    },
    save,
    state: isPending ? 'saving' : act.error ? 'refused' : isChanged ? 'changed' : 'saved',
    error: isConflict ? null : act.error,
    problemOf: (field) => told((sent) => fieldOf(sent) === field),
    problemAt: (name) => told((sent) => sent === name),
    theirs: theirForm && mine.length > 0 && fields.length > 0 ? { form: theirForm, fields, mine } : null,
    settle,
  };
}
