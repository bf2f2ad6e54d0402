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

  async profileOf(personId: string): Promise<{ name: string; email: string } | undefined> {
    const select = { name: true, email: true };
    return (await prisma.authUser.findUnique({ where: { id: personId }, select })) ?? undefined;
  },
});

export type People = ReturnType<typeof createPeople>;
