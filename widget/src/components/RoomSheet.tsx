import type { RoomModel } from '../models/room.js';
import type { Sheet } from '../models/sheet.js';
import { Drawer } from './Drawer.js';
import { lazy } from './lazy.js';
import { Question } from './Question.js';
import { useWidget } from './widget-context.js';

const PARTS = {
  people: lazy<{ room: RoomModel }>(() => import('./PeoplePart.js')),
  share: lazy<{ room: RoomModel }>(() => import('./SharePart.js')),
  save: lazy<{ room: RoomModel }>(() => import('./SavePart.js')),
  notices: lazy<{ room: RoomModel }>(() => import('./NoticesPart.js')),
};

/** What lies over the conversation, while something does. What a drawer holds is loaded with it. */
export function RoomSheet({ room, sheet }: { room: RoomModel; sheet: Sheet }) {
  const { strings, session } = useWidget();
  const { people, room: text } = strings;
  const back = () => room.show('none');
  const toPeople = () => room.show('people');
  const titles = {
    people: people.title,
    share: text.invite,
    save: text.save,
    notices: text.notices,
  };
  const drawer = sheet === 'end' ? 'people' : sheet;
  const Part = drawer in PARTS && PARTS[drawer as keyof typeof PARTS];
  return (
    <>
      {Part && (
        <Drawer
          key={drawer}
          title={titles[drawer as keyof typeof titles]}
          inert={sheet === 'end'}
          onBack={back}
        >
          <Part room={room} onFail={back} />
        </Drawer>
      )}
      {sheet === 'leave' && (
        <Question
          title={text.leaveTitle}
          lead={text.leaveLead}
          stay={text.stay}
          act={text.leave}
          onStay={back}
          onAct={session.leave}
        />
      )}
      {sheet === 'end' && (
        <Question
          title={people.endTitle}
          lead={people.endLead}
          stay={people.endStay}
          act={people.end}
          onStay={toPeople}
          onAct={() => room.moderate('close')}
        />
      )}
    </>
  );
}
