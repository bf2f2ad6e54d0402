import type { PaymentError } from './errors.ts';
import type { Field } from './field.ts';
import { regroup } from './field.ts';

type Rules<Name extends string> = {
  readonly names: readonly Name[];
  /** What is wrong with a field as it stands. */
  readonly faultOf: (name: Name) => PaymentError | undefined;
  /** What was typed as it is shown. */
  readonly grouped: (name: Name, text: string) => string;
  readonly onChange: () => void;
};

/** Fields that tell what is wrong with them once the payer has left them, and no longer when it is put right. */
export function joinFields<Name extends string>(
  inputs: Readonly<Record<Name, Field>>,
  { names, faultOf, grouped, onChange }: Rules<Name>,
) {
  for (const name of names) {
    const { input, show } = inputs[name];
    input.addEventListener('input', () => {
      regroup(input, (value) => grouped(name, value));
      if (!faultOf(name)) show(undefined);
      onChange();
    });
    input.addEventListener('blur', () => {
      if (input.value !== '') show(faultOf(name));
    });
  }
  return {
    state: () => ({
      complete: names.every((name) => !faultOf(name)),
      empty: names.every((name) => inputs[name].input.value === ''),
    }),
    validate(): PaymentError | undefined {
      const faults = names.map((name) => [name, faultOf(name)] as const);
      for (const [name, fault] of faults) inputs[name].show(fault);
      const [first] = faults.filter(([, fault]) => fault);
      if (first) inputs[first[0]].input.focus();
      return first?.[1];
    },
    focus(): void {
      const [first] = names;
      if (first) inputs[first].input.focus();
    },
    clear(): void {
      for (const name of names) {
        inputs[name].input.value = '';
        inputs[name].show(undefined);
      }
      onChange();
    },
  };
}
