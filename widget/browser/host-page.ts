/**
 * A page of somebody else's that carries the widget. What the widget is given stands in the address,
 * as `?stage=` with the script tag's attributes in JSON, so that one page does for every stage.
 */
export const HOST_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>Harbour Weekly</title>
<style>
  :root { color-scheme: light dark; }
  body { margin: 0; font: 18px/1.6 Georgia, serif; }
  main { box-sizing: border-box; max-width: 720px; min-height: 1600px; margin: 0 auto; padding: 32px 24px; }
  h1 { line-height: 1.2; }
</style>
</head>
<body>
<main lang="en" dir="ltr">
  <h1>The ferry runs again from Monday</h1>
  <div id="place"></div>
  <p>After eleven weeks in the yard the old ferry is back in the water. It crosses every forty
  minutes, from six in the morning until the last train has come in.</p>
  <p>Bicycles go free until the end of the month. Dogs pay as they always did: nothing, as long as
  they sit.</p>
</main>
<script>
  const { src, lang, dir, ...attributes } = JSON.parse(new URLSearchParams(location.search).get('stage'));
  document.documentElement.lang = lang;
  document.documentElement.dir = dir;
  const tag = document.createElement('script');
  tag.src = src;
  Object.assign(tag.dataset, attributes);
  document.body.append(tag);
</script>
</body>
</html>`;
