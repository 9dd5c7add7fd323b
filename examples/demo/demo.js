// The page's own script, in a file of its own: the page allows no inline ones.
const tag = document.querySelector('#tag');
const copy = document.querySelector('#copy');

tag.textContent = `<script async src="${location.origin}/widget.js"></script>`;

// Works before the widget's loader has run, too: calls made early wait in a queue.
if (!(window.Roomlet instanceof Function))
  window.Roomlet = Object.assign((...call) => window.Roomlet.q.push(call), { q: [] });
document.querySelector('#open').addEventListener('click', () => window.Roomlet('open'));

copy.addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(tag.textContent);
    copy.textContent = 'Copied';
  } catch {
    // Without https there is no clipboard: leave it selected, to be copied by hand.
    getSelection().selectAllChildren(tag);
  }
});
