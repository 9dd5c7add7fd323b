/** Further rates that a group that isn't about rates must not run into; all come fast. */
const FREELY = '100000';

export const EASY: readonly string[] = [
  ...['amend-burst', 'amend-rate', 'rename-burst', 'rename-rate', 'typing-rate', 'read-rate'],
  ...['http-read-burst', 'http-read-rate', 'address-read-burst', 'address-read-rate'],
  ...['bad-frame-rate', 'lookup-burst', 'lookup-rate', 'exports-per-seat', 'toggle-burst'],
  ...['toggle-rate', 'password-rate', 'seats-per-address', 'upgrade-burst', 'upgrade-rate'],
  ...['connections-per-address', 'connections-per-seat', 'connect-burst', 'connect-rate'],
  ...['service-upgrade-burst', 'service-upgrade-rate', 'unjoined-connections'],
].flatMap((rate) => [`--${rate}`, FREELY]);
