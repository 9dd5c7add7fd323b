import { describe, expect, it } from 'vitest';
import { checkPassword, hashPassword } from './password.js';

/** As versions before wrote it, without parameters: of `sesame`. */
const OLD = 'scrypt:AAECAwQFBgcICQoLDA0ODw:lTMMt1lZoYk_BOfeWAUvVCDORbN1I9M8niAjttElxFo';

describe('a kept password', () => {
  it('says what it cost, with a setting that OWASP lists, and a salt of its own', async () => {
    const [one, two] = await Promise.all([hashPassword('sesame'), hashPassword('sesame')]);
    expect(one).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(two).not.toBe(one);
    expect(await checkPassword('sesame', one)).toBe(true);
    expect(await checkPassword('Sesame', one)).toBe(false);
  });

  it('is the same password composed and decomposed', async () => {
    expect(await checkPassword('cafe\u0301', await hashPassword('caf\u00e9'))).toBe(true);
  });

  it('of the form before, without parameters, stays good', async () => {
    expect(await checkPassword('sesame', OLD)).toBe(true);
    expect(await checkPassword('Sesame', OLD)).toBe(false);
  });

  it('of another cost within the bounds is checked at that cost', async () => {
    const salt = 'AAECAwQFBgcICQoLDA0ODw';
    const kept = `$scrypt$ln=4,r=1,p=1$${salt}$VpSW0jVcB7KTskc6tySH9AM69XVOTri1jxeSA5by0BQ`;
    expect(await checkPassword('sesame', kept)).toBe(true);
  });

  it.each([
    ['rubbish', 'sesame'],
    ['nothing', ''],
    ['another function', '$argon2id$v=19$m=65536,t=3,p=4$AAECAwQFBgcICQoLDA0ODw$x'],
    ['no hash', 'scrypt:AAECAwQFBgcICQoLDA0ODw:'],
    ['a short hash', '$scrypt$ln=15,r=8,p=3$AAECAwQFBgcICQoLDA0ODw$AAAA'],
    ['too many bytes', `$scrypt$ln=30,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$${'A'.repeat(43)}`],
    ['too many rounds', `$scrypt$ln=15,r=8,p=999$AAECAwQFBgcICQoLDA0ODw$${'A'.repeat(43)}`],
    ['no rounds', `$scrypt$ln=15,r=8,p=0$AAECAwQFBgcICQoLDA0ODw$${'A'.repeat(43)}`],
  ])('that is %s fails, and is not quoted', async (_, kept) => {
    const failure = checkPassword('sesame', kept);
    await expect(failure).rejects.toThrow(/^A kept password/);
    await expect(failure).rejects.not.toThrow(/AAAA|argon/);
  });
});
