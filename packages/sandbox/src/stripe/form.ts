/** A decoded form: text at the leaves. Lists are records keyed by position until a schema says that they are lists. */
export type Form = { [key: string]: string | Form };

const bracketed = /^([^[\]]+)((?:\[[^[\]]*\])*)$/;

/** Decodes a form body with bracketed names, as Stripe's SDKs write them: `metadata[env]=local&expand[0]=x`. */
export function decodeForm(text: string): Form {
  const form = emptyForm();
  for (const [name, value] of new URLSearchParams(text)) place(form, pathOf(name), value);
  return form;
}

const pathOf = (name: string): string[] => {
  const match = bracketed.exec(name);
  if (!match) return [name];
  const inner = [...(match[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map(([, key]) => key ?? '');
  return [match[1] ?? '', ...inner];
};

function place(form: Form, path: readonly string[], value: string): void {
  const [head = '', ...rest] = path;
  const key = head === '' ? String(Object.keys(form).length) : head; // `expand[]=a&expand[]=b` counts up
  if (rest.length === 0) {
    form[key] = value;
    return;
  }
  const inner = form[key];
  const next = typeof inner === 'object' ? inner : emptyForm();
  form[key] = next;
  place(next, rest, value);
}

/** Without a prototype, so that a parameter named `__proto__` is only a parameter. */
const emptyForm = (): Form => Object.create(null);
