import type { ChildProcess } from 'node:child_process';
import { startScript } from './children.js';
import type { FaultCount } from './report.js';

/** The proxy, as the run sees it. */
export class ProxyProcess {
  private constructor(
    readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** @param port the service's. */
  static async start(port: number, seed: number): Promise<ProxyProcess> {
    const child = startScript('proxy.js', [String(port), String(seed)]);
    const own = await said<{ port: number }>(child);
    return new ProxyProcess(child, `http://127.0.0.1:${own.port}`);
  }

  storm(): void {
    this.child.send('storm');
  }

  /** Ends all harm; tells what there was of it. */
  calm(): Promise<FaultCount> {
    this.child.send('calm');
    return said(this.child);
  }
}

/** The next thing it says. */
function said<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T));
    child.once('exit', () => reject(new Error('The proxy stopped by itself.')));
  });
}
