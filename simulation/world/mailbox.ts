import type { QueueName } from '../../lib/storage/queues.ts';
import type { Random } from './random.ts';

export interface Message {
  readonly queue: QueueName;
  readonly text: string;
  deliveries: number;
  /** Others can't take it while somebody handles it. */
  isTaken: boolean;
}

/** After so many deliveries that failed a message goes to the poison queue, as host.json says. */
const mostDeliveries = 5;

/** The queues as the service keeps them: at least once, in no order. */
export class Mailbox {
  readonly messages: Message[] = [];
  readonly poison: Message[] = [];
  /** Every text ever sent, for the search for personal data. */
  readonly texts = new Set<string>();

  put(queue: QueueName, message: object): void {
    const text = JSON.stringify(message);
    this.texts.add(text);
    this.messages.push({ queue, text, deliveries: 0, isTaken: false });
  }

  /** Takes any message that nobody is handling. */
  take(random: Random): Message | null {
    const message = random.pick(this.messages.filter(({ isTaken }) => !isTaken));
    if (message === undefined) return null;
    message.isTaken = true;
    message.deliveries += 1;
    return message;
  }

  /** @returns true when this was one failure too many */
  giveBack(message: Message): boolean {
    message.isTaken = false;
    if (message.deliveries < mostDeliveries || !this.messages.includes(message)) return false;
    this.delete(message);
    this.poison.push(message);
    return true;
  }

  delete(message: Message): void {
    const index = this.messages.indexOf(message);
    if (index !== -1) this.messages.splice(index, 1);
  }
}
