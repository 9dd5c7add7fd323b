/** What lies over the conversation: a drawer by its name, or a question; `end` lies over `people`. */
export type Sheet = 'none' | 'people' | 'share' | 'save' | 'notices' | 'leave' | 'end';
