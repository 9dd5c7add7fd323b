import { Profile } from './profile.js';
import { Tab, type TabContext } from './tab.js';

/** One person's browser: what it stores, and its tabs. */
export class Browser {
  readonly tabs: Tab[] = [];
  #profile = new Profile();
  #opened = 0;
  readonly #context: (tab: string, profile: Profile) => TabContext;

  constructor(
    readonly name: string,
    context: (tab: string, profile: Profile) => TabContext,
  ) {
    this.#context = context;
  }

  get liveTabs(): Tab[] {
    return this.tabs.filter((tab) => !tab.isOver);
  }

  has(tab: Tab): boolean {
    return this.tabs.includes(tab);
  }

  open(): Tab {
    const name = `${this.name}${++this.#opened}`;
    const tab = new Tab(name, this.#context(name, this.#profile));
    this.tabs.push(tab);
    return tab;
  }

  /** All tabs are gone and what was stored with them. */
  wipe(): void {
    for (const tab of this.liveTabs) tab.crash(false);
    this.#profile = new Profile();
  }
}
