type Teaches = { readonly subjects: readonly string[] };

/** Every subject that somebody teaches, once, in the order of the alphabet. */
export const subjectsOf = (tutors: readonly Teaches[]): readonly string[] =>
  [...new Set(tutors.flatMap(({ subjects }) => subjects))].sort((a, b) => a.localeCompare(b, 'en'));

/** Those who teach `subject`; everybody when none is chosen. */
export const teaching = <T extends Teaches>(
  tutors: readonly T[],
  subject: string | undefined,
): readonly T[] =>
  subject === undefined ? tutors : tutors.filter(({ subjects }) => subjects.includes(subject));
