/** The six that most reactions are, one click away; all others are in the picker. */
export const QUICK = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const;
