import { messageParts as style } from '../styles/message-parts.js';
import { ComposerIntent } from './ComposerIntent.js';
import { QuoteLink } from './QuoteLink.js';
import { RowActions } from './RowActions.js';
import { RowMenu } from './RowMenu.js';
import { RowTools } from './RowTools.js';

// What is done with messages, and what comes of it.
export const actions = { View: RowActions, style };
export const tools = { View: RowTools, style };
export const menu = { View: RowMenu, style };
export const quote = { View: QuoteLink, style };
export const intent = { View: ComposerIntent, style };
