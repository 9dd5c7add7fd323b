import type { Committed, Room, SentMessage, TimelineMessage } from '@roomlet/sdk';
import type { Dice } from './dice.js';
import type { ClientPlan, Report } from './report.js';
import type { Witness } from './witness.js';

const EMOJI = ['👍', '❤️', '🎉', '🙈'];
/** How far back a message may be that is answered, changed or reacted to. */
const REACH = 30;

/** What people do in a room, at random, until told to stop. */
export class Pastime {
  #timer: NodeJS.Timeout | undefined;
  #count = 0;

  constructor(
    readonly room: Room,
    readonly plan: ClientPlan,
    readonly dice: Dice,
    readonly witness: Witness,
    readonly report: (report: Report) => void,
  ) {
    this.#next();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #next(): void {
    this.#timer = setTimeout(
      () => {
        this.#act();
        this.#next();
      },
      this.dice.between(0, 2 * this.plan.pace),
    );
  }

  #act(): void {
    const { dice, room } = this;
    const what = dice.next();
    const kept = room.state.messages.slice(-REACH).filter(isKept);
    const own = kept.filter(({ by }) => by.id === room.state.self.id);
    if (what < 0.65) {
      for (let left = 1 + dice.below(3); left > 0; left--) this.#say(kept);
    } else if (what < 0.73 && own.length > 0) {
      const { seq } = dice.pick(own);
      this.#change('edit', seq, () => room.edit(seq, this.#words()));
    } else if (what < 0.77 && own.length > 0) {
      const { seq } = dice.pick(own);
      this.#change('delete', seq, () => room.delete(seq));
    } else if (what < 0.9 && kept.length > 0) {
      const { seq } = dice.pick(kept);
      this.#change('reaction', seq, () => room.react(seq, dice.pick(EMOJI), dice.chance(0.7)));
    } else if (what < 0.92) {
      this.#change('renamed', '', () => room.rename(`${this.plan.tab} ${dice.below(1_000)}`));
    } else if (what < 0.96) {
      room.read(room.state.seq);
    } else room.typing(dice.chance(0.5));
  }

  #say(kept: readonly SentMessage[]): void {
    const { dice, plan, room, report } = this;
    const replyTo = kept.length > 0 && dice.chance(0.1) ? dice.pick(kept).seq : undefined;
    const sent = room.send(this.#words(), replyTo === undefined ? {} : { replyTo });
    const { key } = sent;
    report({ type: 'sent', room: room.code, key, place: [plan.tab, plan.life, ++this.#count] });
    sent.then(({ seq }) => this.#acked(seq, 'message', key), unanswered);
  }

  #change(kind: string, what: string | number, ask: () => Promise<Committed>): void {
    const { witness } = this;
    witness.changing += 1;
    ask()
      .then(
        ({ seq, duplicate }) => {
          if (!duplicate) this.#acked(seq, kind, what);
        },
        ({ code }: { code: string }) => this.report({ type: 'unsure', code }),
      )
      .finally(() => {
        witness.changing -= 1;
        witness.look();
      });
  }

  #acked(seq: number, kind: string, what: string | number): void {
    this.report({ type: 'acked', room: this.room.code, seq, kind, what });
  }

  #words(): string {
    const { tab, life } = this.plan;
    return `${tab}.${life}.${this.#count} ${'lorem '.repeat(this.dice.below(30))}`;
  }
}

function isKept(message: TimelineMessage): message is SentMessage {
  return message.status === 'sent' && !message.deleted;
}

/** The room's state tells it, and the witness reports that. */
function unanswered(): void {}
