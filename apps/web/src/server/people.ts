import type { Person } from '@halfpast/communication';
import type { PrismaClient } from '@halfpast/prisma';

/** What the product shows of the people whom the identity provider knows. */
export const createPeople = (prisma: PrismaClient) => ({
  /** The names of these people, in one query; one who is gone has none. */
  async namesOf(personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (personIds.length === 0) return new Map();
    const people = await prisma.authUser.findMany({
      where: { id: { in: [...new Set(personIds)] } },
      select: { id: true, name: true },
    });
    return new Map(people.map(({ id, name }) => [id, name]));
  },

  /** Those who are known, with where their mail goes; in one query. */
  async mailboxesOf(personIds: readonly string[]): Promise<readonly Person[]> {
    const people = await prisma.authUser.findMany({
      where: { id: { in: [...personIds] } },
      select: { id: true, name: true, email: true, timeZone: true },
    });
    return people.map(({ id, ...person }) => ({ personId: id, ...person }));
  },

  async profileOf(personId: string): Promise<{ name: string; email: string } | undefined> {
    const select = { name: true, email: true };
    return (await prisma.authUser.findUnique({ where: { id: personId }, select })) ?? undefined;
  },
});

export type People = ReturnType<typeof createPeople>;
