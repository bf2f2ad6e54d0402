/** An operator leaves the page open: it stays true by itself. */
export const askEvery = { refetchInterval: 15_000, staleTime: 0 };
