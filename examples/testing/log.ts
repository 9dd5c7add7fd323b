export interface LoggedEvent {
  kind: string;
  by: { id: string; name: string };
  text?: string;
}

/** A room's log as the service tells it to a bot that joins for it. At most 200 events. */
export async function readLog(url: string, code: string): Promise<LoggedEvent[]> {
  const post = (path: string, body: object) =>
    fetch(`${url}/v1/rooms/${code}${path}`, { method: 'POST', body: JSON.stringify(body) });
  const { seat } = (await (await post('/seats', { name: 'Auditor' })).json()) as { seat: string };
  const headers = { authorization: `Bearer ${seat}` };
  const page = await fetch(`${url}/v1/rooms/${code}/events?after=0&limit=200`, { headers });
  return ((await page.json()) as { events: LoggedEvent[] }).events;
}
