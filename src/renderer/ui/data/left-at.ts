/** The row one was on when a list or table was left, by its label: who comes back goes on from there. The window's life only. */
export const leftAt = new Map<string, string>()
