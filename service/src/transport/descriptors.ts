/** Under this many open files an operator is warned: a busy service needs one for each connection. */
export const MODEST_DESCRIPTORS = 4_096;

/** What the database, its backups and checks, the log and the runtime need, with some to spare. */
const OWN = 80;

/** The least number of connections worth serving. */
const LEAST = 16;

/** How many files and sockets the process may have open; Infinity when nothing says so. */
export function descriptorLimit(): number {
  // Node raises the soft limit to the hard one as it starts.
  const { userLimits } = process.report.getReport() as unknown as {
    userLimits?: { open_files?: { soft: number | string } };
  };
  const soft = Number(userLimits?.open_files?.soft);
  return soft > 0 ? soft : Number.POSITIVE_INFINITY;
}

/**
 * How many connections there may be. At the process's own limit a new one could be neither accepted
 * nor sent away, and the kernel would go on announcing it.
 */
export function connectionLimit(setting: number, descriptors: number): number {
  return Math.min(setting, Math.max(LEAST, descriptors - OWN));
}
