import { describe, expect, it } from 'vitest';
import { subjectsOf, teaching } from './subjects.ts';

const tutors = [{ subjects: ['Spanish', 'French'] }, { subjects: ['French'] }, { subjects: ['Algebra'] }];

describe('subjects', () => {
  it('lists each subject once, in the order of the alphabet', () => {
    expect(subjectsOf(tutors)).toEqual(['Algebra', 'French', 'Spanish']);
  });

  it('keeps those who teach the chosen one, or everybody', () => {
    expect(teaching(tutors, 'French')).toHaveLength(2);
    expect(teaching(tutors, 'Dutch')).toEqual([]);
    expect(teaching(tutors, undefined)).toBe(tutors);
  });
});
