import { anySetting, envOf, flagOf, SETTING_NAMES } from './settings.js';

/** The text of `roomlet --help`: every setting with its default and environment name. */
export function helpText(): string {
  const rows = SETTING_NAMES.map((name) => {
    const { kind, default: byDefault, about } = anySetting(name);
    return [flagOf(name), `${about} Default ${kind.show(byDefault)}. [${envOf(name)}]`] as const;
  });
  const all = [
    [
      '--config',
      'JSON file of settings, by their names here in camelCase. [ROOMLET_CONFIG]',
    ] as const,
    ...rows,
  ];
  const width = Math.max(...all.map(([flag]) => flag.length));
  return [
    'Roomlet: a chat room in any web page.',
    '',
    'roomlet serve [settings]   runs the room service, with the widget and a demo page',
    'roomlet backup FILE        copies all data into a new file, beside a running service too',
    'roomlet restore FILE       puts a backup into an empty data folder; --replace: into a full one',
    'roomlet check              looks whether all that is kept is whole; exit code 1 when not',
    'roomlet --help             shows this',
    'roomlet --version          prints the version',
    '',
    'Settings, as flags, in the environment, or in a file (in this order of precedence):',
    ...all.map(([flag, about]) => `  ${flag.padEnd(width)}  ${about}`),
    '',
  ].join('\n');
}
